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
    /// What refuses the pod though the node holds nothing but daemon pods.
    package var failures: [FilterFailure]
    /// The parts of the node that one pod asks for, in per mille, by resource.
    package var shares: [(resource: String, perMille: Int)]
}
