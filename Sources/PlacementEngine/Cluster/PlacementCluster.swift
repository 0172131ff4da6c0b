import ClusterSnapshot
import KubernetesModel

/// The cluster as the scheduler sees it: what each node has left, and which pods other pods keep away.
///
/// Everything that does not depend on the pod to be placed is summed up here once. A class, because every filter holds
/// on to it.
public final class PlacementCluster: Sendable {
    /// The snapshot's index. It knows nothing of what a what-if adds or takes away.
    public let index: ClusterIndex
    let tables: ClusterTables
    /// The rules of the cluster's release.
    public let versionRules: VersionRules
    /// The pods with their nodes: the same object in all clusters that have the same ones.
    let layout: PodLayout

    /// Sums up the cluster of a snapshot.
    public convenience init(_ index: ClusterIndex) { self.init(index, ClusterTables(index)) }

    init(
        _ index: ClusterIndex, _ tables: ClusterTables, versionRules: VersionRules? = nil, layout: PodLayout? = nil
    ) {
        self.index = index
        self.tables = tables
        self.versionRules = versionRules ?? VersionRules(index.snapshot)
        self.layout = layout ?? PodLayout(PodGroupIndex(tables))
    }

    /// Sums up a snapshot that differs from another one in a few objects.
    convenience init(
        _ other: PlacementCluster, changedTo index: ClusterIndex, changedPods: [Int], changedNodes: [Int]
    ) {
        var tables = other.tables
        tables.change(from: other.index, to: index, changedPods: changedPods, changedNodes: changedNodes)
        self.init(
            index, tables, versionRules: other.versionRules,
            layout: PodLayout(other.layout.groups.extended(to: tables)))
    }

    /// The snapshot that the cluster is made of.
    public var snapshot: Snapshot { _read { yield index.snapshot } }

    /// The usage of each node, in the order of the snapshot's nodes; added nodes stand behind them.
    public var usage: [NodeUsage] { _read { yield tables.usage } }

    var nodes: [FilteredNode] { _read { yield tables.nodes } }
    var pods: [Pod] { _read { yield tables.pods } }
    var specs: PodSpecTable { _read { yield tables.specs } }
    var podGroups: PodGroupTable { _read { yield tables.podGroups } }
    var antiAffinity: AntiAffinityTable { _read { yield tables.antiAffinity } }
    var antiAffinityGroups: [AntiAffinityGroup] { tables.antiAffinity.groups }
    var nominatedPods: [Int: [Int]] { _read { yield tables.nominatedPods } }
    var budgets: BudgetTable { _read { yield tables.budgets } }
    var volumes: VolumeUsage { tables.volumes }

    /// Whether any pod keeps others away by required anti-affinity.
    public var hasNeighbourRules: Bool { !antiAffinity.groups.isEmpty }

    /// How many nodes there are, added ones among them.
    public var nodeCount: Int { nodes.count }

    /// The name of the node at `position`.
    public func name(ofNodeAt position: Int) -> String { nodes[position].name }

    /// The requests and host ports of the pod at `position`.
    public func footprint(ofPodAt position: Int) -> PodFootprint { specs.footprint(ofPodAt: position) }

    /// The usage of a node after the pods of `gone` have left it; those that are not there change nothing.
    public func usage(at position: Int, without gone: [Int]) -> NodeUsage {
        var usage = usage[position]
        for pod in gone where usage.pods.contains(pod) { usage.remove(pod, footprint(ofPodAt: pod)) }
        return usage
    }

    /// Whether a pod may fit on a node that did not fit there in the other cluster: there is more room, a port or a place
    /// is free, or the node's object is another.
    public func hasOtherRoom(than other: PlacementCluster, at position: Int) -> Bool {
        if nodes[position] !== other.nodes[position] { return true }
        return tables.usage[position].hasOtherRoom(
            than: other.tables.usage[position], keepsOthersAway: !other.antiAffinityGroups.isEmpty)
    }

    /// The position of the pod's group among ``antiAffinityGroups``, nil when it keeps nobody away.
    func antiAffinityGroup(ofPodAt position: Int) -> Int? {
        let group = antiAffinity.groupOfPod[position]
        return group < 0 ? nil : Int(group)
    }

    /// The labels of a namespace; none when the snapshot does not have it.
    func labels(ofNamespace name: String) -> Labels { index.namespace(named: name)?.metadata.labels ?? Labels() }
}
