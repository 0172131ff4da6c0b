/// A message of protobuf, as far as texts and messages inside of it go.
struct ProtobufMessage {
    private var messages: [UInt64: ArraySlice<UInt8>] = [:]

    /// Reads a message; nil when the bytes are none.
    init?(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        while !rest.isEmpty {
            guard let tag = Self.number(&rest) else { return nil }
            switch tag & 7 {
            case 0: guard Self.number(&rest) != nil else { return nil }
            case 2:
                guard let told = Self.number(&rest), let count = Int(exactly: told), count <= rest.count else {
                    return nil
                }
                messages[tag >> 3] = rest.prefix(count)
                rest = rest.dropFirst(count)
            default: return nil
            }
        }
    }

    /// The message in a field.
    func message(_ field: UInt64) -> ProtobufMessage? { messages[field].flatMap { ProtobufMessage($0) } }

    /// The text in a field; empty where there is none.
    func text(_ field: UInt64) -> String { String(decoding: messages[field] ?? [], as: UTF8.self) }

    private static func number(_ rest: inout ArraySlice<UInt8>) -> UInt64? {
        var number: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard let byte = rest.popFirst() else { return nil }
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
        }
        return nil
    }
}
