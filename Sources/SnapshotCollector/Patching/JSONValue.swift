import CSimdJSON

/// Any JSON, for patches: everything else is decoded straight from bytes.
enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    /// A number as it is written.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// An object of the members that are there.
    static func members(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
        var object: [String: JSONValue] = [:]
        for (key, value) in members { object[key] = value }
        return .object(object)
    }

    /// A list; nil when it would be empty, since Kubernetes leaves such out.
    static func list<Element>(_ elements: [Element], _ encode: (Element) -> JSONValue) -> JSONValue? {
        elements.isEmpty ? nil : .array(elements.map(encode))
    }

    static func strings(_ texts: [String]) -> JSONValue? { list(texts) { .string($0) } }

    /// A text; nil when it is empty.
    static func text(_ text: String) -> JSONValue? { text.isEmpty ? nil : .string(text) }

    static func integer(_ number: some BinaryInteger) -> JSONValue { .number("\(number)") }

    /// True; nil for false, which is what an absent field means.
    static func flag(_ isTrue: Bool) -> JSONValue? { isTrue ? .bool(true) : nil }

    /// The member of an object.
    subscript(key: String) -> JSONValue? {
        if case .object(let members) = self { return members[key] }
        return nil
    }

    var members: [String: JSONValue]? {
        if case .object(let members) = self { return members }
        return nil
    }

    var elements: [JSONValue]? {
        if case .array(let elements) = self { return elements }
        return nil
    }

    var string: String? {
        if case .string(let text) = self { return text }
        return nil
    }

    /// The value in an error message.
    var shown: String {
        switch self {
        case .null: return "null"
        case .bool(let isTrue): return "\(isTrue)"
        case .number(let text): return text
        case .string(let text): return "\"\(text.count > 60 ? text.prefix(60) + "…" : text[...])\""
        case .array: return "a list"
        case .object: return "a mapping"
        }
    }
}

// MARK: - Bytes

extension JSONValue {
    /// Nil when the bytes are no JSON; `reader` then tells why.
    init?(_ bytes: [UInt8], reader: ObjectReader) {
        let value = bytes.withUnsafeBufferPointer { buffer -> JSONValue in
            reader.load(buffer)
            return Self.value(reader)
        }
        if reader.hasFailed { return nil }
        self = value
    }

    private static func value(_ reader: ObjectReader) -> JSONValue {
        switch reader.type {
        case csj_type_object:
            var members: [String: JSONValue] = [:]
            guard reader.enterObject() else { return .null }
            var key = csj_text()
            while reader.nextMember(&key) {
                let name = StringInterner.newString(key)
                members[name] = value(reader)
            }
            return .object(members)
        case csj_type_array:
            var elements: [JSONValue] = []
            guard reader.enterArray() else { return .null }
            while reader.nextElement() { elements.append(value(reader)) }
            return .array(elements)
        case csj_type_string: return .string(reader.text().map(StringInterner.newString) ?? "")
        case csj_type_number: return .number(reader.textOrNumber().map(StringInterner.newString) ?? "0")
        case csj_type_boolean: return .bool(reader.bool())
        default:
            reader.skip()
            return .null
        }
    }

    /// The value as JSON, members sorted by key.
    var bytes: [UInt8] {
        var json: [UInt8] = []
        append(to: &json)
        return json
    }

    private func append(to json: inout [UInt8]) {
        switch self {
        case .null: json += "null".utf8
        case .bool(let isTrue): json += (isTrue ? "true" : "false").utf8
        case .number(let text): json += text.utf8
        case .string(let text): Self.append(text, to: &json)
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
                Self.append(member.key, to: &json)
                json.append(UInt8(ascii: ":"))
                member.value.append(to: &json)
            }
            json.append(UInt8(ascii: "}"))
        }
    }

    private static func append(_ text: String, to json: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        json.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): json += [UInt8(ascii: "\\"), byte]
            case 0..<0x20: json += "\\u00".utf8 + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: json.append(byte)
            }
        }
        json.append(UInt8(ascii: "\""))
    }
}
