import KubernetesModel
import PlacementEngine

/// How a DaemonSet's pod would stand on a fresh node of a pool: one that an autoscaler adds.
package struct PoolForecast: Sendable {
    /// The pool's name: the NodePool's, or what a label of its nodes says.
    package var pool: String
    /// Whether Karpenter's NodePool tells what its nodes are; otherwise its nodes do.
    package var isNodePool: Bool
    /// How many nodes it has now.
    package var nodeCount: Int
    /// How many machines Karpenter has asked for that are no nodes yet.
    package var comingCount: Int
    /// The machine that the verdict is about; nil where the snapshot shows no machine that the pool may use.
    package var machine: FreshMachine?
    /// Whether the DaemonSet wants a pod there.
    package var isEligible: Bool
    /// The reasons that refuse the pod although the node has daemon pods only.
    package var failures: [FilterFailure]
    /// What one pod asks for.
    package var requests: ResourceAmounts
    /// What the pods of all DaemonSets that fit there ask for, this one's among them.
    package var allRequests: ResourceAmounts
    /// DaemonSets that have no place there beside this one's pod.
    package var displaced: [Displaced] = []
    /// Taints that keep the pod off until somebody takes them off the new node.
    package var startupTaints: [Taint]
    /// The smallest machine with room for the pods of all DaemonSets; nil where there is none, or none is known.
    package var smallest: FreshMachine?
    /// What the pods of all DaemonSets leave of that machine.
    package var left: ResourceAmounts
    /// How many machine types that the pool may use were seen in the cluster.
    package var typeCount: Int
    /// How many types of machines of the cluster were not tried, being too many.
    package var untriedCount = 0

    /// A DaemonSet that has no place on a fresh node beside the one asked about, and why.
    package struct Displaced: Sendable {
        package var daemonSet: String
        package var failures: [FilterFailure]
    }

    /// The parts of a machine that some amounts take, in per mille, by resource.
    package static func shares(
        of amounts: ResourceAmounts, in machine: FreshMachine
    ) -> [(resource: String, perMille: Int)] {
        let room = ResourceAmounts(machine.node.allocatable)
        return [ResourceName.cpu, ResourceName.memory].compactMap { name in
            let (asked, there) = (amounts[name], room[name])
            guard there > 0, asked > 0 else { return nil }
            let share = asked / there * 1000 + (asked % there * 1000 + there - 1) / there
            return (name, Int(clamping: min(share, 1_000_000).int64))
        }
    }
}

/// A machine as a pool would add it.
package struct FreshMachine: Sendable {
    /// The cloud's name of the machine's type; where nothing tells it, its size.
    package var type: String
    /// The fresh node: no pods, no passing taints.
    package var node: Node
    /// Whether a node of the pool itself is such a machine.
    package var isOwn: Bool
}
