/// The cost of bringing a template to the nodes, round by round (`DaemonSetsController.rollingUpdate`, `manage`).
public struct RolloutCost: Equatable, Sendable {
    /// How many ready pods are deleted for their successors to come.
    public var restarts = 0
    /// Nodes whose ready pod is deleted and not made again, because the DaemonSet no longer wants it there.
    public var removals: [String] = []
    /// Nodes whose serving pod makes way for one that is not expected to serve.
    public var failures: [String] = []
    /// How often the controller takes pods out of service for it; nil where each has to be deleted by hand.
    public var rounds: Int?
    /// How many of the DaemonSet's ready pods it takes out of service at most at once; nil where each has to be
    /// deleted by hand.
    public var atOnce: Int?
    /// Nodes whose pod keeps an older template, because the budget is used up or its successor cannot start.
    public var staleNodes: [String] = []
    /// Nodes that serve and were not reached when the rollout stalled, and on which the new pod would have no place: the
    /// controller goes through nodes in no order, so that each of them may lose its pod instead of another.
    public var atRisk: [NodeAtRisk] = []
    /// Nodes that end without an available pod of the newest template, and why.
    public var holdups: [Holdup] = []
    /// The budget: of `maxSurge` where there is one, else of `maxUnavailable`.
    public var budget = Budget.maxUnavailable(1)

    /// A node that may lose its pod for want of a place for the next one.
    public struct NodeAtRisk: Equatable, Sendable {
        /// The node's name.
        public var node: String
        /// How the new pod would stand there.
        public var standing: SimulationOutcome.Standing
    }

    /// How many pods may be replaced at a time.
    public enum Budget: Equatable, Sendable {
        case maxUnavailable(Int)
        case maxSurge(Int)

        /// The number itself.
        public var count: Int {
            switch self {
            case .maxUnavailable(let count), .maxSurge(let count): return count
            }
        }
    }

    /// A node that spends a slot of the budget for good.
    public struct Holdup: Equatable, Sendable {
        /// The node's name.
        public var node: String
        /// The obstacle there.
        public var reason: Reason
        /// Whether the DaemonSet wants a pod there; a pod that is to go can hold a rollout up as well.
        public var isEligible: Bool

        /// A node and what is in the way there.
        public init(node: String, reason: Reason, isEligible: Bool) {
            self.node = node
            self.reason = reason
            self.isEligible = isEligible
        }

        /// Why no available pod of the newest template comes.
        public enum Reason: String, CaseIterable, Sendable {
            /// The new pod finds no room, or is refused.
            case noPlace = "no-place"
            /// The new pod waits for what its predecessor there holds.
            case predecessor
            /// The pod has a place and does not become available.
            case notAvailable = "not-available"
            /// A deleted pod does not go.
            case terminating
            /// The kubelet does not answer: nothing there starts or ends.
            case unreachable
        }
    }

    /// How many ready pods are deleted in all, those that get no successor among them.
    public var deletedPods: Int { restarts + removals.count }

    /// Whether pods keep an older template because others use up the budget.
    public var isStalled: Bool { !staleNodes.isEmpty }

    /// Whether every node that the DaemonSet wants ends with an available pod of the newest template.
    public var isComplete: Bool { staleNodes.isEmpty && !holdups.contains(where: \.isEligible) }
}
