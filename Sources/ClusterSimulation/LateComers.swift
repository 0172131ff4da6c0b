import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// Pods of others that wait, and get in once a change has been made: it frees room, ports or a node's pod limit.
///
/// The scheduler takes them by priority, and those of equal priority in an order that a snapshot does not tell; here the
/// older ones come first.
struct LateComers {
    private(set) var landings: [SimulationOutcome.Landing] = []
    /// Every pod that gets in, as a position in the snapshot, with its node.
    private(set) var places: [(pod: Int, node: Int)] = []

    private let waiting: WaitingPods
    private let before: PlacementCluster
    private let after: PlacementCluster
    private var usage: [Int: NodeUsage] = [:]
    /// The places of workloads among the landings, and their nodes.
    private var known: [String: (place: Int, nodes: Set<String>)] = [:]
    /// The first node that may have room for a kind of pods, as an index of the nodes: room only shrinks.
    private var next: [ObjectIdentifier: Int] = [:]

    /// - Parameters:
    ///   - waiting: the pods that wait; those that were put off by hand are among them and take room again.
    ///   - own: the pods of the DaemonSet that the simulation is about.
    ///   - evicted: the pods that lost their places: to come back is no news.
    ///   - nodes: the nodes of which something has changed.
    ///   - before: the cluster as it is.
    ///   - after: the cluster when the rollout is over.
    init(
        _ waiting: WaitingPods, besides own: Set<Int>, evicted: Set<Int>, at nodes: [Int], before: PlacementCluster,
        after: PlacementCluster
    ) {
        self.waiting = waiting
        self.before = before
        self.after = after
        let roomier = nodes.filter { $0 >= before.nodeCount || after.hasOtherRoom(than: before, at: $0) }
        guard !roomier.isEmpty else { return }
        let candidates =
            roomier.flatMap { node in (waiting.pinned[node] ?? []).map { (pod: $0, node: Optional(node)) } }
            + waiting.anywhere.map { (pod: $0, node: nil) }
        let pods = before.snapshot.pods
        let order =
            candidates
            .filter { !own.contains($0.pod) }
            .map { (rank: WaitingRank(pods[$0.pod], at: $0.pod), pod: $0.pod, node: $0.node) }
            .sorted { $0.rank < $1.rank }
        for (_, pod, target) in order {
            let found: Int?
            if let target { found = place(pod, at: target) ? target : nil } else { found = search(pod, among: roomier) }
            guard let node = found else { continue }
            places.append((pod, node))
            let isNews = !evicted.contains(pod) && !(node < before.nodeCount && fits(pod, at: node, in: before))
            if isNews { note(pod, on: node) }
        }
    }

    private func fits(_ pod: Int, at node: Int, in cluster: PlacementCluster) -> Bool {
        waiting.trials.trial(ofPodAt: pod, in: cluster).fits(at: node)
    }

    private mutating func place(_ pod: Int, at node: Int) -> Bool {
        let trial = waiting.trials.trial(ofPodAt: pod, in: after)
        guard trial.fits(at: node, usage: usage[node] ?? after.usage[node]) else { return false }
        usage[node, default: after.usage[node]].reserve(trial.footprint)
        return true
    }

    private mutating func search(_ pod: Int, among nodes: [Int]) -> Int? {
        let kind = ObjectIdentifier(before.snapshot.pods[pod].sharedSpec)
        let first = next[kind] ?? 0
        for index in nodes.indices.dropFirst(first) {
            if place(pod, at: nodes[index]) {
                next[kind] = index
                return nodes[index]
            }
        }
        next[kind] = nodes.count
        return nil
    }

    private mutating func note(_ pod: Int, on node: Int) {
        let metadata = before.snapshot.pods[pod].metadata
        let owner = metadata.controller
        let workload = owner.map { "\(metadata.namespace)/\($0.name)" } ?? metadata.qualifiedName
        let name = after.name(ofNodeAt: node)
        if let place = known[workload]?.place {
            if known[workload]?.nodes.insert(name).inserted ?? false { landings[place].nodes.append(name) }
        } else {
            known[workload] = (landings.count, [name])
            landings.append(
                SimulationOutcome.Landing(
                    workload: workload, isDaemonSet: owner?.kind == DaemonSet.kind, nodes: [name], pod: pod))
        }
    }
}

extension [SimulationOutcome.Landing] {
    /// With the nodes of others, one entry a workload, sorted by name.
    func merged(with others: Self) -> Self {
        var all = self
        var places: [String: Int] = [:]
        for (place, landing) in all.enumerated() where places[landing.workload] == nil {
            places[landing.workload] = place
        }
        for other in others {
            if let known = places[other.workload] {
                let nodes = Set(all[known].nodes)
                all[known].nodes += other.nodes.filter { !nodes.contains($0) }
            } else {
                places[other.workload] = all.count
                all.append(other)
            }
        }
        return all.sorted { $0.workload < $1.workload }
    }
}
