extension TextStyle {
    /// The word of a page's style sheet for this role.
    var pageClass: String {
        switch self {
        case .plain, .bold: return "plain"
        case .dim: return "dim"
        case .good: return "good"
        case .notice: return "notice"
        case .warning: return "warning"
        case .critical: return "critical"
        }
    }

    /// The verdict that a page colours alike.
    var verdictClass: String {
        switch self {
        case .good: return "healthy"
        case .warning: return "degraded"
        case .critical: return "failing"
        case .plain, .bold, .dim, .notice: return "idle"
        }
    }
}
