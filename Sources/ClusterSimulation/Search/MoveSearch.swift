import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// Finds the fewest pods that have to leave nodes for a DaemonSet's pods to fit, and that have room elsewhere.
public struct MoveSearch: Sendable {
    /// Who leaves a node.
    public struct Move: Equatable, Sendable {
        /// The node's position in the snapshot.
        public var node: Int
        /// The pods' positions in the snapshot.
        public var pods: [Int]
    }

    /// The result of a search.
    public struct Result: Equatable, Sendable {
        /// Who leaves which node, in the order of the nodes asked about.
        public var moves: [Move] = []
        /// Positions of nodes on which others would have to leave that have no room elsewhere.
        public var unhelped: [Int] = []
        /// Positions of nodes that would have no room though all left that can.
        public var hopeless: [Int] = []
    }

    private let simulator: Simulator
    private let placement: DaemonSetPlacement
    private let own: Set<Int>

    /// A search for the pods of the placed DaemonSet.
    public init(_ simulator: Simulator, for placement: DaemonSetPlacement) {
        self.simulator = simulator
        self.placement = placement
        own = Set(placement.pods.onNode.joined())
    }

    /// The fewest pods for each of these nodes: of the lowest priorities that do, within the disruption budgets.
    ///
    /// - Parameters:
    ///   - positions: nodes on which the DaemonSet's pods do not fit.
    ///   - added: nodes that would be added for the pods to go to.
    /// - Returns: who leaves which node, and the nodes that this does not help.
    public func moves(from positions: [Int], adding added: (like: String, count: Int)? = nil) -> Result {
        var result = Result()
        let changes = added.map { [Change.addNodes(like: $0.like, count: $0.count)] } ?? []
        guard let changed = try? ChangedCluster(changes, in: simulator, for: placement.daemonSet) else {
            result.unhelped = positions
            return result
        }
        let start = prepared(changed, emptying: positions)
        let closed = Set(positions + preempting)
        var cluster = start
        var trial = TemplateTrial(placement.daemonSet, in: cluster)
        let dependsOnOthers = !trial.topologyKeys.isSubset(of: [NodeLabel.hostname])
        var elsewhere = PlaceSearch(cluster, besides: closed, mostDependent: 200)
        for position in positions {
            let node = EmptiedNode(
                position: position, own: placement.pods.onNode[position], cluster: cluster, trial: trial,
                contest: Contest(simulator.waiting, besides: own, in: cluster),
                waiting: placement.verdicts[position].differingPod)
            let pods: [Int]
            switch node.leaving(elsewhere: &elsewhere) {
            case .moved(let chosen): pods = chosen
            case .noRoomElsewhere:
                result.unhelped.append(position)
                continue
            case .notEnough:
                result.hopeless.append(position)
                continue
            }
            result.moves.append(Move(node: position, pods: pods))
            var edit = ClusterEdit()
            edit.evictedPods = pods
            if dependsOnOthers {
                edit.removedPods = pods
                edit.addedPods = [(trial.pod(of: placement.daemonSet), position)]
            }
            cluster = PlacementCluster(cluster, applying: edit)
            trial = TemplateTrial(placement.daemonSet, in: cluster)
        }
        dropUnsettled(&result, in: start, besides: closed)
        return result
    }

    /// Leaves out nodes whose pods find no room once all look for it at the same time, those that rank higher first.
    private func dropUnsettled(_ result: inout Result, in cluster: PlacementCluster, besides closed: Set<Int>) {
        while !result.moves.isEmpty {
            let leaving = result.moves.flatMap { move in move.pods.map { (node: move.node, pod: $0) } }
            var edit = ClusterEdit()
            edit.removedPods = leaving.map(\.pod)
            var search = PlaceSearch(
                PlacementCluster(cluster, applying: edit), besides: closed, mostDependent: Displacement.mostDependent)
            let pods = cluster.snapshot.pods
            let order = leaving.indices.sorted {
                (pods[leaving[$1].pod].priority, $0) < (pods[leaving[$0].pod].priority, $1)
            }
            let stuck = order.first { place in
                if case .found = search.place(leaving[place].pod) { return false }
                return true
            }
            guard let stuck else { return }
            result.moves.removeAll { $0.node == leaving[stuck].node }
            result.unhelped.append(leaving[stuck].node)
        }
    }

    /// The nodes on which the DaemonSet's pods are about to put others off: nobody else finds room there.
    private var preempting: [Int] {
        placement.verdicts.indices.filter { simulator.standing(at: $0, in: placement) == .placedByPreemption }
    }

    /// The cluster with the nodes cordoned, and with the DaemonSet's own pods where they are about to come.
    private func prepared(_ changed: ChangedCluster, emptying positions: [Int]) -> PlacementCluster {
        let trial = TemplateTrial(placement.daemonSet, in: changed.cluster)
        var edit = ClusterEdit()
        for position in positions {
            var node = simulator.engine.snapshot.nodes[position]
            node.isUnschedulable = true
            edit.changedNodes[position] = node
        }
        let coming = placement.verdicts.indices.filter { position in
            simulator.standing(at: position, in: placement) == .placed
                && !placement.pods.onNode[position].contains(where: changed.cluster.usage[position].pods.contains)
        }
        edit.reservations = coming.map { (trial.footprint, $0) }
        for position in changed.addedNodes.sorted() where trial.verdict(at: position, replacing: []).fits {
            edit.reservations.append((trial.footprint, position))
        }
        return PlacementCluster(changed.cluster, applying: edit)
    }
}

extension NodeVerdict {
    /// The pod that waits for the node, where it asks for something else than the template.
    var differingPod: Int? {
        guard case .pod(let waiting) = testedPod, !differences.isEmpty else { return nil }
        return waiting
    }
}
