/// The role of a stretch of text, which gives its colour.
enum TextStyle: CaseIterable {
    case plain
    case bold
    case dim
    case good
    case notice
    case warning
    case critical

    /// The parameters of the ANSI escape sequence that begins the style.
    ///
    /// Colours of the 256-colour palette, whose lightness lies in the middle: the sixteen basic ones are each terminal's
    /// own, and its yellow and cyan are not readable on white.
    private var parameters: String? {
        switch self {
        case .plain: return nil
        case .bold: return "1"
        case .dim, .good, .notice, .warning: return color.map { "38;5;\($0)" }
        case .critical: return color.map { "1;38;5;\($0)" }
        }
    }

    /// The colour's number in the 256-colour palette; nil for that of the terminal.
    var color: Int? {
        switch self {
        case .plain, .bold: return nil
        case .dim: return 243
        case .good: return 28
        case .notice: return 31
        case .warning: return 130
        case .critical: return 160
        }
    }

    /// `text` between the escape sequences of the style.
    func applied(to text: String) -> String {
        guard let parameters, text.contains(where: { $0 != " " }) else { return text }
        return "\u{1B}[\(parameters)m\(text)\u{1B}[0m"
    }
}
