import ArgumentParser
import DiagnosisEngine

/// From which severity on a finding makes the program end with 1.
enum FailureThreshold: String, ChoiceArgument {
    case critical
    case warning
    case notice
    case never

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
