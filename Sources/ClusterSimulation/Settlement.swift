import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import PodAdmission

/// The state after an outcome: the pods that are gone, the pods with new places, the changed nodes.
///
/// Positions are those of the snapshot that was simulated on; added nodes stand behind its nodes.
public struct Settlement: Sendable {
    /// The DaemonSet's own pods that are gone.
    public var removedPods: [Int] = []
    /// Nodes to which one of its pods comes.
    public var newPlaces: [Int] = []
    /// Nodes with another object.
    public var changedNodes: [Int: Node] = [:]
    /// Nodes that come to the cluster.
    public var addedNodes: [Node] = []
    /// Others' pods that waited and get in.
    public var placedPods: [(pod: Int, node: Int)] = []
    /// Pods of other DaemonSets that come to opened nodes.
    public var createdPods: [(daemonSet: Int, node: Int)] = []
    /// The use of the quotas of the DaemonSet's namespace.
    var quota: QuotaLedger?
}

/// The snapshot after an outcome, for the next simulation to start from.
///
/// Pods and nodes keep their positions: a pod that is gone stays as a terminal one that somebody has deleted, which
/// neither the scheduler nor the DaemonSet controller counts; new ones stand behind.
public struct SettledSnapshot: Sendable {
    /// The snapshot.
    public private(set) var snapshot: Snapshot
    /// The pod that stands for the DaemonSet on a node, by the node's position, where that is a new one.
    public private(set) var newPods: [Int: String] = [:]
    private var changedPods: Set<Int> = []
    private let changedNodes: [Int]

    private let index: ClusterIndex
    private let daemonSet: DaemonSet
    private let mark: String

    /// - Parameters:
    ///   - outcome: what comes of the changes.
    ///   - position: the DaemonSet's position in the snapshot.
    ///   - replacesPods: whether its pods are replaced for the changes.
    ///   - engine: the verdicts on the snapshot before.
    ///   - number: tells this outcome from others on the way, for names of new objects.
    public init(
        _ outcome: SimulationOutcome, ofDaemonSetAt position: Int, replacesPods: Bool, in engine: PlacementEngine,
        number: Int
    ) {
        index = engine.index
        snapshot = engine.snapshot
        mark = "step-\(number)"
        var changed = outcome.daemonSet
        let settlement = outcome.settlement
        changedNodes = settlement.changedNodes.keys.sorted()
        for (node, object) in settlement.changedNodes { snapshot.nodes[node] = object }
        snapshot.nodes += settlement.addedNodes
        if replacesPods { Self.countRevision(of: &changed, mark: mark, in: &snapshot, index) }
        daemonSet = changed
        snapshot.daemonSets[position] = changed
        for pod in settlement.removedPods { end(pod) }
        settleOwnPods(outcome, before: engine)
        settleOthers(outcome, before: engine)
    }

    /// The verdicts on it, made from those before.
    ///
    /// - Parameter engine: the verdicts on the snapshot before.
    /// - Returns: the verdicts on the snapshot after.
    public func engine(after engine: PlacementEngine) -> PlacementEngine {
        let changed = changedPods.sorted()
        return PlacementEngine(
            engine, changedTo: ClusterIndex(engine.index, changedTo: snapshot, changedPods: changed),
            changedPods: changed, changedNodes: changedNodes)
    }

    /// Gives a changed template a revision of its own, so that old pods are told from new ones.
    private static func countRevision(
        of daemonSet: inout DaemonSet, mark: String, in snapshot: inout Snapshot, _ index: ClusterIndex
    ) {
        if let generation = daemonSet.templateGeneration, generation < .max {
            if daemonSet.metadata.annotations[Annotation.templateGeneration] != nil {
                daemonSet.metadata.annotations = Labels(
                    daemonSet.metadata.annotations.pairs
                        + [.init(key: Annotation.templateGeneration, value: String(generation + 1))])
            } else {
                daemonSet.specTemplateGeneration = generation + 1
            }
        }
        guard !daemonSet.uid.isEmpty else { return }
        let own = snapshot.controllerRevisions.filter { $0.metadata.controller?.uid == daemonSet.uid }
        let newest = own.map(\.revision).max() ?? 0
        let number = newest < .max ? newest + 1 : newest
        if let earlier = PodRevision.position(of: daemonSet.template, ofRevisionsIn: index, for: daemonSet) {
            snapshot.controllerRevisions[earlier].revision = number
            return
        }
        var revision = ControllerRevision()
        revision.template = daemonSet.template
        revision.metadata = ObjectMeta(name: "\(daemonSet.name)-\(mark)", namespace: daemonSet.namespace)
        revision.metadata.labels = Labels([.init(key: ControllerRevision.Label.hash, value: mark)])
        revision.metadata.ownerReferences = [daemonSet.reference]
        revision.revision = number
        snapshot.controllerRevisions.append(revision)
    }

