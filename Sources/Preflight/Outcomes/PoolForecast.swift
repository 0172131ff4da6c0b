import KubernetesModel
import PlacementEngine

/// How a DaemonSet's pod would stand on a fresh node of a pool: one that an autoscaler adds.
package struct PoolForecast: Sendable {
    /// The pool's name, as a label of its nodes has it.
    package var pool: String
    /// How many nodes it has now.
    package var nodeCount: Int
    /// Whether the DaemonSet wants a pod there.
    package var isEligible: Bool
    /// The reasons that refuse the pod although the node has daemon pods only.
    package var failures: [FilterFailure]
    /// The parts of the node that one pod asks for, in per mille, by resource.
    package var shares: [(resource: String, perMille: Int)]
}
