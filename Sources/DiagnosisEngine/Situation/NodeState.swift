/// The state of a DaemonSet on one node.
public enum NodeState: String, CaseIterable, Sendable {
    case available
    /// Runs, and fails its readiness checks.
    case notReady
    /// Bound, its containers not up yet.
    case starting
    /// Waits for the scheduler.
    case pending
    /// Should be there and is not.
    case missing
    /// Its containers end again and again, or cannot be started.
    case failing
    /// Was put off the node or refused by it.
    case evicted
    case terminating
    /// Serves, but is of an older revision.
    case stale
    /// Is on a node that the template does not admit.
    case misplaced
    /// There is more than one pod.
    case duplicate
    /// The node is none of the DaemonSet's.
    case ineligible
    /// The snapshot does not record the pod that the controller has counted there.
    case unknown
}
