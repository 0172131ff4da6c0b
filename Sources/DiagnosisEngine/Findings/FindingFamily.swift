/// The part of the catalogue that a rule belongs to: what its findings are about.
public enum FindingFamily: String, CaseIterable, Sendable {
    /// Which nodes are the DaemonSet's.
    case eligibility
    /// What keeps pods from being made.
    case creation
    /// What keeps pods from being placed.
    case scheduling
    /// What keeps containers from starting.
    case starting
    /// Why containers end, or are not ready.
    case crashing
    /// Why pods were put off their node.
    case evicted
    /// How an update gets on.
    case rollout
    /// The nodes themselves.
    case node
    /// Services that lead to the pods.
    case communication
    /// What no rule explains.
    case unexplained
    /// What could be better where nothing is wrong.
    case advice
}
