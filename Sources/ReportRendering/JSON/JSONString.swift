import Wording

/// Strings as JSON writes them.
enum JSONString {
    /// Appends `text` in quotes, escaped (RFC 8259, section 7).
    ///
    /// Characters that a terminal would obey or hide are escaped as well: a report that is looked at without a viewer
    /// must not be able to do more than one in text.
    static func append(_ text: String, to buffer: inout [UInt8]) {
        buffer.append(UInt8(ascii: "\""))
        var copy = text
        let wasPlain = copy.withUTF8 { bytes in
            guard bytes.allSatisfy(isPlain) else { return false }
            buffer.append(contentsOf: bytes)
            return true
        }
        if !wasPlain {
            for scalar in text.unicodeScalars { append(scalar, to: &buffer) }
        }
        buffer.append(UInt8(ascii: "\""))
    }

    /// Whether `byte` is an ASCII character that stands for itself.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private static func append(_ scalar: Unicode.Scalar, to buffer: inout [UInt8]) {
        switch scalar {
        case "\"": buffer.append(contentsOf: #"\""#.utf8)
        case "\\": buffer.append(contentsOf: #"\\"#.utf8)
        case "\n": buffer.append(contentsOf: #"\n"#.utf8)
        case "\r": buffer.append(contentsOf: #"\r"#.utf8)
        case "\t": buffer.append(contentsOf: #"\t"#.utf8)
        case _ where TerminalText.isPrintable(scalar): buffer.append(contentsOf: UTF8.encode(scalar) ?? .init())
        default:
            for unit in UTF16.encode(scalar) ?? .init() {
                let digits = String(unit, radix: 16)
                buffer.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.utf8.count))\(digits)".utf8)
            }
        }
    }
}
