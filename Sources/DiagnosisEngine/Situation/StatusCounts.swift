/// The numbers of a DaemonSet's status.
public struct StatusCounts: Equatable, Sendable {
    /// Nodes that should have a pod.
    public var desired: Int
    /// Of these, nodes that have one.
    public var current: Int
    /// Nodes whose pod is ready.
    public var ready: Int
    /// Nodes whose pod has been ready for `minReadySeconds`.
    public var available: Int
    /// Nodes whose pod is of the newest template.
    public var updated: Int
    /// Nodes that have a pod and should not.
    public var misscheduled: Int

    /// Puts the parts together.
    public init(
        desired: Int = 0, current: Int = 0, ready: Int = 0, available: Int = 0, updated: Int = 0, misscheduled: Int = 0
    ) {
        self.desired = desired
        self.current = current
        self.ready = ready
        self.available = available
        self.updated = updated
        self.misscheduled = misscheduled
    }
}
