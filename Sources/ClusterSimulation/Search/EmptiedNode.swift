import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// A node that pods have to leave for a DaemonSet's pod to fit.
struct EmptiedNode {
    let position: Int
    /// The DaemonSet's own pods there.
    let own: [Int]
    let cluster: PlacementCluster
    let trial: TemplateTrial
    let contest: Contest
    /// The DaemonSet's pod that waits for the node, where its own spec counts.
    let waiting: Int?

    init(
        position: Int, own: [Int], cluster: PlacementCluster, trial: TemplateTrial, contest: Contest, waiting: Int?
    ) {
        self.position = position
        self.own = own
        self.cluster = cluster
        self.trial = trial
        self.contest = contest
        self.waiting = waiting
    }

    /// The moves possible on the node.
    enum Leaving {
        /// These pods leave, as positions in the snapshot.
        case moved([Int])
        /// Others would have to leave that find no room elsewhere.
        case noRoomElsewhere
        /// There would be no room though all left that can.
        case notEnough
    }

    /// The pods that leave, if any can.
    ///
    /// - Parameter elsewhere: where the pods go, which is noted there.
    /// - Returns: the pods, or why there are none.
    func leaving(elsewhere: inout PlaceSearch) -> Leaving {
        var candidates = movable
        var outcome = Leaving.notEnough
        while let chosen = fewest(of: candidates) {
            outcome = .noRoomElsewhere
            var search = elsewhere
            search.takeOff(chosen)
            var stuck: [Int] = []
            for pod in chosen {
                if case .found = search.place(pod) { continue }
                stuck.append(pod)
            }
            if stuck.isEmpty {
                elsewhere = search
                return .moved(chosen)
            }
            // What has nowhere to go stays; perhaps others can leave in its place.
            let kinds = Set(stuck.map { ObjectIdentifier(cluster.snapshot.pods[$0].sharedSpec) })
            candidates.removeAll { kinds.contains(ObjectIdentifier(cluster.snapshot.pods[$0].sharedSpec)) }
        }
        return outcome
    }

    /// The pods on the node that somebody makes again elsewhere: those that go to no other node, and those that come back
    /// although the node is cordoned, would take the room again.
    private var movable: [Int] {
        cluster.usage[position].pods.filter { candidate in
            guard candidate < cluster.snapshot.pods.count else { return false }
            let pod = cluster.snapshot.pods[candidate]
            guard let owner = pod.metadata.controller else { return false }
            return !pod.isMirror && !pod.isTerminating && owner.kind != DaemonSet.kind && pod.pinnedNodeName.isEmpty
                && !pod.spec.tolerations.tolerate(Self.cordon)
        }
    }

    /// The taint by which a cordoned node refuses pods (`NodeUnschedulable`).
    private static let cordon = Taint(key: Taint.Key.unschedulable, effect: .noSchedule)

    private func fits(without leaving: [Int]) -> Bool {
        let gone = own + leaving
        guard trial.verdict(at: position, replacing: gone, waiting: waiting).fits else { return false }
        return contest.winners(at: position, over: trial, without: gone, waiting: waiting) == nil
    }

    private func fewest(of candidates: [Int]) -> [Int]? {
        let shortages = shortages
        for priority in Set(candidates.map({ cluster.snapshot.pods[$0].priority })).sorted() {
            let ordered = candidates.filter { cluster.snapshot.pods[$0].priority <= priority }
                .map { (pod: $0, relief: relief($0, of: shortages)) }
                .sorted { ($1.relief.share, $1.relief.memory, $0.pod) < ($0.relief.share, $0.relief.memory, $1.pod) }
                .map(\.pod)
            // Together they keep within the budgets.
            var budgets = trial
            let allowed = ordered.filter { pod in
                var spent = budgets
                guard spent.evict([pod]).isEmpty else { return false }
                budgets = spent
                return true
            }
            guard fits(without: allowed) else { continue }
            var chosen: [Int] = []
            for candidate in allowed {
                chosen.append(candidate)
                if fits(without: chosen) { break }
            }
            // Those that relieve most came first: what turns out to be needless stays.
            for candidate in chosen where chosen.count > 1 {
                let rest = chosen.filter { $0 != candidate }
                if fits(without: rest) { chosen = rest }
            }
            return chosen
        }
        return nil
    }

    /// The shortage of the DaemonSet's pod there, by resource.
    private var shortages: [(resource: String, missing: WholeNumber)] {
        trial.verdict(at: position, replacing: own, waiting: waiting).failures.flatMap(\.reasons).compactMap { reason in
            guard case .insufficient(let resource, let requested, let used, let allocatable) = reason else {
                return nil
            }
            return (resource, requested + used - allocatable)
        }
    }

    /// How much of what is lacking a pod gives free, one resource's whole shortage counting as one.
    private func relief(
        _ pod: Int, of shortages: [(resource: String, missing: WholeNumber)]
        // bare: floating point does not trap, and the share only orders pods.
    ) -> (share: Double, memory: WholeNumber) {
        let requests = cluster.footprint(ofPodAt: pod).requests
        // bare: floating point does not trap, and the share only orders pods.
        let share = shortages.reduce(0.0) { $0 + min(1, Double(requests[$1.resource]) / Double(max(1, $1.missing))) }
        return (share, requests.memory)
    }
}
