import ClusterSimulation

/// What was tried of a remedy, so that it can be tried again once other steps have changed the cluster.
public struct RemedyTrial: Sendable {
    /// The changes, made together.
    public var changes: [Change]
    /// Positions of the nodes whose old pods its commands delete; nil for none.
    public var deletedByHand: Set<Int>?
    /// What the changes risk whatever the simulation shows.
    public var leastRisk: Risk

    /// Changes that were tried, or are to be.
    public init(changes: [Change], deletedByHand: Set<Int>? = nil, leastRisk: Risk = .low) {
        self.changes = changes
        self.deletedByHand = deletedByHand
        self.leastRisk = leastRisk
    }
}
