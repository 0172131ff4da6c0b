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

    /// What a search comes to.
    public struct Result: Equatable, Sendable {
        public var moves: [Move] = []
        /// Positions of nodes on which others would have to leave that have no room elsewhere.
        public var unhelped: [Int] = []
        /// Positions of nodes that would have no room though all left that can.
        public var hopeless: [Int] = []
    }

    private let simulator: Simulator
    private let placement: DaemonSetPlacement
    private let own: Set<Int>

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
    public func moves(from positions: [Int], adding added: (like: String, count: Int)? = nil) -> Result {
        var result = Result()
        let changes = added.map { [Change.addNodes(like: $0.like, count: $0.count)] } ?? []
        guard let changed = try? ChangedCluster(changes, in: simulator, for: placement.daemonSet) else {
            result.unhelped = positions
            return result
        }
        var trial = TemplateTrial(placement.daemonSet, in: changed.cluster)
        var elsewhere = PlaceSearch(changed.cluster, besides: Set(positions), mostDependent: 200)
        for position in positions {
            switch leave(position, trial: &trial, elsewhere: &elsewhere, in: changed.cluster) {
            case .moved(let pods): result.moves.append(Move(node: position, pods: pods))
            case .noRoomElsewhere: result.unhelped.append(position)
            case .notEnough: result.hopeless.append(position)
            }
        }
        return result
    }

    /// What a search on one node comes to.
    private enum Leaving {
        case moved([Int])
        case noRoomElsewhere
        case notEnough
    }

    private func leave(
        _ position: Int, trial: inout TemplateTrial, elsewhere: inout PlaceSearch, in cluster: PlacementCluster
    ) -> Leaving {
        let contest = Contest(simulator.waiting, besides: own, in: cluster)
        let asked = trial
        var candidates = movable(at: position, trial: trial, in: cluster)
        func fits(without leaving: [Int]) -> Bool {
            let gone = placement.pods.onNode[position] + leaving
            guard asked.verdict(at: position, replacing: gone).fits else { return false }
            return contest.winners(at: position, over: asked, without: gone) == nil
        }
        var isFirst = true
        while !candidates.isEmpty {
            guard let chosen = fewest(of: candidates, in: cluster, fits: fits) else {
                return isFirst ? .notEnough : .noRoomElsewhere
            }
            isFirst = false
            var trialSearch = elsewhere
            var stuck: [Int] = []
            for pod in chosen {
                if case .found = trialSearch.place(pod) { continue }
                stuck.append(pod)
            }
            if stuck.isEmpty {
                elsewhere = trialSearch
                _ = trial.evict(chosen)
                return .moved(chosen)
            }
            // What has nowhere to go stays; perhaps others can leave in its place.
            let kinds = Set(stuck.map { ObjectIdentifier(cluster.snapshot.pods[$0].sharedSpec) })
            candidates.removeAll { kinds.contains(ObjectIdentifier(cluster.snapshot.pods[$0].sharedSpec)) }
        }
        return isFirst ? .notEnough : .noRoomElsewhere
    }

    /// The pods on a node that somebody makes again elsewhere, and whose budgets let them go.
    private func movable(at position: Int, trial: TemplateTrial, in cluster: PlacementCluster) -> [Int] {
        cluster.usage[position].pods.filter { candidate in
            let pod = cluster.snapshot.pods[candidate]
            guard !pod.isMirror, !pod.isTerminating, let owner = pod.metadata.controller, owner.kind != DaemonSet.kind
            else { return false }
            var budgets = trial
            return budgets.evict([candidate]).isEmpty
        }
    }

    private func fewest(of candidates: [Int], in cluster: PlacementCluster, fits: ([Int]) -> Bool) -> [Int]? {
        let priorities = Set(candidates.map { cluster.snapshot.pods[$0].priority }).sorted()
        guard fits(candidates) else { return nil }
        for priority in priorities {
            let allowed = candidates.filter { cluster.snapshot.pods[$0].priority <= priority }
            guard fits(allowed) else { continue }
            let ordered = allowed.sorted { left, right in
                let (a, b) = (
                    cluster.footprint(ofPodAt: left).requests, cluster.footprint(ofPodAt: right).requests
                )
                return (b.memory, b.milliCPU, left) < (a.memory, a.milliCPU, right)
            }
            var chosen: [Int] = []
            for candidate in ordered {
                chosen.append(candidate)
                if fits(chosen) { break }
            }
            // The greatest ones came first: what turns out to be needless stays, the smallest of them tried last.
            for candidate in chosen where chosen.count > 1 {
                let rest = chosen.filter { $0 != candidate }
                if fits(rest) { chosen = rest }
            }
            return chosen
        }
        return nil
    }
}