    // MARK: Own pods

    private mutating func settleOwnPods(_ outcome: SimulationOutcome, before engine: PlacementEngine) {
        let template = DaemonPodTemplate(daemonSet, in: index)
        let pods = DaemonPods(of: engine.snapshot.daemonSets.first { $0.uid == daemonSet.uid } ?? daemonSet, in: index)
        let spec = Shared(Self.spec(of: template))
        let labels = newLabels(of: daemonSet)
        let places = Set(outcome.settlement.newPlaces)
        let gone = Set(outcome.settlement.removedPods)
        for node in outcome.nodes {
            guard node.after.isEligible, !snapshot.nodes[node.position].name.isEmpty else { continue }
            let own = node.position < pods.onNode.count ? pods.onNode[node.position] : []
            let left = own.filter { !gone.contains($0) && !engine.snapshot.pods[$0].isTerminal }
            if places.contains(node.position), node.after.hasPlace {
                // One that had a place all along, and is not there for another reason, is not made up.
                if node.before.hasPlace, left.count == own.count { continue }
                if let waiting = left.first(where: { engine.snapshot.pods[$0].nodeName.isEmpty }) {
                    bind(waiting, to: node.name)
                    newPods[node.position] = engine.snapshot.pods[waiting].name
                } else if left.isEmpty || left.count < own.count {
                    add(of: daemonSet, spec, labels, at: node.position, isBound: true, isReady: !node.isExpectedToFail)
                }
            } else if !node.after.hasPlace, left.isEmpty {
                if case .refusedByQuota = node.after { continue }
                add(of: daemonSet, spec, labels, at: node.position, isBound: false, isReady: false)
            }
        }
    }

    private static func spec(of template: DaemonPodTemplate) -> PodSpec {
        var spec = template.testedPod.spec
        spec.priority = template.testedPod.priority
        return spec
    }

    private func newLabels(of daemonSet: DaemonSet) -> Labels {
        var pairs = daemonSet.template.labels.pairs
        let hashes = snapshot.controllerRevisions.filter { $0.metadata.controller?.uid == daemonSet.uid }
            .max { ($0.revision, $0.name) < ($1.revision, $1.name) }
        if !daemonSet.uid.isEmpty, let hash = hashes?.metadata.labels[ControllerRevision.Label.hash] {
            pairs.append(.init(key: ControllerRevision.Label.hash, value: hash))
        }
        if let generation = daemonSet.templateGeneration {
            pairs.append(.init(key: ControllerRevision.Label.templateGeneration, value: String(generation)))
        }
        return Labels(pairs)
    }

    private mutating func add(
        of daemonSet: DaemonSet, _ spec: Shared<PodSpec>, _ labels: Labels, at node: Int, isBound: Bool, isReady: Bool
    ) {
        let name = snapshot.nodes[node].name
        var metadata = ObjectMeta(
            name: "\(daemonSet.name)-\(mark)-\(node)", namespace: daemonSet.namespace,
            uid: "\(daemonSet.uid)-\(mark)-\(node)")
        metadata.labels = labels
        metadata.ownerReferences = daemonSet.uid.isEmpty ? [] : [daemonSet.reference]
        metadata.creationTimestamp = snapshot.capturedAt
        var pod = Pod(metadata: metadata, spec: spec, pinnedNodeName: name, status: PodStatus())
        if isBound {
            pod.nodeName = name
            pod.status = status(isReady: isReady)
        }
        snapshot.pods.append(pod)
        if daemonSet.uid == self.daemonSet.uid, daemonSet.name == self.daemonSet.name {
            newPods[node] = metadata.name
        }
    }

