import CheckedJSON

/// JSON that may be wrong: keys that stand twice, numbers that are none, bytes that are no text.
indirect enum JSONTree: Sendable {
    /// A number, a truth value, null, or anything else as it is to be written.
    case literal([UInt8])
    case string(String)
    case array([JSONTree])
    case object([Member])

    struct Member: Sendable {
        var key: String
        var value: JSONTree
    }

    /// A literal by its text.
    static func literal(_ text: String) -> JSONTree { .literal(Array(text.utf8)) }

    init(_ value: JSONValue) {
        switch value {
        case .null: self = .literal("null")
        case .bool(let isTrue): self = .literal(isTrue ? "true" : "false")
        case .number(let text): self = .literal(text)
        case .string(let text): self = .string(text)
        case .array(let elements): self = .array(elements.map { JSONTree($0) })
        case .object(let members):
            self = .object(
                members.sorted { $0.key < $1.key }.map { Member(key: $0.key, value: JSONTree($0.value)) })
        }
    }

    /// The member of an object.
    subscript(key: String) -> JSONTree? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    var string: String? {
        if case .string(let text) = self { return text }
        return nil
    }

    /// The JSON, as far as it is any.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return bytes
    }

    func append(to bytes: inout [UInt8]) {
        switch self {
        case .literal(let text): bytes += text
        case .string(let text): Self.append(text, to: &bytes)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (place, element) in elements.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                element.append(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (place, member) in members.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.append(member.key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.append(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// A text in quotes. What need not be escaped is not, so that raw bytes of all kinds are read.
    private static func append(_ text: String, to bytes: inout [UInt8]) {
        let hex = Array("0123456789abcdef".utf8)
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0..<0x20: bytes += Array("\\u00".utf8) + [hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
