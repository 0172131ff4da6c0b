import ClusterSnapshot
import KubernetesModel

/// The cluster as the scheduler sees it: what each node has left, and which pods other pods keep away.
///
/// Everything that does not depend on the pod to be placed is summed up here once. A class, because every filter holds
/// on to it.
public final class PlacementCluster: Sendable {
    public let index: ClusterIndex
    /// What is taken on each node, in the order of the snapshot's nodes.
    public let usage: [NodeUsage]

    /// The nodes as filters look at them, in the order of the snapshot's nodes.
    let nodes: [FilteredNode]
    /// The snapshot's pods.
    let pods: [Pod]
    /// What pods of one spec have in common.
    let specs: PodSpecTable
    /// Pods with the same namespace and labels, for selectors to be asked once a group.
    let podGroups: PodGroupTable
    /// Pods that keep others away, by what they keep away.
    let antiAffinity: AntiAffinityTable
    /// What pods wait for a node that preemption has made room on, by the node's position.
    let nominatedPods: [Int: [Int]]
    /// Which pods are under a budget.
    let budgets: BudgetTable
    /// Which claims and volumes are in use.
    let volumes: VolumeUsage

    var antiAffinityGroups: [AntiAffinityGroup] { antiAffinity.groups }

    public var snapshot: Snapshot { index.snapshot }

    public init(_ index: ClusterIndex) {
        let pods = index.snapshot.pods
        let nodes = index.snapshot.nodes.map(FilteredNode.init)
        var usage = index.snapshot.nodes.map { NodeUsage($0) }
        var specs = PodSpecTable(podCount: pods.count)
        var groups = PodGroupTable(podCount: pods.count)
        var antiAffinity = AntiAffinityTable(podCount: pods.count)
        var nominated: [Int: [Int]] = [:]
        for node in nodes.indices {
            usage[node].pods.reserveCapacity(index.podsByNode[node].count)
            for position in index.podsByNode[node] where !pods[position].status.phase.isTerminal {
                let spec = specs.add(pods, position)
                usage[node].add(position, specs.footprint(ofPodAt: position))
                groups.add(pods, position, spec: spec, node: node)
                if specs.hasAntiAffinity(spec) { antiAffinity.add(pods, position, spec: spec, node: node) }
            }
        }
        for position in pods.indices where !pods[position].status.nominatedNodeName.isEmpty {
            guard pods[position].nodeName.isEmpty, !pods[position].isTerminal,
                let node = index.nodeByName[pods[position].status.nominatedNodeName]
            else { continue }
            let spec = specs.add(pods, position)
            groups.add(pods, position, spec: spec, node: nil)
            if specs.hasAntiAffinity(spec) { antiAffinity.add(pods, position, spec: spec, node: nil) }
            nominated[node, default: []].append(position)
        }
        self.index = index
        self.usage = usage
        self.nodes = nodes
        self.pods = pods
        self.specs = specs
        podGroups = groups
        self.antiAffinity = antiAffinity
        nominatedPods = nominated
        budgets = BudgetTable(index.snapshot.podDisruptionBudgets, groups: groups.groups)
        volumes = VolumeUsage(index, usage: usage, specs: specs)
    }

    /// `other` with the changes of `edit`; what does not change is shared.
    ///
    /// The index stays that of the snapshot: pods and nodes keep their positions, new ones stand behind them.
    public init(_ other: PlacementCluster, applying edit: ClusterEdit) {
        index = other.index
        var draft = ClusterDraft(other)
        draft.apply(edit)
        usage = draft.usage
        nodes = draft.nodes
        pods = draft.pods
        specs = draft.specs
        podGroups = draft.podGroups
        antiAffinity = draft.antiAffinity
        nominatedPods = draft.nominatedPods
        budgets = draft.budgets
        volumes = draft.volumes
    }

    /// Whether any pod keeps others away from where it is.
    public var hasNeighbourRules: Bool { !antiAffinity.groups.isEmpty }

    /// How many nodes there are, added ones among them.
    public var nodeCount: Int { nodes.count }

    /// The name of the node at `position`.
    public func name(ofNodeAt position: Int) -> String { nodes[position].name }

    /// What the pod at `position` takes from its node.
    public func footprint(ofPodAt position: Int) -> PodFootprint { specs.footprint(ofPodAt: position) }

    /// The position of the pod's group among ``antiAffinityGroups``, nil when it keeps nobody away.
    func antiAffinityGroup(ofPodAt position: Int) -> Int? {
        let group = antiAffinity.groupOfPod[position]
        return group < 0 ? nil : Int(group)
    }

    /// The labels of a namespace; none when the snapshot does not have it.
    func labels(ofNamespace name: String) -> Labels { index.namespace(named: name)?.metadata.labels ?? Labels() }
}
