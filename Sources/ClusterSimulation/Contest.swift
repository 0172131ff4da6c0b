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

    /// What becomes of a pod that has a place as long as nobody else wants it.
    enum Fate {
        /// It gets the place once these pods have been put off, none where there is room; others that rank above get in with
        /// it.
        case place(victims: [Int], beside: [Rival])
        /// These may take the room first, as positions in the snapshot. The scheduler has put off the victims for nothing by
        /// then, and those beside have got in.
        case taken([Int], victims: [Int] = [], beside: [Rival] = [])
    }

    /// A pod that waits and would fit.
    struct Rival {
        /// Its position in the snapshot.
        var position: Int
        /// What it takes.
        var footprint: PodFootprint
    }

    /// Whether the pod gets its place whoever waits, and who has to leave for it.
    ///
    /// The room that victims leave is kept for the pod from those that do not rank above it
    /// (`RunFilterPluginsWithNominatedPods`); whoever does takes it, and the pod has to put off more.
    ///
    /// - Parameters:
    ///   - position: the node's position.
    ///   - trial: the DaemonSet's pods.
    ///   - gone: pods that are no longer on the node, the DaemonSet's own among them.
    ///   - verdict: that on the node where nobody else wants it: the pod fits, or preempts.
    ///   - own: the DaemonSet's pod that waits there, where its own spec counts.
    ///   - admitted: pods that may go to any node, rank above, and have got in on another.
    /// - Returns: who has to leave, or who may take the room.
    func fate(
        at position: Int, over trial: TemplateTrial, without gone: [Int], verdict: NodeVerdict, waiting own: Int? = nil,
        admitted: Set<Int> = []
    ) -> Fate {
        var victims: [Int] = []
        if case .victims(let first, _)? = verdict.preemption {
            victims = first
        } else if let winners = winners(at: position, over: trial, without: gone, waiting: own) {
            return .taken(winners)
        }
        var beside: [Rival] = []
        let above = higherRivals(at: position, than: own.map { cluster.snapshot.pods[$0].priority } ?? trial.priority)
            .filter { !admitted.contains($0) }
        while !above.isEmpty {
            beside = fitting(above, at: position, usage: cluster.usage(at: position, without: gone + victims))
            if beside.isEmpty { break }
            let verdict = trial.verdict(
                at: position, replacing: gone, evicted: victims, rivals: beside.map(\.footprint), waiting: own)
            if verdict.fits { break }
            guard case .victims(let more, _)? = verdict.preemption, !more.allSatisfy(victims.contains) else {
                return .taken(beside.map(\.position), victims: victims, beside: beside)
            }
            victims += more
        }
        return .place(victims: victims, beside: beside)
    }

    /// Those that rank above a pod of this priority, in the order in which the scheduler takes them. Whoever is nominated
    /// for the node already counts in the verdicts.
    private func higherRivals(at position: Int, than priority: WholeNumber) -> [Int] {
        guard priority < WholeNumber.max else { return [] }
        let pods = cluster.snapshot.pods
        let nominated = cluster.name(ofNodeAt: position)
        return waiting.rivals(at: position, priority: priority + 1, besides: own, in: cluster)
            .filter { pods[$0].status.nominatedNodeName != nominated }
            .map { (rank: WaitingRank(pods[$0], at: $0), position: $0) }
            .sorted { $0.rank < $1.rank }
            .map(\.position)
    }

    /// Those of `rivals` that fit one after the other, in their order.
    private func fitting(_ rivals: [Int], at position: Int, usage: NodeUsage) -> [Rival] {
        var crowded = usage
        var taken: [Rival] = []
        for rival in rivals {
            let trial = rivalTrial(rival)
            guard trial.fits(at: position, usage: crowded) else { continue }
            crowded.reserve(trial.footprint)
            taken.append(Rival(position: rival, footprint: trial.footprint))
        }
        return taken
    }

    /// Who may take the room first, as positions in the snapshot; nil where the pod gets its place all the same.
    ///
    /// - Parameters:
    ///   - position: the node's position.
    ///   - trial: the DaemonSet's pods.
    ///   - gone: pods that are no longer on the node, the DaemonSet's own among them.
    ///   - own: the DaemonSet's pod that waits there, where its own spec counts.
    /// - Returns: the first of them that were found.
    func winners(
        at position: Int, over trial: TemplateTrial, without gone: [Int], waiting own: Int? = nil
    ) -> [Int]? {
        let rivals = waiting.rivals(
            at: position, priority: own.map { cluster.snapshot.pods[$0].priority } ?? trial.priority,
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
            var taken: [Rival] = []
            var crowded = usage
            for rival in order where taken.isEmpty || rival.trial.fits(at: position, usage: crowded) {
                crowded.reserve(rival.footprint)
                taken.append(Rival(position: rival.position, footprint: rival.footprint))
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
