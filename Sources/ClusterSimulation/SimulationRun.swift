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
    private let waiting: WaitingPods
    private let own: Set<Int>
    /// Whether one pod's place depends on another's, so that they are placed one after the other.
    private let isSequential: Bool

    private var trial: TemplateTrial
    private var contest: Contest
    /// The cluster with what has been placed so far, where one pod's place depends on another's.
    private var cluster: PlacementCluster
    private var nodes: [SimulationOutcome.NodeOutcome] = []
    private var evictions: [SimulationOutcome.Eviction] = []

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
        let own = Set(before.pods.onNode.joined())
        self.own = own
        waiting = simulator.waiting.adding(changed.evicted.filter { !own.contains($0) }, in: changed.cluster)
        let asked = TemplateTrial(daemonSet, in: changed.cluster)
        // One pod a node: what a pod does to its own node alone changes nothing for the others.
        let keys = asked.topologyKeys.union(changesTemplate ? before.template.testedPod.topologyKeys : [])
        isSequential = !keys.isSubset(of: [NodeLabel.hostname])
        if isSequential, changesTemplate {
            // All of them are replaced in the end, so that the old ones' rules and places count no more.
            var edit = ClusterEdit()
            edit.removedPods = own.sorted()
            cluster = PlacementCluster(changed.cluster, applying: edit)
            trial = TemplateTrial(daemonSet, in: cluster)
        } else {
            cluster = changed.cluster
            trial = asked
        }
        contest = Contest(waiting, besides: own, in: cluster)
    }

    private var snapshot: Snapshot { simulator.engine.snapshot }

    /// Asks about every node on which the changes can make a difference.
    mutating func placeEverywhere(affectedBy changes: [Change]) throws(SimulationError) {
        let takesPlaces = changes.contains { $0.canTakePlaces(from: before.daemonSet) }
        let concernsEligibility = changes.contains(where: \.concernsEligibility)
        var settled = 0
        for position in order {
            let isAdded = changed.addedNodes.contains(position)
            let standing = isAdded ? .ineligible([]) : simulator.standing(at: position, in: before)
            var outcome = SimulationOutcome.NodeOutcome(
                position: position, name: cluster.name(ofNodeAt: position), before: standing, after: standing,
                isAdded: isAdded)
            if isAffected(position, standing, takesPlaces: takesPlaces, concernsEligibility: concernsEligibility) {
                outcome.after = place(at: position, from: standing)
            }
            if isSequential, outcome.after.hasPlace, changesTemplate || !keepsPod(at: position) {
                settled += 1
                guard settled <= Self.mostDependent else { throw .tooManyDependentPods(settled) }
                settle(position)
            }
            nodes.append(outcome)
        }
        nodes.sort { $0.position < $1.position }
    }

    /// The nodes in the order in which the pods get their places: who is there already stays before others come.
    private var order: [Int] {
        let all = Array(0..<cluster.nodeCount)
        return isSequential ? all.filter(keepsPod) + all.filter { !keepsPod(at: $0) } : all
    }

    private func ownPods(at position: Int) -> [Int] {
        position < before.pods.onNode.count ? before.pods.onNode[position] : []
    }

    /// Whether a pod of the DaemonSet is on the node and stays, unless the template changes.
    private func keepsPod(at position: Int) -> Bool {
        ownPods(at: position).contains { pod in
            let pods = simulator.engine.snapshot.pods
            return !pods[pod].nodeName.isEmpty && !pods[pod].isTerminal && !changed.evicted.contains(pod)
        }
    }

    private mutating func isAffected(
        _ position: Int, _ standing: SimulationOutcome.Standing, takesPlaces: Bool, concernsEligibility: Bool
    ) -> Bool {
        if changed.changedNodes.contains(position) { return true }
        guard standing.isEligible else { return concernsEligibility }
        if standing != .placed || takesPlaces { return true }
        guard changesTemplate else { return false }
        // The pod goes for a moment: what is there now need not fit again, and somebody else may wait for the room.
        let verdict = before.verdicts[position]
        return isSequential || !verdict.failures.isEmpty || verdict.testedPod != .template
            || contest.isSought(at: position, over: trial, without: ownPods(at: position))
    }

    /// Puts the pod where the next ones see it, and takes off whom it puts off.
    private mutating func settle(_ position: Int) {
        let node = cluster.name(ofNodeAt: position)
        var edit = ClusterEdit()
        edit.addedPods = [(trial.pod(of: daemonSet), position)]
        edit.removedPods = evictions.filter { $0.node == node }.map(\.position)
        edit.evictedPods = edit.removedPods
        cluster = PlacementCluster(cluster, applying: edit)
        trial = TemplateTrial(daemonSet, in: cluster)
        contest = Contest(waiting, besides: own, in: cluster)
    }

    private mutating func place(
        at position: Int, from standing: SimulationOutcome.Standing
    ) -> SimulationOutcome.Standing {
        let ownPods = ownPods(at: position)
        if !changesTemplate, keepsPod(at: position), !isSmaller(position) {
            return trial.eligibility(at: position).shouldRun ? .placed : standing
        }
        let waitingPod = waitingPod(at: position)
        let verdict = trial.verdict(at: position, replacing: ownPods, waiting: waitingPod)
        let spec = waitingPod.map { snapshot.pods[$0].spec } ?? trial.template.testedPod.spec
        let outcome = Simulator.standing(verdict, spec: spec, waiting: waiting)
        switch outcome {
        case .placed:
            let winners = contest.winners(at: position, over: trial, without: ownPods, waiting: waitingPod)
            return winners.map { .contested($0) } ?? .placed
        case .placedByPreemption:
            if let winners = contest.winners(
                at: position, over: trial, without: ownPods, isPreempting: true, waiting: waitingPod)
            {
                return .contested(winners)
            }
            if case .victims(let victims, _)? = verdict.preemption { evict(victims, from: position) }
            return .placedByPreemption
        default: return outcome
        }
    }

    /// Whether the node offers less than before: a kubelet lets its pods in anew when it starts with other amounts.
    private func isSmaller(_ position: Int) -> Bool {
        guard position < simulator.engine.cluster.nodeCount else { return false }
        let (now, then) = (simulator.engine.cluster.usage[position], changed.cluster.usage[position])
        if now.allocatable == then.allocatable, now.allowedPodNumber == then.allowedPodNumber { return false }
        let names =
            [ResourceName.cpu, ResourceName.memory, ResourceName.ephemeralStorage] + now.allocatable.scalars.map(\.name)
        return then.allowedPodNumber < now.allowedPodNumber
            || names.contains { then.allocatable[$0] < now.allocatable[$0] }
    }

    /// The DaemonSet's pod that waits for the node and asks for something else than the template, where it stays.
    private func waitingPod(at position: Int) -> Int? {
        guard !changesTemplate, position < before.verdicts.count else { return nil }
        return before.verdicts[position].differingPod
    }

    private mutating func evict(_ victims: [Int], from node: Int) {
        let violated = trial.evict(victims)
        for victim in victims {
            let pod = snapshot.pods[victim]
            evictions.append(
                SimulationOutcome.Eviction(
                    position: victim, pod: pod.metadata.qualifiedName, node: cluster.name(ofNodeAt: node),
                    priority: pod.priority, isPreemption: true, violatesBudget: violated[victim]))
        }
    }

    /// What comes of it all.
    func outcome(failing: Set<Int>) -> SimulationOutcome {
        var all = byHand() + evictions
        if !all.isEmpty {
            let placed = nodes.filter { $0.after.hasPlace && (changesTemplate || !keepsPod(at: $0.position)) }
            let displacement = Displacement(
                cluster: changed.cluster, evicted: Set(changed.evicted), preempted: evictions,
                placed: placed.map { (trial.footprint, $0.position) },
                replaced: changesTemplate ? own.sorted() : [], cordoned: changed.cordonedNodes)
            displacement.settle(&all)
        }
        return SimulationOutcome(
            daemonSet: daemonSet, nodes: nodes, evictions: all, landings: changed.landings,
            rollout: changesTemplate
                ? RolloutCost(
                    daemonSet, own: before.pods, nodes: nodes, failing: failing, crowded: crowdedNodes, in: snapshot)
                : nil)
    }

    /// The nodes on which a new pod has no room beside the old one, as a surge wants it.
    private var crowdedNodes: Set<Int> {
        guard case .rollingUpdate(_, let surge) = daemonSet.updateStrategy, surge.scaled(of: nodes.count) > 0 else {
            return []
        }
        let beside = TemplateTrial(daemonSet, in: changed.cluster)
        return Set(
            nodes.map(\.position).filter { position in
                guard keepsPod(at: position) else { return false }
                let verdict = beside.verdict(at: position, replacing: [])
                if case .victims? = verdict.preemption { return false }
                return verdict.shouldRun && !verdict.fits
            })
    }

    /// The pods that are put off by hand, in the order in which they were named. The DaemonSet's own come back.
    private func byHand() -> [SimulationOutcome.Eviction] {
        var budgets = TemplateTrial(daemonSet, in: simulator.engine.cluster)
        let violated = budgets.evict(changed.evicted)
        return changed.evicted.filter { !own.contains($0) }.map { position in
            let pod = snapshot.pods[position]
            return SimulationOutcome.Eviction(
                position: position, pod: pod.metadata.qualifiedName, node: pod.nodeName, priority: pod.priority,
                isPreemption: false, violatesBudget: violated[position])
        }
    }
}
