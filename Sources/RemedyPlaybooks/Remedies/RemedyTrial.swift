import ClusterSimulation

/// The simulated part of a remedy, to repeat it once other steps have changed the cluster.
public struct RemedyTrial: Sendable {
    /// The changes, made together.
    public var changes: [Change]
    /// Positions of the nodes whose old pods its commands delete; nil for none.
    public var deletedByHand: Set<Int>?
    /// The risk of the changes, whatever the simulation shows.
    public var leastRisk: Risk
    /// What came of it when it was tried last, where that is kept.
    var known: KnownOutcome?

    /// Changes that were tried, or are to be.
    public init(changes: [Change], deletedByHand: Set<Int>? = nil, leastRisk: Risk = .low) {
        self.changes = changes
        self.deletedByHand = deletedByHand
        self.leastRisk = leastRisk
    }
}

/// What came of changes, for the same question to be answered without asking again.
struct KnownOutcome: Sendable {
    let simulator: Simulator.Identity
    let outlook: PodOutlook
    let outcome: SimulationOutcome

    /// What was found out, where it is the answer to this question.
    func answer(with simulator: Simulator, outlook: PodOutlook) -> SimulationOutcome? {
        self.simulator === simulator.identity && self.outlook == outlook ? outcome : nil
    }
}
