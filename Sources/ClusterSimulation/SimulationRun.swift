import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import PodAdmission

/// One simulation under way: the DaemonSet's pods come to the nodes as its controller brings them, round by round, and
/// others lose their places.
struct SimulationRun {
    let daemonSet: DaemonSet
    let changed: ChangedCluster
    let before: DaemonSetPlacement
    let changesTemplate: Bool
    let simulator: Simulator
    let outlook: PodOutlook
    let own: Set<Int>
    let waiting: WaitingPods
    /// What keeps pods of the new template from every node.
    private let obstacle: SimulationOutcome.Standing?
    /// Whether one pod's place depends on another's, so that they are placed one after the other.
    private(set) var isSequential: Bool
    /// Whether new pods change where later ones may go. Old ones may all the same.
    private let newPodsConcernOthers: Bool
    /// Tells which of the DaemonSet's pods are out of date.
    let stalePods: StalePods

    var trial: TemplateTrial
    private var contest: Contest
    /// The cluster as it is so far, where one pod's place depends on another's.
    var cluster: PlacementCluster
    var nodes: [SimulationOutcome.NodeOutcome] = []
    var evictions: [SimulationOutcome.Eviction] = []
    /// The DaemonSet's pods that make way, as positions in the snapshot.
    var replaced: [Int] = []
    /// The nodes to which a new pod comes.
    private(set) var newPlaces: [Int] = []
    /// What pods of others take that rank above and get in on the same nodes.
    private(set) var admitted: [(footprint: PodFootprint, node: Int)] = []
    /// Those of them that might have gone elsewhere, as positions in the snapshot.
    private var admittedAnywhere: Set<Int> = []
    private var settled = 0
    /// The room that the namespace's quotas leave, and the nodes whose new pod they have admitted.
    private(set) var quota: QuotaLedger
    /// Pods of other DaemonSets that a quota refuses: they may take what a deleted pod gives back.
    private var quotaRivals: QuotaRivals
    private var created: Set<Int> = []
    /// The questions to ask about each node; see ``placeEverywhere(affectedBy:)``.
    private var takesPlaces = false
    private var concernsEligibility = false

    /// The most pods that are placed one after the other where their places depend on each other.
    private static let mostDependent = 200

    init(
        _ daemonSet: DaemonSet, changed: ChangedCluster, before: DaemonSetPlacement, changesTemplate: Bool,
        outlook: PodOutlook, simulator: Simulator
    ) {
        self.daemonSet = daemonSet
        self.changed = changed
        self.before = before
        self.changesTemplate = changesTemplate
        self.simulator = simulator
        self.outlook = outlook
        let own = Set(before.pods.onNode.joined())
        self.own = own
        let index = simulator.engine.index
        stalePods = StalePods(
            of: daemonSet, before: before.daemonSet, changesTemplate: changesTemplate,
            deletedByHand: outlook.deletedByHand, in: index)
        waiting = simulator.waiting.adding(changed.evicted.filter { !own.contains($0) }, in: changed.cluster)
        // Old pods keep their places, labels and rules until they are replaced: all of them are there to begin with.
        cluster = changed.cluster
        trial = TemplateTrial(daemonSet, in: changed.cluster)
        obstacle = Simulator.obstacle(of: trial.template.testedPod.spec, waiting)
        // One pod a node: what a pod does to its own node alone changes nothing for the others.
        let keys = trial.topologyKeys
        let oldKeys = Self.topologyKeys(of: own, in: simulator.engine.snapshot)
        newPodsConcernOthers = !keys.isSubset(of: [NodeLabel.hostname])
        isSequential = !keys.union(oldKeys).isSubset(of: [NodeLabel.hostname])
        contest = Contest(waiting, besides: own, in: cluster)
        quota = simulator.quotas[daemonSet.namespace] ?? QuotaLedger()
        quotaRivals = QuotaRivals(of: daemonSet, quota, in: index)
    }

    /// The label keys of the rules that the DaemonSet's present pods have.
    private static func topologyKeys(of own: Set<Int>, in snapshot: Snapshot) -> Set<String> {
        var seen: Set<ObjectIdentifier> = []
        var keys: Set<String> = []
        for position in own
        where seen.insert(ObjectIdentifier(snapshot.pods[position].sharedSpec)).inserted {
            keys.formUnion(TestedPod(waitingPodAt: position, in: snapshot).topologyKeys)
        }
        return keys
    }

    var snapshot: Snapshot { _read { yield simulator.engine.snapshot } }

