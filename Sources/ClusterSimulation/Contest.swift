import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// Tells whether a DaemonSet's pod gets its place on a node whoever else waits for room there.
///
/// The scheduler takes the pods with higher priority first, and those of equal priority in the order in which they came
/// back to its queue, which a snapshot does not tell. So all of them are let in first, in two orders.
struct Contest {
    private let waiting: WaitingPods
    private let own: Set<Int>
    private let cluster: PlacementCluster
    /// Up to so many are looked through faster than searched.
    private static let few = 16

    init(_ waiting: WaitingPods, besides own: Set<Int>, in cluster: PlacementCluster) {
        self.waiting = waiting
        self.own = own
        self.cluster = cluster
    }

    /// Who may take the room first, as positions in the snapshot; nil where the pod gets its place all the same.
    ///
    /// - Parameters:
    ///   - position: the node's position.
    ///   - trial: the DaemonSet's pods.
    ///   - gone: pods that are no longer on the node, the DaemonSet's own among them.
    ///   - isPreempting: whether the pod evicts others: then the room is kept from pods that do not rank above it.
    ///   - own: the DaemonSet's pod that waits there, where its own spec counts.
    /// - Returns: the first of them that were found.
    func winners(
        at position: Int, over trial: TemplateTrial, without gone: [Int], isPreempting: Bool = false,
        waiting own: Int? = nil
    ) -> [Int]? {
        let priority = own.map { cluster.snapshot.pods[$0].priority } ?? trial.priority
        let rivals = waiting.rivals(
            at: position, priority: isPreempting && priority < WholeNumber.max ? priority + 1 : priority,
            besides: self.own, in: cluster)
        if rivals.isEmpty { return nil }
        let usage = cluster.usage(at: position, without: gone)
        // Who does not fit now does not beside others either.
        let fitting = rivals.map { (position: $0, trial: rivalTrial($0)) }
            .filter { $0.trial.fits(at: position, usage: usage) }
            .map { (position: $0.position, trial: $0.trial, footprint: $0.trial.footprint) }
        if fitting.isEmpty { return nil }
        let ascending = fitting.sorted {
            ($0.footprint.requests.memory, $0.footprint.requests.milliCPU, $0.position)
                < ($1.footprint.requests.memory, $1.footprint.requests.milliCPU, $1.position)
        }
        for order in fitting.count == 1 ? [ascending] : [ascending, ascending.reversed()] {
            var taken: [(position: Int, footprint: PodFootprint)] = []
            var crowded = usage
            for rival in order where taken.isEmpty || rival.trial.fits(at: position, usage: crowded) {
                crowded.reserve(rival.footprint)
                taken.append((rival.position, rival.footprint))
            }
            let verdict = trial.verdict(at: position, replacing: gone, rivals: taken.map(\.footprint), waiting: own)
            let hasPlace: Bool
            if case .victims? = verdict.preemption { hasPlace = true } else { hasPlace = verdict.fits }
            if !hasPlace { return taken.map(\.position) }
        }
        return nil
    }

    /// Whether somebody who does not rank below would fit as soon as these pods leave the node.
    func isSought(at position: Int, over trial: TemplateTrial, without gone: [Int]) -> Bool {
        let rivals = waiting.rivals(at: position, priority: trial.priority, besides: own, in: cluster)
        if rivals.isEmpty { return false }
        let usage = cluster.usage(at: position, without: gone)
        var tried: [ObjectIdentifier] = []
        var seen: Set<ObjectIdentifier> = []
        return rivals.contains { rival in
            let spec = ObjectIdentifier(cluster.snapshot.pods[rival].sharedSpec)
            if tried.count < Self.few {
                if tried.contains(spec) { return false }
                tried.append(spec)
            } else {
                if seen.isEmpty { seen = Set(tried) }
                guard seen.insert(spec).inserted else { return false }
            }
            return rivalTrial(rival).fits(at: position, usage: usage)
        }
    }

    private func rivalTrial(_ position: Int) -> PodTrial { waiting.trials.trial(ofPodAt: position, in: cluster) }
}
