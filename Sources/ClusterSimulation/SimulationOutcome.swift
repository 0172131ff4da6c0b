import KubernetesModel
import PlacementEngine

/// The effect of a change on a DaemonSet and on others.
public struct SimulationOutcome: Sendable {
    /// The DaemonSet as it would be.
    public var daemonSet: DaemonSet
    /// Every node, in the order of the snapshot; those that the change adds stand last.
    public var nodes: [NodeOutcome]
    /// Other pods that would lose their places, in the order of nodes.
    public var evictions: [Eviction]
    /// Other workloads whose pods would get in as well, where the change opens nodes or leaves room.
    public var landings: [Landing]
    /// The cost of replacing the pods; nil if none is replaced.
    public var rollout: RolloutCost?
    /// Which pods and nodes are others afterwards, for the next simulation to start from there.
    public var settlement = Settlement()

    /// How the pods get on one node.
    public struct NodeOutcome: Sendable {
        /// The node's position in the snapshot; added ones come after all of those.
        public var position: Int
        /// The node's name.
        public var name: String
        /// How the pod stands as it is.
        public var before: Standing
        /// How the pod would stand.
        public var after: Standing
        /// Whether the change adds the node.
        public var isAdded = false
        /// Whether a pod comes to the node that will not serve there.
        public var isExpectedToFail = false
    }

    /// Whether the DaemonSet's pod has a place on a node.
    public enum Standing: Equatable, Sendable {
        /// The node is none of the DaemonSet's.
        case ineligible([Eligibility.Exclusion])
        /// The pod is there, or fits.
        case placed
        /// The pod fits once the scheduler has evicted pods of lower priority.
        case placedByPreemption
        /// The scheduler refuses the pod; what preemption would do.
        case blocked([FilterFailure], Preemption?)
        /// The pod would fit, were it not for others that may take the room first: their positions in the snapshot.
        case contested([Int])
        /// A ResourceQuota of this name lets no further pod be created.
        case refusedByQuota(String)
        /// Scheduling gates hold the pod.
        case gated
        /// No scheduler of the template's name looks at the pod.
        case unscheduled(schedulerName: String)

        /// Whether the pod is on the node or can come there.
        public var hasPlace: Bool { self == .placed || self == .placedByPreemption }

        /// Whether the node is the DaemonSet's.
        public var isEligible: Bool {
            if case .ineligible = self { return false }
            return true
        }
    }

    /// A pod that loses its place.
    public struct Eviction: Equatable, Sendable {
        /// The pod's position in the snapshot.
        public var position: Int
        /// `namespace/name`.
        public var pod: String
        /// The node that it is on.
        public var node: String
        /// The priority of the pod.
        public var priority: WholeNumber
        /// Whether the scheduler does it to make room, and not somebody by hand.
        public var isPreemption: Bool
        /// The budget, `namespace/name`, that does not allow it.
        public var violatesBudget: String?
        /// Where it goes from there.
        public var fate = Fate.findsNoNode
    }

    /// The fate of a pod that lost its place.
    public enum Fate: Equatable, Sendable {
        /// Its owner makes it again, and it fits on this node.
        case moves(to: String)
        /// Its owner makes it again, and no other node has room.
        case findsNoNode
        /// It belongs to another DaemonSet, named `namespace/name`, and waits for the node that it lost.
        case waitsForItsNode(daemonSet: String)
        /// Nobody makes it again.
        case isGone
        /// It was not tried where it could go: there are too many.
        case isUnknown
    }

    /// Somebody else who comes to a node that the change opens, or on which it leaves room.
    public struct Landing: Equatable, Sendable {
        /// A DaemonSet or the owner of waiting pods, `namespace/name`.
        public var workload: String
        /// Whether it is a DaemonSet.
        public var isDaemonSet: Bool
        /// The names of the nodes that its pods come to.
        public var nodes: [String]
        /// One of its pods that wait, as a position in the snapshot; nil where they are yet to be made.
        public var pod: Int?
    }
}

extension SimulationOutcome {
    /// The nodes that have no place for the pod now and have one afterwards, ineligible ones before among them.
    public var gained: [NodeOutcome] { nodes.filter { !$0.before.hasPlace && $0.after.hasPlace } }

    /// The eligible nodes that have a place now and none afterwards.
    public var lost: [NodeOutcome] { nodes.filter { $0.before.hasPlace && !$0.after.hasPlace } }

    /// The nodes that are none of the DaemonSet's now and are afterwards.
    public var newlyEligible: [NodeOutcome] {
        nodes.filter { !$0.before.isEligible && $0.after.isEligible && !$0.isAdded }
    }

    /// The outcome on the node of this name.
    public func node(named name: String) -> NodeOutcome? { nodes.first { $0.name == name } }

    /// The outcome on the node of this name, which is likely to be found at this position.
    public func node(named name: String, at position: Int) -> NodeOutcome? {
        nodes.indices.contains(position) && nodes[position].name == name ? nodes[position] : node(named: name)
    }
}