    /// Brings the pods to the nodes.
    mutating func placeEverywhere(affectedBy changes: [Change]) throws(SimulationError) -> RolloutCost? {
        takesPlaces = changes.contains { $0.canTakePlaces(from: before.daemonSet) }
        concernsEligibility = changes.contains(where: \.concernsEligibility)
        var rollout = RolloutRun(self)
        let obstacle = Simulator.obstacle(of: before.template.testedPod.spec, simulator.waiting)
        nodes.reserveCapacity(cluster.nodeCount)
        for position in 0..<cluster.nodeCount {
            let isAdded = changed.addedNodes.contains(position)
            let standing = isAdded ? .ineligible([]) : simulator.standing(at: position, in: before, obstacle: obstacle)
            nodes.append(
                SimulationOutcome.NodeOutcome(
                    position: position, name: cluster.name(ofNodeAt: position), before: standing, after: standing,
                    isAdded: isAdded))
            rollout.begin(at: position, in: &self)
        }
        return try rollout.run(&self)
    }

    func ownPods(at position: Int) -> [Int] {
        position < before.pods.onNode.count ? before.pods.onNode[position] : []
    }

    /// Whether the DaemonSet wants a pod on a node.
    func eligibility(at position: Int) -> Eligibility {
        if !concernsEligibility, position < before.verdicts.count, !changed.changedNodes.contains(position) {
            return before.verdicts[position].eligibility
        }
        return trial.eligibility(at: position)
    }

    /// Whether a pod that comes to a node serves there, as far as anybody can tell.
    func serves(at position: Int) -> Bool { !outlook.newPodsFail && !outlook.failing.contains(position) }

    /// Whether it takes a look at the node to know how a pod gets on that is new there.
    private func isAffected(_ position: Int, without gone: [Int]) -> Bool {
        let standing = nodes[position].before
        if changed.changedNodes.contains(position) || concernsEligibility && !standing.isEligible { return true }
        if standing != .placed || takesPlaces || isSequential { return true }
        // The pod goes for a moment: what is there now need not fit again, and somebody else may wait for the room.
        let verdict = before.verdicts[position]
        return !verdict.failures.isEmpty || verdict.testedPod != .template
            || contest.isSought(at: position, over: trial, without: gone)
    }

    /// Tries a pod that is new on a node, and notes its place and who has to leave for it.
    ///
    /// - Parameters:
    ///   - position: the node's position.
    ///   - gone: the DaemonSet's own pods that are no longer there.
    ///   - waitingPod: its pod that waits for the node and stays, where it asks for something else than the template.
    ///   - isCreated: whether the pod is made anew.
    /// - Returns: how it stands there.
    /// - Throws: ``SimulationError`` when too many pods depend on each other.
    mutating func place(
        at position: Int, without gone: [Int], waiting waitingPod: Int? = nil, isCreated: Bool
    ) throws(SimulationError) -> SimulationOutcome.Standing {
        if isCreated, let refusal = refusal(at: position) { return refusal }
        if gone.count == ownPods(at: position).count, !isAffected(position, without: gone) {
            newPlaces.append(position)
            return .placed
        }
        let verdict = trial.verdict(at: position, replacing: gone, waiting: waitingPod)
        let outcome = Simulator.standing(
            verdict,
            obstacle: waitingPod.map { Simulator.obstacle(of: snapshot.pods[$0].spec, waiting) } ?? obstacle)
        guard outcome.hasPlace else { return outcome }
        let standing: SimulationOutcome.Standing
        switch contest.fate(
            at: position, over: trial, without: gone, verdict: verdict, waiting: waitingPod,
            admitted: admittedAnywhere)
        {
        case .taken(let winners, let victims, let beside):
            admit(beside, to: position)
            evict(victims.filter { !own.contains($0) }, from: position)
            if isSequential, !victims.isEmpty { try settle(position, hasPod: false) }
            return .contested(winners)
        case .place(let victims, let beside):
            admit(beside, to: position)
            // A pod that comes beside its predecessor may take the place of that one.
            evict(victims.filter { !own.contains($0) }, from: position)
            standing = victims.isEmpty ? outcome : .placedByPreemption
        }
        newPlaces.append(position)
        if isSequential { try settle(position) }
        return standing
    }

    /// Notes that pods get in which rank above the DaemonSet's.
    private mutating func admit(_ rivals: [Contest.Rival], to position: Int) {
        for rival in rivals {
            admitted.append((rival.footprint, position))
            if snapshot.pods[rival.position].targetNodeName.isEmpty { admittedAnywhere.insert(rival.position) }
        }
    }

