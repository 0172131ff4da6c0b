import ClusterSnapshot
import KubernetesModel

/// How much work the verdicts on a DaemonSet are, a line of a report for each node included, in the steps of a
/// ``WorkBudget``.
package struct PlacementWork {
    private static let node = 10

    private let ofNodes: Int
    private let index: ClusterIndex

    /// The work in a cluster.
    package init(in index: ClusterIndex) {
        self.index = index
        // Every node's taints are compared with every DaemonSet's tolerations.
        ofNodes = index.snapshot.nodes.reduce(0) { $0 + Self.node + $1.taints.count }
    }

    /// The verdicts on one.
    package func steps(_ daemonSet: DaemonSet) -> Int {
        ofNodes + (index.uncontrolledPodsByNamespace[daemonSet.namespace]?.count ?? 0)
    }
}
