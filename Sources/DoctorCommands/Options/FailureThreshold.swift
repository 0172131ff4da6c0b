import ArgumentParser
import DiagnosisEngine

/// From which severity on a finding makes the program end with 1.
enum FailureThreshold: String, ChoiceArgument {
    case critical
    case warning
    case notice
    case never

    /// The severity of failures in formats that have such. Where nothing makes the program end with 1, as `never` asks,
    /// whoever reads them decides.
    var severity: Severity {
        switch self {
        case .critical, .never: return .critical
        case .warning: return .warning
        case .notice: return .notice
        }
    }

    /// Whether a report whose worst finding is of this severity reaches it.
    func isReached(by worst: Severity?) -> Bool {
        guard let worst else { return false }
        switch self {
        case .critical: return worst >= .critical
        case .warning: return worst >= .warning
        case .notice: return worst >= .notice
        case .never: return false
        }
    }
}