    /// The quota's refusal of a new pod for a node; nil where the pod is created.
    private mutating func refusal(at position: Int) -> SimulationOutcome.Standing? {
        guard !quota.isEmpty, !created.contains(position) else { return nil }
        guard let name = quota.create(trial.template.testedPod.spec)?.quota else {
            created.insert(position)
            return nil
        }
        // A pod that is missing now is missing for that already.
        if nodes[position].before.hasPlace, ownPods(at: position).allSatisfy({ snapshot.pods[$0].isTerminal }) {
            nodes[position].before = .refusedByQuota(name)
        }
        return .refusedByQuota(name)
    }

    private mutating func countDeleted(_ pods: [Int]) {
        guard !quota.isEmpty else { return }
        for pod in pods where !snapshot.pods[pod].isTerminal { quota.delete(snapshot.pods[pod].spec) }
        quotaRivals.take(from: &quota)
    }

    /// How a pod that replaces those on a node would stand there; nothing is noted.
    func outlook(at position: Int) -> SimulationOutcome.Standing {
        let gone = ownPods(at: position)
        let verdict = trial.verdict(at: position, replacing: gone)
        let standing = Simulator.standing(verdict, obstacle: obstacle)
        guard standing.hasPlace else { return standing }
        switch contest.fate(at: position, over: trial, without: gone, verdict: verdict) {
        case .taken(let winners, _, _): return .contested(winners)
        case .place(let victims, _): return victims.isEmpty ? standing : .placedByPreemption
        }
    }

    /// Notes that pods leave their nodes without successors.
    mutating func noteLeaving(_ pods: [Int]) {
        replaced += pods
        countDeleted(pods)
    }

    /// Takes the DaemonSet's pods off their nodes.
    mutating func remove(_ pods: [Int]) throws(SimulationError) {
        replaced += pods
        countDeleted(pods)
        guard isSequential else { return }
        var edit = ClusterEdit()
        edit.removedPods = pods.filter {
            !snapshot.pods[$0].nodeName.isEmpty && !snapshot.pods[$0].isTerminal && !changed.evicted.contains($0)
        }
        if edit.isEmpty { return }
        try countEdit()
        apply(edit)
    }

    /// Gives up looking at one pod after the other where new pods fit on all of these nodes whichever old ones are
    /// left.
    mutating func trustPlaces(of positions: [Int]) {
        guard isSequential, !newPodsConcernOthers else { return }
        let fit = positions.allSatisfy { trial.verdict(at: $0, replacing: ownPods(at: $0)).fits }
        if fit { isSequential = false }
    }

    private mutating func countEdit() throws(SimulationError) {
        settled += 1
        guard settled <= Self.mostDependent else { throw .tooManyDependentPods(settled) }
    }

    /// Puts the pod where the next ones see it, and takes off whom it puts off.
    private mutating func settle(_ position: Int, hasPod: Bool = true) throws(SimulationError) {
        let node = cluster.name(ofNodeAt: position)
        var edit = ClusterEdit()
        edit.removedPods = evictions.filter { $0.node == node }.map(\.position)
        edit.evictedPods = edit.removedPods
        if hasPod, newPodsConcernOthers { edit.addedPods = [(trial.pod(of: daemonSet), position)] }
        if edit.isEmpty { return }
        try countEdit()
        apply(edit)
    }

    private mutating func apply(_ edit: ClusterEdit) {
        cluster = PlacementCluster(cluster, applying: edit)
        trial = TemplateTrial(daemonSet, in: cluster)
        contest = Contest(waiting, besides: own, in: cluster)
    }

    /// Whether the node offers less than before: a kubelet lets its pods in anew when it starts with other amounts.
    func isSmaller(_ position: Int) -> Bool {
        guard changed.changedNodes.contains(position), position < simulator.engine.cluster.nodeCount else {
            return false
        }
        let (now, then) = (simulator.engine.cluster.usage[position], changed.cluster.usage[position])
        if now.allocatable == then.allocatable, now.allowedPodNumber == then.allowedPodNumber { return false }
        let names =
            [ResourceName.cpu, ResourceName.memory, ResourceName.ephemeralStorage] + now.allocatable.scalars.map(\.name)
        return then.allowedPodNumber < now.allowedPodNumber
            || names.contains { then.allocatable[$0] < now.allocatable[$0] }
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
}
