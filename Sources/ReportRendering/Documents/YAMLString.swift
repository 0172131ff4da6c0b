import Wording

/// Strings as YAML writes them.
enum YAMLString {
    /// Appends `text`, in quotes wherever a reader could take it for something else.
    ///
    /// Without quotes stand only ASCII words that begin with a letter or a slash, hold nothing that means anything to
    /// YAML anywhere, and are none of the words that YAML 1.1 or 1.2 reads as a truth value or as nothing. Numbers,
    /// times, quantities and addresses begin with a digit or a sign.
    static func append(_ text: String, to buffer: inout [UInt8]) {
        var copy = text
        let wasPlain = copy.withUTF8 { bytes in
            guard let first = bytes.first, isLetter(first) || first == UInt8(ascii: "/"), let last = bytes.last,
                last != UInt8(ascii: " "), bytes.allSatisfy(isPlain), !isWord(bytes)
            else { return false }
            buffer.append(contentsOf: bytes)
            return true
        }
        if wasPlain { return }
        buffer.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars { append(scalar, to: &buffer) }
        buffer.append(UInt8(ascii: "\""))
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
    }

    /// Whether `byte` is an ASCII character that means nothing to YAML inside a word, be it in a flow collection.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ":"), UInt8(ascii: "#"), UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"),
            UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\""), UInt8(ascii: "'"):
            return false
        default: return byte >= 0x20 && byte < 0x7F
        }
    }

    /// Whether a reader takes the word for something else than a text, in any spelling.
    private static func isWord(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count <= 5 else { return false }
        return words.contains(String(decoding: bytes, as: UTF8.self).lowercased())
    }

    private static let words: Set = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "inf", "nan"]

    private static func append(_ scalar: Unicode.Scalar, to buffer: inout [UInt8]) {
        switch scalar {
        case "\"": buffer.append(contentsOf: #"\""#.utf8)
        case "\\": buffer.append(contentsOf: #"\\"#.utf8)
        case "\n": buffer.append(contentsOf: #"\n"#.utf8)
        case "\r": buffer.append(contentsOf: #"\r"#.utf8)
        case "\t": buffer.append(contentsOf: #"\t"#.utf8)
        case _ where TerminalText.isPrintable(scalar): buffer.append(contentsOf: UTF8.encode(scalar) ?? .init())
        default:
            // Not in pairs of UTF-16 as in JSON: YAML takes a half of one for a character.
            let (mark, width) =
                scalar.value <= 0xFF ? ("x", 2) : scalar.value <= 0xFFFF ? ("u", 4) : ("U", 8)
            let digits = String(scalar.value, radix: 16)
            let zeros = String(repeating: "0", count: width - digits.utf8.count)
            buffer.append(contentsOf: "\\\(mark)\(zeros)\(digits)".utf8)
        }
    }
}
