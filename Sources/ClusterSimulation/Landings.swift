import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import PodAdmission
import Synchronization

/// The DaemonSets of a cluster in the order in which their pods come to a node that opens: who ranks higher comes
/// first; of equals the greatest, so that the least room is left.
package struct LandingOrder: Sendable {
    /// A DaemonSet whose pods are scheduled at all.
    struct Candidate: Sendable {
        /// The DaemonSet's position in the snapshot.
        var position: Int
        var priority: WholeNumber
        fileprivate var requests: ResourceAmounts
        /// Its nodes in the cluster as it is.
        var eligibility: EligibilityTrial
    }

    /// The first ``most`` of them.
    let candidates: [Candidate]
    /// Their pods in the cluster as it is, prepared once for all simulations.
    let trials: LandingTrials

    /// How many DaemonSets are looked at: more than a node takes pods.
    package static let most = 256

    init(_ cluster: PlacementCluster, _ waiting: WaitingPods) {
        let all = cluster.snapshot.daemonSets.enumerated().compactMap { position, daemonSet -> Candidate? in
            let template = DaemonPodTemplate(daemonSet, in: cluster.index)
            let pod = template.testedPod
            guard pod.spec.schedulingGates.isEmpty, waiting.isServed(schedulerName: pod.spec.schedulerName) else {
                return nil
            }
            return Candidate(
                position: position, priority: pod.priority, requests: pod.requests,
                eligibility: EligibilityTrial(daemonSet, template: template, in: cluster))
        }
        candidates = Array(
            all.sorted {
                ($1.priority, $1.requests.memory, $0.position) < ($0.priority, $0.requests.memory, $1.position)
            }
            .prefix(Self.most))
        trials = LandingTrials(cluster)
    }
}

/// Trials of DaemonSets' pods, prepared when first asked for, for many simulations to share.
final class LandingTrials: Sendable {
    private let cluster: PlacementCluster
    private let known = Mutex<[Int: TemplateTrial]>([:])

    init(_ cluster: PlacementCluster) { self.cluster = cluster }

    /// The trial of the DaemonSet at a position of the snapshot, in a cluster that may be only thought of.
    func trial(ofDaemonSetAt position: Int, in other: PlacementCluster) -> TemplateTrial {
        let trial = known.withLock { known in
            let trial = known[position] ?? TemplateTrial(cluster.snapshot.daemonSets[position], in: cluster)
            known[position] = trial
            return trial
        }
        return trial.moved(to: other) ?? TemplateTrial(cluster.snapshot.daemonSets[position], in: other)
    }
}

/// The pods that other DaemonSets put on nodes that a change opens to them.
struct Landings {
    private(set) var landings: [SimulationOutcome.Landing] = []
    /// The room taken before the DaemonSet itself: the pods of those with the same or a higher priority.
    private(set) var reservations: [(footprint: PodFootprint, node: Int)] = []
    /// The room taken after it: the pods of those with a lower priority.
    private(set) var lateReservations: [(footprint: PodFootprint, node: Int)] = []
    /// The same pods, as positions of DaemonSets and nodes.
    private(set) var createdPods: [(daemonSet: Int, node: Int)] = []

    private let before: PlacementCluster
    private let after: PlacementCluster
    private let changed: [Int]
    /// The added nodes, those together that are alike: what comes to the first comes to all.
    private let added: [[Int]]
    private let trials: LandingTrials
    private var usage: [Int: NodeUsage] = [:]
    private var quotas: [String: QuotaLedger]
    /// Who has pods on the changed nodes.
    private let residents: [Int: Residents]

    /// The owners of the pods on a node, by UID, and the pods that nobody owns.
    private struct Residents {
        var owners: Set<String> = []
        var unowned: [Int] = []

        init(at position: Int, in cluster: PlacementCluster) {
            for pod in cluster.usage[position].pods where pod < cluster.snapshot.pods.count {
                if let owner = cluster.snapshot.pods[pod].metadata.controller {
                    owners.insert(owner.uid)
                } else {
                    unowned.append(pod)
                }
            }
        }
    }

    /// - Parameters:
    ///   - simulator: what knows the cluster as it is.
    ///   - after: the cluster with the changed nodes.
    ///   - changed: the changed nodes that are there already.
    ///   - added: the added nodes, those together that are alike.
    ///   - own: the DaemonSet that the simulation is about, as it would be. Its pods are placed by themselves.
    init(_ simulator: Simulator, after: PlacementCluster, at changed: [Int], added: [[Int]], besides own: DaemonSet) {
        before = simulator.engine.cluster
        quotas = simulator.quotas
        self.after = after
        self.changed = changed
        self.added = added
        trials = simulator.landingOrder.trials
        residents = Dictionary(uniqueKeysWithValues: changed.map { ($0, Residents(at: $0, in: after)) })
        let index = simulator.engine.index
        let place = index.daemonSetByName[.init(kind: DaemonSet.kind, namespace: own.namespace, name: own.name)]
        let others = simulator.landingOrder.candidates.filter { $0.position != place }
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
        let then = candidate.eligibility.moved(to: after)
        let isOpen = { [usage, after] (position: Int) in
            // First what is soon asked: most nodes that open are full before all have been looked at.
            !(usage[position] ?? after.usage[position]).isShort(of: candidate.requests) && then.isEligible(at: position)
        }
        let now = candidate.eligibility
        let opened =
            changed.filter { isOpen($0) && !now.isEligible(at: $0) } + added.compactMap(\.first).filter(isOpen)
        if opened.isEmpty { return [] }
        let trial = trials.trial(ofDaemonSetAt: candidate.position, in: after)
        var landed: [Int] = []
        for position in opened where !isPresent(daemonSet, at: position) {
            let taken = usage[position] ?? after.usage[position]
            guard trial.fits(at: position, usage: taken) else { continue }
            let alike = (added.first { $0.first == position } ?? [position]).prefix { _ in
                quotas[daemonSet.namespace]?.create(trial.template.testedPod.spec) == nil
            }
            if alike.isEmpty { continue }
            reserve(trial.footprint, at: position)
            landed += alike
        }
        if landed.isEmpty { return [] }
        createdPods += landed.map { (candidate.position, $0) }
        landings.append(
            SimulationOutcome.Landing(
                workload: daemonSet.metadata.qualifiedName, isDaemonSet: true,
                nodes: landed.map(after.name(ofNodeAt:))))
        return landed.map { (trial.footprint, $0) }
    }

    /// Whether a pod that came before the node was closed is there already, owned or about to be adopted.
    private func isPresent(_ daemonSet: DaemonSet, at position: Int) -> Bool {
        guard let residents = residents[position] else { return false }
        return !daemonSet.uid.isEmpty && residents.owners.contains(daemonSet.uid)
            || residents.unowned.contains { DaemonPods.isAdopted(before.snapshot.pods[$0], by: daemonSet) }
    }

    private mutating func reserve(_ footprint: PodFootprint, at position: Int) {
        usage[position, default: after.usage[position]].reserve(footprint)
    }
}
