import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// The DaemonSets of a cluster in the order in which their pods come to a node that opens: who ranks higher comes
/// first; of equals the greatest, so that the least room is left.
struct LandingOrder: Sendable {
    /// A DaemonSet whose pods are scheduled at all.
    struct Candidate: Sendable {
        /// The DaemonSet's position in the snapshot.
        var position: Int
        var priority: Int32
        fileprivate var memory: Int64
    }

    let candidates: [Candidate]

    init(_ cluster: PlacementCluster, _ waiting: WaitingPods) {
        let all = cluster.snapshot.daemonSets.enumerated().compactMap { position, daemonSet -> Candidate? in
            let pod = DaemonPodTemplate(daemonSet, in: cluster.index).testedPod
            guard pod.spec.schedulingGates.isEmpty, waiting.isServed(schedulerName: pod.spec.schedulerName) else {
                return nil
            }
            return Candidate(position: position, priority: pod.priority, memory: pod.requests.memory)
        }
        candidates = all.sorted { ($1.priority, $1.memory, $0.position) < ($0.priority, $0.memory, $1.position) }
    }
}

/// What DaemonSets put on nodes that a change opens to them.
struct Landings {
    private(set) var landings: [SimulationOutcome.Landing] = []
    /// What takes room before the DaemonSet itself does: the pods of those that do not rank below it.
    private(set) var reservations: [(footprint: PodFootprint, node: Int)] = []
    /// What is taken after it: the pods of those that rank below.
    private(set) var lateReservations: [(footprint: PodFootprint, node: Int)] = []

    private let before: PlacementCluster
    private let after: PlacementCluster
    private let changed: [Int]
    /// The added nodes, those together that are alike: what comes to the first comes to all.
    private let added: [[Int]]
    private var usage: [Int: NodeUsage] = [:]

    /// - Parameters:
    ///   - simulator: what knows the cluster as it is.
    ///   - after: the cluster with the changed nodes.
    ///   - changed: the changed nodes that are there already.
    ///   - added: the added nodes, those together that are alike.
    ///   - own: the DaemonSet that the simulation is about, as it would be. Its pods are placed by themselves.
    init(_ simulator: Simulator, after: PlacementCluster, at changed: [Int], added: [[Int]], besides own: DaemonSet) {
        before = simulator.engine.cluster
        self.after = after
        self.changed = changed
        self.added = added
        let others = simulator.landingOrder.candidates.filter { candidate in
            let daemonSet = simulator.engine.snapshot.daemonSets[candidate.position]
            return daemonSet.name != own.name || daemonSet.namespace != own.namespace
        }
        let ownTrial = TemplateTrial(own, in: after)
        for candidate in others where candidate.priority >= ownTrial.priority {
            reservations += land(candidate)
        }
        // Who ranks below gets what is left beside it.
        for position in changed + added.compactMap(\.first) where ownTrial.eligibility(at: position).shouldRun {
            let taken = usage[position] ?? after.usage[position]
            if ownTrial.fits(at: position, usage: taken) { reserve(ownTrial.footprint, at: position) }
        }
        for candidate in others where candidate.priority < ownTrial.priority {
            lateReservations += land(candidate)
        }
        landings.sort { $0.workload < $1.workload }
    }

    private mutating func land(_ candidate: LandingOrder.Candidate) -> [(footprint: PodFootprint, node: Int)] {
        let daemonSet = before.snapshot.daemonSets[candidate.position]
        let then = EligibilityTrial(daemonSet, in: after)
        var opened = changed.filter { then.isEligible(at: $0) }
        if !opened.isEmpty {
            let now = EligibilityTrial(daemonSet, in: before)
            opened.removeAll { now.isEligible(at: $0) }
        }
        opened += added.compactMap(\.first).filter { then.isEligible(at: $0) }
        if opened.isEmpty { return [] }
        let trial = TemplateTrial(daemonSet, in: after)
        // A pod that came before the node was closed is there already.
        let present = DaemonPods(of: daemonSet, in: before.index).onNode
        var landed: [Int] = []
        for position in opened {
            let isPresent =
                position < present.count && present[position].contains(where: after.usage[position].pods.contains)
            let taken = usage[position] ?? after.usage[position]
            guard !isPresent, trial.fits(at: position, usage: taken) else { continue }
            reserve(trial.footprint, at: position)
            landed += added.first { $0.first == position } ?? [position]
        }
        if landed.isEmpty { return [] }
        landings.append(
            SimulationOutcome.Landing(
                workload: daemonSet.metadata.qualifiedName, isDaemonSet: true,
                nodes: landed.map(after.name(ofNodeAt:))))
        return landed.map { (trial.footprint, $0) }
    }

    private mutating func reserve(_ footprint: PodFootprint, at position: Int) {
        usage[position, default: after.usage[position]].reserve(footprint)
    }
}
