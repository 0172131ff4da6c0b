import CSimdJSON
import Wording

/// Any JSON, where a decoder of its own is not worth it: patches, answers of an API server, credentials.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    /// A number as it is written.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// An object of the members that are there.
    package static func members(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
        var object: [String: JSONValue] = [:]
        for (key, value) in members { object[key] = value }
        return .object(object)
    }

    /// A list; nil when it would be empty, since Kubernetes leaves such out.
    package static func list<Element>(_ elements: [Element], _ encode: (Element) -> JSONValue) -> JSONValue? {
        elements.isEmpty ? nil : .array(elements.map(encode))
    }

    package static func strings(_ texts: [String]) -> JSONValue? { list(texts) { .string($0) } }

    /// A text; nil when it is empty.
    package static func text(_ text: String) -> JSONValue? { text.isEmpty ? nil : .string(text) }

    package static func integer(_ number: some BinaryInteger) -> JSONValue { .number("\(number)") }

    /// True; nil for false, which is what an absent field means.
    package static func flag(_ isTrue: Bool) -> JSONValue? { isTrue ? .bool(true) : nil }

    /// The member of an object.
    package subscript(key: String) -> JSONValue? {
        if case .object(let members) = self { return members[key] }
        return nil
    }

    package var members: [String: JSONValue]? {
        if case .object(let members) = self { return members }
        return nil
    }

    package var elements: [JSONValue]? {
        if case .array(let elements) = self { return elements }
        return nil
    }

    package var string: String? {
        if case .string(let text) = self { return text }
        return nil
    }

    /// The value in an error message.
    package var shown: String {
        switch self {
        case .null: return "null"
        case .bool(let isTrue): return "\(isTrue)"
        case .number(let text): return text
        case .string(let text): return "\"\(Wording.shortened(text, limit: 60))\""
        case .array: return "a list"
        case .object: return "a mapping"
        }
    }
}

// MARK: - Bytes

extension JSONValue {
    /// Reads a whole value.
    ///
    /// - Throws: ``JSONFailure`` when the bytes are no JSON.
    package init(_ bytes: some Sequence<UInt8>) throws(JSONFailure) {
        guard let reader = csj_reader_create() else { throw JSONFailure(text: "not enough memory") }
        defer { csj_reader_destroy(reader) }
        let value = Array(bytes).withUnsafeBufferPointer { buffer -> Result<JSONValue, JSONFailure> in
            _ = csj_reader_load(reader, buffer.baseAddress, buffer.count)
            let value = Self.value(reader, depth: 0)
            if let text = JSONFailure.text(of: reader, problem: "is nested too deep") {
                return .failure(JSONFailure(text: text))
            }
            return .success(value)
        }
        self = try value.get()
    }

    /// Levels of nesting; Kubernetes' objects stay far below.
    private static let deepest = 500

    private static func value(_ reader: OpaquePointer, depth: Int) -> JSONValue {
        var text = csj_text()
        if depth > deepest {
            csj_reader_skip(reader)
            csj_reader_fail(reader, csj_failure_value)
            return .null
        }
        switch csj_reader_type(reader) {
        case csj_type_object:
            var members: [String: JSONValue] = [:]
            guard csj_reader_enter_object(reader) else { return .null }
            while csj_reader_next_member(reader, &text) {
                let name = text.string
                members[name] = value(reader, depth: depth + 1)
            }
            return .object(members)
        case csj_type_array:
            var elements: [JSONValue] = []
            guard csj_reader_enter_array(reader) else { return .null }
            while csj_reader_next_element(reader) { elements.append(value(reader, depth: depth + 1)) }
            return .array(elements)
        case csj_type_string: return .string(csj_reader_string(reader, &text) ? text.string : "")
        case csj_type_number: return .number(csj_reader_string_or_number(reader, &text) ? text.string : "0")
        case csj_type_boolean:
            var isTrue = false
            return .bool(csj_reader_boolean(reader, &isTrue) && isTrue)
        default:
            csj_reader_skip(reader)
            return .null
        }
    }

    /// The value as JSON, members sorted by key.
    package var bytes: [UInt8] {
        var json: [UInt8] = []
        append(to: &json)
        return json
    }

    private func append(to json: inout [UInt8]) {
        switch self {
        case .null: json += "null".utf8
        case .bool(let isTrue): json += (isTrue ? "true" : "false").utf8
        case .number(let text): json += text.utf8
        case .string(let text): JSONString.append(text, to: &json, escaping: .required)
        case .array(let elements):
            json.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { json.append(UInt8(ascii: ",")) }
                element.append(to: &json)
            }
            json.append(UInt8(ascii: "]"))
        case .object(let members):
            json.append(UInt8(ascii: "{"))
            for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { json.append(UInt8(ascii: ",")) }
                JSONString.append(member.key, to: &json, escaping: .required)
                json.append(UInt8(ascii: ":"))
                member.value.append(to: &json)
            }
            json.append(UInt8(ascii: "}"))
        }
    }
}
