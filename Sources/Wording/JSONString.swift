/// Strings as JSON writes them (RFC 8259, section 7): the only place that escapes them.
public enum JSONString {
    /// Which characters are escaped.
    public enum Escaping: Sendable {
        /// Quotes, backslashes and controls below U+0020, as JSON demands: for bytes that programs read.
        case required
        /// Whatever a terminal would obey or hide as well (``TerminalText/isPrintable(_:)-(Unicode.Scalar)``): a report
        /// or a command is looked at without a viewer, and must not be able to do more than one in text.
        case terminal
    }

    /// `text` in quotes.
    public static func quoted(_ text: String, escaping: Escaping) -> String {
        var json: [UInt8] = []
        append(text, to: &json, escaping: escaping)
        return String(decoding: json, as: UTF8.self)
    }

    /// Appends `text` in quotes.
    public static func append(_ text: String, to json: inout [UInt8], escaping: Escaping) {
        var copy = text
        copy.withUTF8 { bytes in
            if escaping == .terminal, !bytes.allSatisfy({ $0 < 0x7F }) {
                json.append(UInt8(ascii: "\""))
                for scalar in text.unicodeScalars { append(scalar, to: &json) }
                json.append(UInt8(ascii: "\""))
            } else {
                append(bytes, to: &json)
            }
        }
    }

    /// Appends text that is UTF-8 in quotes, with what JSON demands escaped.
    public static func append(_ text: UnsafeBufferPointer<UInt8>, to json: inout [UInt8]) {
        json.append(UInt8(ascii: "\""))
        var start = 0
        for (position, byte) in text.enumerated() where !isPlain(byte) {
            json.append(contentsOf: text[start..<position])
            escape(UInt16(byte), to: &json)
            start = position + 1
        }
        json.append(contentsOf: text[start...])
        json.append(UInt8(ascii: "\""))
    }

    /// Whether a byte of UTF-8 stands for itself.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private static func append(_ scalar: Unicode.Scalar, to json: inout [UInt8]) {
        let isPlain = scalar != "\"" && scalar != "\\" && TerminalText.isPrintable(scalar)
        if isPlain {
            json.append(contentsOf: UTF8.encode(scalar) ?? .init())
        } else {
            for unit in UTF16.encode(scalar) ?? .init() { escape(unit, to: &json) }
        }
    }

    private static func escape(_ unit: UInt16, to json: inout [UInt8]) {
        json.append(UInt8(ascii: "\\"))
        switch unit {
        case 0x22, 0x5C: json.append(UInt8(unit))
        case 0x0A: json.append(UInt8(ascii: "n"))
        case 0x0D: json.append(UInt8(ascii: "r"))
        case 0x09: json.append(UInt8(ascii: "t"))
        default:
            json.append(UInt8(ascii: "u"))
            for shift in [12, 8, 4, 0] {
                let digit = UInt8(truncatingIfNeeded: unit >> shift) & 15
                json.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            }
        }
    }
}
