/// The part of the catalogue that a rule belongs to: what its findings are about.
public enum FindingFamily: String, CaseIterable, Sendable {
    /// Which nodes are the DaemonSet's.
    case eligibility
    /// Pods are not created.
    case creation
    /// Pods are not scheduled.
    case scheduling
    /// Containers do not start.
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
    /// No rule explains it.
    case unexplained
    /// Improvements where nothing is wrong.
    case advice
}
