import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// A cluster with the changes that are not of a DaemonSet's template.
struct ChangedCluster {
    let cluster: PlacementCluster
    /// Positions of the pods that are put off their nodes by hand.
    let evicted: [Int]
    /// Positions of nodes whose own facts change, added ones among them.
    let changedNodes: Set<Int>
    /// Positions of the nodes that are added.
    let addedNodes: Set<Int>
    /// Who comes to the changed nodes beside the DaemonSet itself.
    private(set) var landings: [SimulationOutcome.Landing] = []
    /// The room taken by other DaemonSets on the changed nodes, after the DaemonSet itself.
    private(set) var lateReservations: [(footprint: PodFootprint, node: Int)] = []
    /// Nodes from which pods are put off by hand: they are cordoned until that is done.
    let cordonedNodes: Set<Int>
    /// The changed nodes as they stay: without the cordons that last only as long as pods are put off.
    let lastingNodes: [Int: Node]
    /// The added nodes.
    let addedNodeObjects: [Node]
    /// The pods of other DaemonSets that come to opened nodes, as positions of DaemonSets and nodes.
    private(set) var createdPods: [(daemonSet: Int, node: Int)] = []

    /// - Parameters:
    ///   - changes: the changes; those of the template are left out.
    ///   - simulator: what knows the cluster as it is.
    ///   - daemonSet: the DaemonSet that the simulation is about, as it would be.
    /// - Throws: ``SimulationError`` when a change names something that is not there.
    init(_ changes: [Change], in simulator: Simulator, for daemonSet: DaemonSet) throws(SimulationError) {
        let engine = simulator.engine
        var edited = EditedCluster(engine.index)
        for case .cluster(let change) in changes.map(\.kind) { try change.edit(&edited) }
        lastingNodes = edited.edit.changedNodes
        addedNodeObjects = edited.edit.addedNodes
        edited.cordon()
        let edit = edited.edit
        evicted = edited.evicted
        cordonedNodes = edited.cordonedNodes
        let nodeCount = engine.cluster.nodeCount
        addedNodes = Set(edit.addedNodes.indices.map { nodeCount + $0 })
        changedNodes = Set(edit.changedNodes.keys).union(addedNodes)
        guard !edit.isEmpty else {
            cluster = engine.cluster
            return
        }
        let changed = PlacementCluster(engine.cluster, applying: edit)
        guard edited.isOpening else {
            cluster = changed
            return
        }
        let opened = Landings(
            simulator, after: changed, at: edit.changedNodes.keys.sorted(), added: edited.addedGroups,
            besides: daemonSet)
        landings = opened.landings
        lateReservations = opened.lateReservations
        createdPods = opened.createdPods
        var reserving = ClusterEdit()
        reserving.reservations = opened.reservations
        cluster = PlacementCluster(changed, applying: reserving)
    }
}
