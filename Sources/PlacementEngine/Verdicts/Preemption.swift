/// The outcome of preemption on one node (`plugins/defaultpreemption`).
public enum Preemption: Equatable, Sendable {
    /// These would be evicted, as positions in the snapshot, most important first; so many against a budget.
    case victims([Int], budgetViolations: Int)
    /// No pod there has a lower priority.
    case noVictims
    /// The pod would not fit with all of them gone.
    case insufficient
    /// Without them the pod is still refused, by something that no eviction can resolve. Its word is that of
    /// `noVictims`: the scheduler gives both one status (`UnschedulableAndUnresolvable`).
    case unresolvableWithoutVictims
    /// Evicting pods cannot resolve the failure.
    case notHelpful
    /// The pod's `preemptionPolicy` is `Never`.
    case never
    /// The DaemonSet controller places the pod itself, as before 1.12, and evicts nobody. Its word is that of `never`.
    case controllerNeverEvicts

    /// The outcome in a word, for `-o json`.
    public var outcome: String {
        switch self {
        case .victims: return "victims"
        case .noVictims, .unresolvableWithoutVictims: return "noVictims"
        case .insufficient: return "insufficient"
        case .notHelpful: return "notHelpful"
        case .never, .controllerNeverEvicts: return "never"
        }
    }
}
