/// Makes text from a cluster safe to print: whatever a terminal would obey or hide becomes visible.
///
/// Names, messages and logs are written by whoever runs in the cluster. An escape sequence in them could recolour the
/// report, move the cursor over it or set the clipboard; a bidirectional mark could make a command read otherwise than
/// it runs.
public enum TerminalText {
    /// `text` with every character that a terminal would obey or hide written as an escape: `\n`, `\u{1B}`, `\u{202E}`.
    ///
    /// Backslashes stay as they are, so that paths and patterns read as they were written.
    public static func escaped(_ text: String) -> String {
        guard !isPrintable(text) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if isPrintable(scalar) {
                result.unicodeScalars.append(scalar)
            } else {
                result += escape(scalar)
            }
        }
        return result
    }

    /// Whether a terminal shows every character of `text` and obeys none of them.
    public static func isPrintable(_ text: String) -> Bool {
        var copy = text
        let isPlainASCII = copy.withUTF8 { bytes in bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }
        return isPlainASCII || text.unicodeScalars.allSatisfy(isPrintable)
    }

    /// Whether a terminal shows `scalar` and does not obey it.
    ///
    /// Not printable are: controls (C0, DEL, C1), format characters (bidirectional marks, zero-width characters, tags),
    /// line and paragraph separators, and whatever else Unicode lets a display leave out.
    public static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x7F { return scalar.value >= 0x20 }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: return false
        default: return !scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        default: return "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        }
    }
}
