import Wording

/// Makes text from a cluster safe to stand in an HTML page.
enum HTMLText {
    /// `text` as an element's content or a quoted attribute shows it, letter by letter.
    ///
    /// What a display would obey or hide (bidirectional marks, zero-width characters, controls) becomes visible, as in
    /// text for a terminal. The rest is escaped byte by byte: to a browser a quote ends an attribute also where an accent
    /// follows it, though both are one `Character`.
    static func escaped(_ text: String) -> String {
        var shown = TerminalText.escaped(text)
        return shown.withUTF8 { bytes in
            guard bytes.contains(where: { entity(for: $0) != nil }) else {
                return String(decoding: bytes, as: UTF8.self)
            }
            var escaped: [UInt8] = []
            escaped.reserveCapacity(bytes.count + 64)
            for byte in bytes {
                if let entity = entity(for: byte) {
                    escaped.append(contentsOf: entity.utf8)
                } else {
                    escaped.append(byte)
                }
            }
            return String(decoding: escaped, as: UTF8.self)
        }
    }

    private static func entity(for byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "&"): return "&amp;"
        case UInt8(ascii: "<"): return "&lt;"
        case UInt8(ascii: ">"): return "&gt;"
        case UInt8(ascii: "\""): return "&quot;"
        case UInt8(ascii: "'"): return "&#39;"
        default: return nil
        }
    }
}