    /// A pod that is up. It has been ready for longer than any minReadySeconds.
    private func status(isReady: Bool) -> PodStatus {
        var status = PodStatus()
        status.phase = .running
        status.startTime = snapshot.capturedAt
        status.conditions = [
            Condition(
                type: PodStatus.ConditionType.ready, status: isReady ? .isTrue : .isFalse,
                lastTransitionTime: isReady ? Timestamp(seconds: 0) : snapshot.capturedAt)
        ]
        return status
    }

    // MARK: Others

    private mutating func settleOthers(_ outcome: SimulationOutcome, before engine: PlacementEngine) {
        var quotas = QuotaLedger.all(in: snapshot)
        if let own = outcome.settlement.quota, !own.isEmpty { quotas[daemonSet.namespace] = own }
        for eviction in outcome.evictions {
            countDisruption(eviction)
            switch eviction.fate {
            case .moves(let node): bind(eviction.position, to: node)
            case .findsNoNode, .isUnknown: unbind(eviction.position, pinning: nil)
            case .waitsForItsNode: unbind(eviction.position, pinning: eviction.node)
            case .isGone: end(eviction.position)
            }
        }
        for (pod, node) in outcome.settlement.placedPods { bind(pod, to: snapshot.nodes[node].name) }
        var templates: [Int: (spec: Shared<PodSpec>, labels: Labels)] = [:]
        for (position, node) in outcome.settlement.createdPods {
            let daemonSet = snapshot.daemonSets[position]
            let made =
                templates[position]
                ?? (Shared(Self.spec(of: DaemonPodTemplate(daemonSet, in: index))), newLabels(of: daemonSet))
            templates[position] = made
            add(of: daemonSet, made.spec, made.labels, at: node, isBound: true, isReady: true)
            _ = quotas[daemonSet.namespace]?.create(made.spec.value)
        }
        let usedByNamespace = quotas.mapValues(\.usedByName)
        for position in snapshot.resourceQuotas.indices {
            let quota = snapshot.resourceQuotas[position].metadata
            guard let used = usedByNamespace[quota.namespace]?[quota.name] else { continue }
            snapshot.resourceQuotas[position].used = used
        }
    }

    /// A pod that finds no place again counts against its budgets for good.
    private mutating func countDisruption(_ eviction: SimulationOutcome.Eviction) {
        if case .moves = eviction.fate { return }
        let pod = snapshot.pods[eviction.position].metadata
        for position in snapshot.podDisruptionBudgets.indices {
            let budget = snapshot.podDisruptionBudgets[position]
            guard budget.metadata.namespace == pod.namespace, !pod.labels.isEmpty, let selector = budget.selector,
                !selector.isEmpty, selector.matches(pod.labels), budget.disruptionsAllowed > 0
            else { continue }
            snapshot.podDisruptionBudgets[position].disruptionsAllowed -= 1
        }
    }

    private mutating func end(_ position: Int) {
        changedPods.insert(position)
        snapshot.pods[position].status.phase = .failed
        if snapshot.pods[position].metadata.deletionTimestamp == nil {
            snapshot.pods[position].metadata.deletionTimestamp = snapshot.capturedAt
        }
    }

    private mutating func bind(_ position: Int, to node: String) {
        changedPods.insert(position)
        snapshot.pods[position].nodeName = node
        snapshot.pods[position].status = status(isReady: true)
    }

    private mutating func unbind(_ position: Int, pinning node: String?) {
        changedPods.insert(position)
        snapshot.pods[position].nodeName = ""
        if let node { snapshot.pods[position].pinnedNodeName = node }
        snapshot.pods[position].status = PodStatus()
    }
}

extension DaemonSet {
    /// The DaemonSet as the owner of its pods.
    fileprivate var reference: OwnerReference {
        OwnerReference(kind: DaemonSet.kind, name: name, uid: uid, isController: true)
    }
}
