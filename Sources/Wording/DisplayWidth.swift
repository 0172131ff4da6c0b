/// Measures text in columns of a terminal.
public enum DisplayWidth {
    /// The columns that `text` takes, once escaped: two for wide characters, none for combining ones.
    public static func of(_ text: some StringProtocol) -> Int {
        let asciiCount =
            text.utf8.withContiguousStorageIfAvailable { bytes in
                bytes.allSatisfy { $0 < 0x80 } ? bytes.count : nil
            } ?? nil
        return asciiCount ?? text.unicodeScalars.reduce(0) { $0 + of($1) }
    }

    /// The longest beginning of `text` that fits `columns`, never less than one character.
    public static func prefix<Text: StringProtocol>(of text: Text, columns: Int) -> Text.SubSequence {
        var used = 0
        var end = text.startIndex
        while end < text.endIndex {
            let next = text.index(after: end)
            used += text[end..<next].unicodeScalars.reduce(0) { $0 + of($1) }
            if used > columns, end > text.startIndex { break }
            end = next
            if used > columns { break }
        }
        return text[..<end]
    }

    /// `text`, cut with `…` when it takes more than `columns`.
    public static func clipped(_ text: String, columns: Int) -> String {
        of(text) <= columns ? text : prefix(of: text, columns: max(1, columns - 1)) + "…"
    }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: break
        }
        return isWide(scalar) ? 2 : 1
    }

    /// Whether a terminal gives `scalar` two columns: East Asian wide and full-width blocks, and emoji.
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
            0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
            return true
        default:
            return scalar.properties.isEmojiPresentation
        }
    }
}
