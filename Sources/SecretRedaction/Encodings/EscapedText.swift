/// A text whose escapes are read, with the place of each byte in the text as it is written.
///
/// Those of JSON and of most languages (`\"`, `\n`, `\u0026`), of URLs (`%22`) and of HTML (`&quot;`) are read in one go:
/// which of them a text has, nobody tells.
struct EscapedText {
    private(set) var bytes: [UInt8] = []
    /// Where each byte begins; one more than there are bytes.
    private(set) var places: [Int] = []

    /// Nil where nothing is escaped.
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        guard Self.mayBeEscaped(text) else { return nil }
        bytes.reserveCapacity(text.count)
        places.reserveCapacity(text.count + 1)
        var place = 0
        var isEscaped = false
        while place < text.count {
            if let (byte, length) = Self.escape(in: text, at: place) {
                bytes.append(byte)
                places.append(place)
                place += length
                isEscaped = true
            } else {
                bytes.append(text[place])
                places.append(place)
                place += 1
            }
        }
        places.append(place)
        if !isEscaped { return nil }
    }

    /// A range as it is written.
    func written(_ range: Range<Int>) -> Range<Int> { places[range.lowerBound]..<places[range.upperBound] }

    private static func mayBeEscaped(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.contains { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "&") }
    }

    private static func escape(in text: UnsafeBufferPointer<UInt8>, at place: Int) -> (byte: UInt8, length: Int)? {
        switch text[place] {
        case UInt8(ascii: "%"): return hexadecimal(in: text, from: place + 1, count: 2).map { ($0, 3) }
        case UInt8(ascii: "\\"):
            guard place + 1 < text.count else { return nil }
            switch text[place + 1] {
            case UInt8(ascii: "n"): return (0x0A, 2)
            case UInt8(ascii: "r"): return (0x0D, 2)
            case UInt8(ascii: "t"): return (0x09, 2)
            case UInt8(ascii: "u"): return hexadecimal(in: text, from: place + 2, count: 4).map { ($0, 6) }
            case UInt8(ascii: "x"): return hexadecimal(in: text, from: place + 2, count: 2).map { ($0, 4) }
            case let byte where !byte.isAlphanumeric && byte > 0x20: return (byte, 2)
            default: return nil
            }
        case UInt8(ascii: "&"):
            let rest = ScannedText(UnsafeBufferPointer(rebasing: text[place...].prefix(8)))
            for (name, byte) in entities where rest.holds(name, at: 0) { return (byte, name.utf8CodeUnitCount) }
            return nil
        default: return nil
        }
    }

    private static let entities: [(StaticString, UInt8)] = [
        ("&quot;", UInt8(ascii: "\"")), ("&#34;", UInt8(ascii: "\"")), ("&#x22;", UInt8(ascii: "\"")),
        ("&apos;", UInt8(ascii: "'")), ("&#39;", UInt8(ascii: "'")), ("&#x27;", UInt8(ascii: "'")),
        ("&amp;", UInt8(ascii: "&")), ("&lt;", UInt8(ascii: "<")), ("&gt;", UInt8(ascii: ">")),
    ]

    /// The value of hexadecimal digits, where it is that of one byte.
    private static func hexadecimal(in text: UnsafeBufferPointer<UInt8>, from start: Int, count: Int) -> UInt8? {
        guard start + count <= text.count else { return nil }
        var value = 0
        for place in start..<start + count {
            guard let digit = HexDigits.value(of: text[place]) else { return nil }
            value = value << 4 | Int(digit)
        }
        return value < 256 ? UInt8(value) : nil
    }
}

/// Hexadecimal digits.
enum HexDigits {
    static func value(of byte: UInt8) -> UInt8? {
        if byte.isDigit { return byte - UInt8(ascii: "0") }
        let letter = byte.lowercased
        return letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "f") ? letter - UInt8(ascii: "a") + 10 : nil
    }
}
