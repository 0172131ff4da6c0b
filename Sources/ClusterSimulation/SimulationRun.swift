import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// One simulation under way: the DaemonSet's pods are placed node by node, others lose their places.
struct SimulationRun {
    private let daemonSet: DaemonSet
    private let changed: ChangedCluster
    private let before: DaemonSetPlacement
    private let changesTemplate: Bool
    private let simulator: Simulator
    private let own: Set<Int>

    private var trial: TemplateTrial
    private var contest: Contest
    /// The cluster with what has been placed so far, where one pod's place depends on another's.
    private var cluster: PlacementCluster
    private var nodes: [SimulationOutcome.NodeOutcome] = []
    private var evictions: [SimulationOutcome.Eviction] = []
    /// Nodes that the pod newly takes room on.
    private var newlyPlaced: [Int] = []

    /// The most pods that are placed one after the other where their places depend on each other.
    private static let mostDependent = 200

    init(
        _ daemonSet: DaemonSet, changed: ChangedCluster, before: DaemonSetPlacement, changesTemplate: Bool,
        simulator: Simulator
    ) {
        self.daemonSet = daemonSet
        self.changed = changed
        self.before = before
        self.changesTemplate = changesTemplate
        self.simulator = simulator
        own = Set(before.pods.onNode.joined())
        cluster = changed.cluster
        contest = Contest(simulator.waiting, besides: own, in: changed.cluster)
        trial = TemplateTrial(daemonSet, in: changed.cluster)
    }

    private var snapshot: Snapshot { simulator.engine.snapshot }

    /// Asks about every node on which the changes can make a difference.
    mutating func placeEverywhere(affectedBy changes: [Change]) throws(SimulationError) {
        let takesPlaces = changes.contains { $0.canTakePlaces(from: before.daemonSet) }
        let concernsEligibility = changes.contains(where: \.concernsEligibility)
        // One pod a node: what a pod does to its own node alone changes nothing for the others.
        let isSequential = !trial.topologyKeys.isSubset(of: [NodeLabel.hostname])
        var placed = 0
        for position in 0..<cluster.nodeCount {
            let isAdded = changed.addedNodes.contains(position)
            let standing =
                isAdded ? .ineligible([]) : simulator.standing(at: position, in: before)
            var outcome = SimulationOutcome.NodeOutcome(
                position: position, name: cluster.name(ofNodeAt: position), before: standing, after: standing,
                isAdded: isAdded)
            let isChanged = changed.changedNodes.contains(position)
            let isUnaffected =
                standing.isEligible
                ? standing == .placed && !takesPlaces && !isChanged && !isContestable(position)
                : !concernsEligibility && !isChanged
            if !isUnaffected {
                outcome.after = place(at: position, from: standing)
                if outcome.after.hasPlace, standing != .placed {
                    newlyPlaced.append(position)
                    if isSequential {
                        placed += 1
                        guard placed <= Self.mostDependent else { throw .tooManyDependentPods(placed) }
                        settle(position)
                    }
                }
            }
            nodes.append(outcome)
        }
    }

    /// Whether somebody waits for room on a node from which the DaemonSet's own pod goes for a moment.
    private func isContestable(_ position: Int) -> Bool {
        changesTemplate
            && simulator.waiting.pinned[position].map { $0.contains { !own.contains($0) } } ?? false
    }

    /// Puts the pod where the next ones see it.
    private mutating func settle(_ position: Int) {
        var edit = ClusterEdit()
        edit.addedPods = [(trial.pod(of: daemonSet), position)]
        cluster = PlacementCluster(cluster, applying: edit)
        trial = TemplateTrial(daemonSet, in: cluster)
        contest = Contest(simulator.waiting, besides: own, in: cluster)
    }

    private mutating func place(
        at position: Int, from standing: SimulationOutcome.Standing
    ) -> SimulationOutcome.Standing {
        let ownPods = position < before.pods.onNode.count ? before.pods.onNode[position] : []
        let keepsPod = !changesTemplate && standing == .placed
        if keepsPod { return trial.eligibility(at: position).shouldRun ? .placed : standing }
        let verdict = trial.verdict(at: position, replacing: ownPods)
        let outcome = Simulator.standing(verdict, spec: trial.template.testedPod.spec, waiting: simulator.waiting)
        switch outcome {
        case .placed:
            let winners = contest.winners(at: position, over: trial, without: ownPods)
            return winners.map { .contested($0) } ?? .placed
        case .placedByPreemption:
            if let winners = contest.winners(at: position, over: trial, without: ownPods, isPreempting: true) {
                return .contested(winners)
            }
            if case .victims(let victims, _)? = verdict.preemption {
                evict(victims, from: position, isPreemption: true)
            }
            return .placedByPreemption
        default: return outcome
        }
    }

    private mutating func evict(_ victims: [Int], from node: Int, isPreemption: Bool) {
        let violated = trial.evict(victims)
        for victim in victims {
            let pod = snapshot.pods[victim]
            evictions.append(
                SimulationOutcome.Eviction(
                    position: victim, pod: pod.metadata.qualifiedName, node: cluster.name(ofNodeAt: node),
                    priority: pod.priority, isPreemption: isPreemption, violatesBudget: violated[victim]))
        }
    }

    /// What comes of it all.
    func outcome(failing: Set<Int>) -> SimulationOutcome {
        var all = byHand() + evictions
        let displacement = Displacement(
            cluster: changed.cluster, evicted: Set(changed.evicted), preempted: evictions,
            newlyPlaced: newlyPlaced.map { (trial.footprint, $0) }, cordoned: changed.cordonedNodes)
        displacement.settle(&all)
        return SimulationOutcome(
            daemonSet: daemonSet, nodes: nodes, evictions: all, landings: changed.landings,
            rollout: changesTemplate
                ? RolloutCost(daemonSet, own: before.pods, nodes: nodes, failing: failing, in: snapshot) : nil)
    }

    /// The pods that are put off by hand, in the order in which they were named.
    private func byHand() -> [SimulationOutcome.Eviction] {
        var budgets = TemplateTrial(daemonSet, in: simulator.engine.cluster)
        let violated = budgets.evict(changed.evicted)
        return changed.evicted.map { position in
            let pod = snapshot.pods[position]
            return SimulationOutcome.Eviction(
                position: position, pod: pod.metadata.qualifiedName, node: pod.nodeName, priority: pod.priority,
                isPreemption: false, violatesBudget: violated[position])
        }
    }
}
