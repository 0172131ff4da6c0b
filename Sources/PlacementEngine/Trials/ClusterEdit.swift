import ClusterSnapshot
import KubernetesModel

/// Changes to a cluster on paper, for a simulation.
///
/// Pods and nodes are named by their positions in the snapshot; what is added stands behind what is there.
public struct ClusterEdit: Sendable {
    /// Pods that leave their nodes.
    public var removedPods: [Int] = []
    /// Evictions that the budgets count: pods that are among ``removedPods`` or went before.
    public var evictedPods: [Int] = []
    /// Pods that wait, or left their nodes, and where they are put.
    public var placedPods: [(pod: Int, node: Int)] = []
    /// Pods that are not in the snapshot, and where they are put.
    public var addedPods: [(pod: Pod, node: Int)] = []
    /// Room kept for pods that are not in the snapshot, where only their footprint matters: one entry a pod.
    public var reservations: [(footprint: PodFootprint, node: Int)] = []
    /// Nodes with another object, by position. Their pods stay.
    public var changedNodes: [Int: Node] = [:]
    /// Nodes that come to the cluster, without pods.
    public var addedNodes: [Node] = []

    /// An edit that changes nothing.
    public init() {}

    /// Whether nothing changes.
    public var isEmpty: Bool {
        removedPods.isEmpty && evictedPods.isEmpty && placedPods.isEmpty && addedPods.isEmpty && reservations.isEmpty
            && changedNodes.isEmpty && addedNodes.isEmpty
    }
}

extension PlacementCluster {
    /// `other` with the changes of `edit`; what does not change is shared.
    ///
    /// The index stays that of the snapshot: pods and nodes keep their positions, new ones stand behind them.
    public convenience init(_ other: PlacementCluster, applying edit: ClusterEdit) {
        var tables = other.tables
        edit.apply(to: &tables, in: other.index)
        self.init(
            other.index, tables, versionRules: other.versionRules,
            layout: edit.keepsLayout(of: other) ? other.layout : PodLayout(other.layout.groups.extended(to: tables)))
    }
}

extension ClusterEdit {
    /// Whether every pod stays where it is, on a node of the same labels.
    fileprivate func keepsLayout(of cluster: PlacementCluster) -> Bool {
        removedPods.isEmpty && placedPods.isEmpty && addedPods.isEmpty
            && changedNodes.allSatisfy { $1.metadata.labels == cluster.nodes[$0].labels }
    }

    fileprivate func apply(to tables: inout ClusterTables, in index: ClusterIndex) {
        for position in evictedPods {
            let group = tables.podGroups.group(ofPodAt: position)
            _ = tables.budgets.countEviction(ofPod: tables.pods[position].metadata.name, inGroup: group)
        }
        for node in addedNodes { tables.add(node) }
        for (position, node) in changedNodes { tables.replaceNode(at: position, with: node) }
        tables.remove(removedPods, in: index)
        for (position, node) in placedPods { tables.place(position, on: node, in: index) }
        if !addedPods.isEmpty { tables.add(addedPods, in: index) }
        for (footprint, node) in reservations { tables.reserve(footprint, on: node) }
    }
}
