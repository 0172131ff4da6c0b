/// What a stretch of text is, so that it can be coloured.
enum TextStyle {
    case plain
    case bold
    case dim
    case good
    case notice
    case warning
    case critical

    /// The parameters of the ANSI escape sequence that begins the style.
    private var parameters: String? {
        switch self {
        case .plain: return nil
        case .bold: return "1"
        case .dim: return "2"
        case .good: return "32"
        case .notice: return "36"
        case .warning: return "33"
        case .critical: return "1;31"
        }
    }

    /// `text` between the escape sequences of the style.
    func applied(to text: String) -> String {
        guard let parameters, text.contains(where: { $0 != " " }) else { return text }
        return "\u{1B}[\(parameters)m\(text)\u{1B}[0m"
    }
}
