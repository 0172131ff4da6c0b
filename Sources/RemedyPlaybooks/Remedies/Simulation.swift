import ClusterSimulation
import KubernetesModel

/// The simulated effect of a remedy on the snapshot.
public struct Simulation: Equatable, Sendable {
    /// The status of the simulation.
    public enum Status: String, CaseIterable, Sendable {
        /// It helps at least one node, and what it costs was computed.
        case proven
        /// It was tried and helps no node.
        case ineffective
        /// Nothing in a snapshot can tell whether it helps: see ``Simulation/reason``.
        case notSimulated = "not-simulated"
    }

    /// The effect on the nodes.
    public enum Aim: Sendable {
        /// The DaemonSet's pod has a place there.
        case serves
        /// The node is no longer short of what it was short of.
        case endsPressure
        /// The node is no longer the DaemonSet's, which it was not meant to be.
        case leavesOut
    }

    /// Whether it helps.
    public var status: Status
    /// The goal.
    public var aim = Aim.serves
    /// Whether its costs are known though it is not proven: where the pods fit, how many restart, who loses a place.
    public var areCostsKnown = false
    /// Why it was not simulated; nil otherwise.
    public var reason: String?
    /// On how many of the nodes concerned the pod gets a place, or what ``aim`` says.
    public var unblocks = 0
    /// How many nodes are concerned: those of the finding, or those that become eligible where it names none.
    public var of = 0
    /// How many nodes become the DaemonSet's that were not.
    public var newlyEligible = 0
    /// The nodes concerned that it helps where the finding names none, so that nothing else tells them, sorted by name.
    public var opens: [String] = []
    /// Those that become eligible, beside the nodes concerned, on which the pod gets no place, sorted by name.
    public var newlyEligibleWithoutPlace: [String] = []
    /// The nodes concerned that stay without a place, sorted by name.
    public var stillBlocked: [String] = []
    /// Why they do, a line for each reason.
    public var blockers: [String] = []
    /// Nodes whose pod serves now and none does afterwards, sorted by name; ``removes`` are among them.
    public var loses: [String] = []
    /// Why they do, a line for each reason.
    public var lossReasons: [String] = []
    /// Nodes that lose a pod because the DaemonSet no longer wants one there, sorted by name.
    public var removes: [String] = []
    /// Other pods that lose their places.
    public var evicts: [Eviction] = []
    /// Other workloads that come to the nodes too.
    public var admits: [Admission] = []
    /// How many of the DaemonSet's ready pods are deleted in favour of new ones; ``removes`` come on top.
    public var restarts = 0
    /// How many of its ready pods are deleted in all, those that get no successor among them.
    public var deletedPods = 0
    /// In how many rounds; nil where nothing restarts by itself.
    public var rounds: Int?
    /// How many of them at most at once; nil where nothing restarts by itself.
    public var atOnce: Int?
    /// Whether the rollout does not come to its end.
    public var isRolloutStalled = false
    /// Nodes whose pod keeps the old template because others use up the rollout's budget, sorted by name.
    public var keepsOldTemplate: [String] = []
    /// Nodes that use it up, or at least end without an available pod.
    public var holdups: [RolloutCost.Holdup] = []
    /// The rollout's budget; nil where nothing is rolled out.
    public var budget: RolloutCost.Budget?

    /// A simulation without numbers yet.
    public init(status: Status, reason: String? = nil) {
        self.status = status
        self.reason = reason
    }

    /// Turns what was proven into what people have to bring about: the nodes that it would serve are told in words.
    mutating func leaveToPeople() {
        let nodes = "\(unblocks) of \(of) \(of == 1 ? "node" : "nodes")"
        reason = "you have to do it; the pod then fits on \(nodes)"
        status = .notSimulated
        areCostsKnown = true
        (unblocks, of) = (0, 0)
    }

    /// A pod that loses its place.
    public struct Eviction: Equatable, Sendable {
        /// `namespace/name`.
        public var pod: String
        /// The node that it is on.
        public var node: String
        /// The priority of the pod.
        public var priority: WholeNumber
        /// The disruption budget, `namespace/name`, that does not allow it.
        public var violatesBudget: String?
        /// Where it goes from there.
        public var fate: Fate
        /// The node that it fits on; nil where it finds none.
        public var newNode: String?

        /// The fate of the pod.
        public enum Fate: String, CaseIterable, Sendable {
            case moves
            case findsNoNode = "finds-no-node"
            /// It is a daemon pod and waits for the node that it lost.
            case waits
            /// Nobody makes it again.
            case gone
            case unknown
        }
    }

    /// A workload that comes to nodes which the remedy opens.
    public struct Admission: Equatable, Sendable {
        /// `namespace/name`.
        public var workload: String
        /// The nodes that its pods come to.
        public var nodes: [String]

        /// A workload with the nodes that it comes to.
        public init(workload: String, nodes: [String]) {
            self.workload = workload
            self.nodes = nodes
        }
    }
}
