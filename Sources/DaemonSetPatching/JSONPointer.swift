import CheckedJSON

extension JSONPatch {
    /// A path of a JSON patch (RFC 6901): `/spec/template/spec/tolerations/-`.
    struct Pointer: Equatable, Sendable {
        var tokens: [String]

        /// - Parameters:
        ///   - text: the path.
        ///   - place: whose path it is, for errors.
        /// - Throws: ``PatchFailure`` when it is no path.
        init(_ text: String, of place: String) throws(PatchFailure) {
            guard text.hasPrefix("/") else {
                throw PatchFailure(
                    place: place, reason: "the path \"\(text)\" does not begin with /",
                    hint: "write it as /spec/template/spec/…")
            }
            tokens = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map { token in
                token.split(separator: "~1", omittingEmptySubsequences: false).joined(separator: "/")
                    .split(separator: "~0", omittingEmptySubsequences: false).joined(separator: "~")
            }
        }

        init(tokens: [String]) { self.tokens = tokens }
    }
}

extension JSONPatch.Pointer {
    /// The value at the path; nil when the last step names a member that is not there.
    func existingValue(in document: JSONValue, of place: String) throws(PatchFailure) -> JSONValue? {
        var value = document
        for (depth, token) in tokens.enumerated() {
            switch value {
            case .object(let members):
                guard let member = members[token] else {
                    if depth == tokens.count - 1 { return nil }
                    throw Self.nothing(at: tokens[...depth], of: place)
                }
                value = member
            case .array(let elements):
                value = elements[try Self.index(token, count: elements.count, of: place)]
            default: throw Self.nothing(at: tokens[...depth], of: place)
            }
        }
        return value
    }

    /// The value at the path.
    func value(in document: JSONValue, of place: String) throws(PatchFailure) -> JSONValue {
        guard let value = try existingValue(in: document, of: place) else {
            throw Self.nothing(at: tokens[...], of: place)
        }
        return value
    }

    func add(_ value: JSONValue, to document: inout JSONValue, of place: String) throws(PatchFailure) {
        document = try edited(document, tokens[...], of: place) { parent, token throws(PatchFailure) in
            switch parent {
            case .object(var members):
                members[token] = value
                return .object(members)
            case .array(var elements):
                // The end counts too, and a negative index from there.
                let index = token == "-" ? elements.count : try Self.index(token, count: elements.count + 1, of: place)
                elements.insert(value, at: index)
                return .array(elements)
            default: throw Self.nothing(at: tokens.dropLast(), of: place)
            }
        }
    }

    func replace(_ value: JSONValue, in document: inout JSONValue, of place: String) throws(PatchFailure) {
        document = try edited(document, tokens[...], of: place) { parent, token throws(PatchFailure) in
            switch parent {
            // The API server's library puts a member in that was not there.
            case .object(var members):
                members[token] = value
                return .object(members)
            case .array(var elements):
                elements[try Self.index(token, count: elements.count, of: place)] = value
                return .array(elements)
            default: throw Self.nothing(at: tokens.dropLast(), of: place)
            }
        }
    }

    func remove(from document: inout JSONValue, of place: String) throws(PatchFailure) {
        document = try edited(document, tokens[...], of: place) { parent, token throws(PatchFailure) in
            switch parent {
            case .object(var members):
                guard members.removeValue(forKey: token) != nil else { throw Self.nothing(at: tokens[...], of: place) }
                return .object(members)
            case .array(var elements):
                elements.remove(at: try Self.index(token, count: elements.count, of: place))
                return .array(elements)
            default: throw Self.nothing(at: tokens[...], of: place)
            }
        }
    }

    private func edited(
        _ value: JSONValue, _ rest: ArraySlice<String>, of place: String,
        _ edit: (JSONValue, String) throws(PatchFailure) -> JSONValue
    ) throws(PatchFailure) -> JSONValue {
        guard let token = rest.first else { return value }
        if rest.count == 1 { return try edit(value, token) }
        switch value {
        case .object(var members):
            guard let member = members[token] else { throw Self.nothing(at: tokens[...rest.startIndex], of: place) }
            members[token] = try edited(member, rest.dropFirst(), of: place, edit)
            return .object(members)
        case .array(var elements):
            let index = try Self.index(token, count: elements.count, of: place)
            elements[index] = try edited(elements[index], rest.dropFirst(), of: place, edit)
            return .array(elements)
        default: throw Self.nothing(at: tokens[...rest.startIndex], of: place)
        }
    }

    private static func index(_ token: String, count: Int, of place: String) throws(PatchFailure) -> Int {
        guard let number = Int(token), number < count, number >= -count else {
            throw PatchFailure(
                place: place, reason: "the list has no element \(token)",
                hint: "count from 0; - stands for the end of a list when adding")
        }
        return number < 0 ? number + count : number
    }

    private static func nothing(at tokens: ArraySlice<String>, of place: String) -> PatchFailure {
        PatchFailure(
            place: place, reason: "/\(tokens.joined(separator: "/")) does not exist",
            hint: "see kubectl get daemonset -o json; add the parent first")
    }
}
