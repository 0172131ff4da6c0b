/// Characters that JSON writes as two escapes, which YAML does not know: `\ud83d\ude00`.
enum SurrogatePairs {
    /// The text of a JSON document with those characters in place of their escapes; other texts are as they were.
    static func resolved(_ text: [UInt8]) -> [UInt8] {
        let first = text.first { $0 > UInt8(ascii: " ") }
        guard first == UInt8(ascii: "{") || first == UInt8(ascii: "["), hasEscapes(text) else { return text }
        var resolved: [UInt8] = []
        resolved.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            if text[index] != backslash {
                resolved.append(text[index])
                index += 1
            } else if let scalar = scalar(text, at: index) {
                resolved += String(scalar).utf8
                index += 12
            } else {
                // An escape stays whole, so that the second of two backslashes begins none.
                resolved += text[index..<min(index + 2, text.count)]
                index += 2
            }
        }
        return resolved
    }

    private static let backslash = UInt8(ascii: "\\")

    /// Whether there is anything like the beginning of such an escape.
    private static func hasEscapes(_ text: [UInt8]) -> Bool {
        zip(text, text.dropFirst()).contains { $0 == backslash && $1 == UInt8(ascii: "u") }
    }

    private static func scalar(_ text: [UInt8], at index: Int) -> Unicode.Scalar? {
        guard let high = unit(text, at: index), (0xD800..<0xDC00).contains(high), let low = unit(text, at: index + 6),
            (0xDC00..<0xE000).contains(low)
        else { return nil }
        return Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    }

    /// The value of an escape of four digits.
    private static func unit(_ text: [UInt8], at index: Int) -> UInt32? {
        guard index + 6 <= text.count, text[index] == backslash, text[index + 1] == UInt8(ascii: "u") else {
            return nil
        }
        let digits = text[(index + 2)..<(index + 6)]
        guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
