/// What a terminal, a browser or an editor must not find in a report.
///
/// Written without the project's own rules, which are what is checked.
enum TextCheck {
    static func problems(in document: [UInt8]) -> [String] {
        guard let text = String(validating: document, as: UTF8.self) else { return ["is no UTF-8"] }
        // Plain text needs no second look.
        if document.allSatisfy({ $0 == 10 || $0 >= 0x20 && $0 < 0x7F }) { return [] }
        guard let harmful = text.unicodeScalars.first(where: { $0 != "\n" && isHarmful($0) }) else { return [] }
        return ["holds the character U+\(String(harmful.value, radix: 16, uppercase: true))"]
    }

    /// Whether a terminal shows the text as one line.
    static func isOneLine(_ text: String) -> Bool { !text.isEmpty && !text.unicodeScalars.contains(where: isHarmful) }

    /// Controls, line separators, and what turns the direction of text around.
    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069, 0x061C, 0x200E...0x200F: true
        default: false
        }
    }
}
