import KubernetesModel
import CheckedJSON

/// Reads the fields of a mapping in a file; whatever is not of the right kind is an error that names file and field.
///
/// Values are never shown: what stands in the place of a text may be a token that somebody forgot to quote.
struct FieldReader {
    let file: String
    /// Where the mapping stands: `users[admin].user`.
    let place: String
    private let members: [String: JSONValue]

    init(_ value: JSONValue?, file: String, place: String) throws(ConfigurationError) {
        self.file = file
        self.place = place
        switch value {
        case nil, .null?: members = [:]
        case .object(let object)?: members = object
        case let other?: throw Self.wrong(other, expected: "a mapping", file: file, place: place)
        }
    }

    subscript(name: String) -> JSONValue? {
        let value = members[name]
        return value == .null ? nil : value
    }

    func path(_ name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }

    /// A text; empty when there is none, as in Go.
    func text(_ name: String) throws(ConfigurationError) -> String {
        guard let value = self[name] else { return "" }
        guard let text = value.string else { throw wrong(value, name, expected: "a string (quote it)") }
        return text
    }

    func flag(_ name: String) throws(ConfigurationError) -> Bool {
        guard let value = self[name] else { return false }
        guard case .bool(let isTrue) = value else { throw wrong(value, name, expected: "true or false") }
        return isTrue
    }

    /// The base64 value there; nil if there is none.
    func data(_ name: String) throws(ConfigurationError) -> [UInt8]? {
        let text = try text(name)
        if text.isEmpty { return nil }
        guard let bytes = Base64.decode(text) else {
            throw .malformed(
                path: file, place: path(name), reason: "it is not base64",
                hint: "encode it with base64 -w0, or name a file with \(name.dropLast("-data".count))")
        }
        return bytes
    }

    func list(_ name: String) throws(ConfigurationError) -> [JSONValue] {
        guard let value = self[name] else { return [] }
        guard let elements = value.elements else { throw wrong(value, name, expected: "a list") }
        return elements
    }

    func texts(_ name: String) throws(ConfigurationError) -> [String] {
        var texts: [String] = []
        for element in try list(name) {
            guard let text = element.string else {
                throw wrong(element, name, expected: "a list of strings (quote them)")
            }
            texts.append(text)
        }
        return texts
    }

    /// The mapping at `name`; nil when there is none.
    func mapping(_ name: String) throws(ConfigurationError) -> FieldReader? {
        guard let value = self[name] else { return nil }
        return try FieldReader(value, file: file, place: path(name))
    }

    /// The names of all fields.
    var names: [String] { members.keys.sorted() }

    private func wrong(_ value: JSONValue, _ name: String, expected: String) -> ConfigurationError {
        Self.wrong(value, expected: expected, file: file, place: path(name))
    }

    private static func wrong(
        _ value: JSONValue, expected: String, file: String, place: String
    ) -> ConfigurationError {
        let found: String
        switch value {
        case .null: found = "nothing"
        case .bool: found = "true or false"
        case .number: found = "a number"
        case .string: found = "a string"
        case .array: found = "a list"
        case .object: found = "a mapping"
        }
        return .malformed(
            path: file, place: place, reason: "must be \(expected), not \(found)", hint: "correct the file")
    }
}
