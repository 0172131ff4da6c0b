/// What evicting pods of lower priority would do for a pod on one node (`plugins/defaultpreemption`).
public enum Preemption: Equatable, Sendable {
    /// These would be evicted, as positions in the snapshot, most important first; so many against a budget.
    case victims([Int], budgetViolations: Int)
    /// No pod there has a lower priority.
    case noVictims
    /// The pod would not fit with all of them gone.
    case insufficient
    /// With all of them gone something keeps the pod off that no eviction there can mend. Its word is that of
    /// `noVictims`: the scheduler gives both one status (`UnschedulableAndUnresolvable`).
    case unresolvableWithoutVictims
    /// The failure is none that evicting can mend.
    case notHelpful
    /// The pod's `preemptionPolicy` is `Never`.
    case never

    /// The outcome in a word, for `-o json`.
    public var outcome: String {
        switch self {
        case .victims: return "victims"
        case .noVictims, .unresolvableWithoutVictims: return "noVictims"
        case .insufficient: return "insufficient"
        case .notHelpful: return "notHelpful"
        case .never: return "never"
        }
    }
}
