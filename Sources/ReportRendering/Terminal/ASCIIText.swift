/// Text in ASCII, for terminals whose locale is not UTF-8.
enum ASCIIText {
    /// `text` with the program's own marks in ASCII, and every other character as an escape: `\u{65E5}`.
    static func of(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                result.unicodeScalars.append(scalar)
            } else {
                result += marks[scalar] ?? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            }
        }
        return result
    }

    private static let marks: [Unicode.Scalar: String] = [
        "✖": "x", "▲": "!", "•": "-", "✔": "+", "…": "...", "×": "x", "→": "->", "–": "-", "—": "-", "≥": ">=",
        "≤": "<=", "“": "\"", "”": "\"", "‘": "'", "’": "'",
    ]
}
