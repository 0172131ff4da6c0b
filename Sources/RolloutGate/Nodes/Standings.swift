import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine

/// How all nodes stand at one moment.
struct Standings {
    /// Sorted as the diagnosis has its nodes.
    var nodes: [RolloutStanding] = []
    /// How far each node's pod has come: see ``step(of:)``.
    var steps: [String: Int] = [:]
    /// The nodes where a pod of an older revision is available.
    var servedByOlder: Set<String> = []
    /// The nodes where a pod of the newest revision is available.
    var servedByNewest: Set<String> = []
    /// How many nodes pods of each older revision serve, by the hash that they carry.
    var servedByHash: [String: Int] = [:]
    /// The spec of a pod of an older revision; nil where there is none.
    var olderSpec: PodSpec?
    /// Whether a node is about to pass on by itself: its pod counts as available in a bounded time.
    var isPassing = false
    /// Nodes that are not eligible only for conditions that taints mirror: they may come back.
    var nodesThatMayComeBack: Set<String> = []

    func count(_ state: RolloutStanding.State) -> Int { nodes.count { $0.state == state } }

    /// Nodes that are to have a pod.
    var eligible: [RolloutStanding] { nodes.filter { $0.state != .ineligible } }
}

extension Standings {
    /// Looks at each node of a moment; whose fault a failure is comes later: ``BlameReader``.
    init(_ daemonSet: DaemonSet, _ diagnosis: DaemonSetDiagnosis, in engine: PlacementEngine) {
        guard let placement = diagnosis.placement else { return }
        let snapshot = engine.snapshot
        let revision = PodRevision(of: daemonSet, in: engine.index)
        let positions = Dictionary(
            snapshot.nodes.indices.map { (snapshot.nodes[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
        let budget = diagnosis.rollout.map { $0.budget - $0.entries.count }
        for assessment in diagnosis.nodes {
            guard let position = positions[assessment.node] else { continue }
            let node = snapshot.nodes[position]
            let pods = placement.pods.onNode[position].map { snapshot.pods[$0] }
            let living = pods.filter { !$0.isTerminating }
            // Where nothing tells revisions apart all pods are of the newest, as far as anybody knows.
            let new = living.filter { !revision.isKnown || revision.isNewest($0) }
            let old = living.filter { revision.isKnown && !revision.isNewest($0) }
            func isAvailable(_ pod: Pod) -> Bool {
                !pod.isTerminal
                    && pod.isAvailable(minReadySeconds: daemonSet.minReadySeconds, now: snapshot.capturedAt)
            }
            if let pod = old.first(where: isAvailable) {
                servedByOlder.insert(node.name)
                if let hash = pod.metadata.labels[ControllerRevision.Label.hash] {
                    servedByHash[hash, default: 0] += 1
                }
            }
            if new.contains(where: isAvailable) { servedByNewest.insert(node.name) }
            if let spec = old.first?.spec, olderSpec == nil { olderSpec = spec }
            let state: RolloutStanding.State
            if !assessment.shouldRun {
                state = node.isLeavingOrJoining && !pods.isEmpty ? .leaving : .ineligible
                let exclusions = placement.verdicts[position].eligibility.exclusions
                let mayComeBack = exclusions.allSatisfy {
                    if case .taint(let taint) = $0 { return taint.mirrorsCondition }
                    return false
                }
                if mayComeBack { nodesThatMayComeBack.insert(node.name) }
            } else if new.contains(where: isAvailable) {
                state = old.isEmpty ? .updated : .replacing
            } else if node.isLeavingOrJoining {
                state = .leaving
            } else if new.isEmpty, !old.isEmpty {
                let serves = old.contains(where: isAvailable)
                state = !serves ? .oldFailing : budget.map { $0 <= 0 } ?? false ? .waiting : .old
            } else {
                state = assessment.cause != nil && !assessment.isPassing ? .failing : .replacing
            }
            if assessment.shouldRun { steps[node.name] = Self.step(of: new, old, isAvailable) }
            if assessment.isPassing, state == .replacing { isPassing = true }
            var standing = RolloutStanding(node: node.name, state: state, pod: assessment.pod)
            if state != .updated { standing.cause = assessment.cause }
            nodes.append(standing)
        }
    }

    /// How far a node has come: the old pod is gone, the new one is created, bound, taken up, run, ready, available.
    private static func step(of new: [Pod], _ old: [Pod], _ isAvailable: (Pod) -> Bool) -> Int {
        guard let pod = new.first else { return old.isEmpty ? 1 : 0 }
        if isAvailable(pod) { return 7 }
        if pod.isReady { return 6 }
        let statuses = pod.status.containerStatuses
        if !statuses.isEmpty, statuses.allSatisfy(\.hasStarted) { return 5 }
        if pod.status.startTime != nil { return 4 }
        return pod.nodeName.isEmpty ? 2 : 3
    }
}
