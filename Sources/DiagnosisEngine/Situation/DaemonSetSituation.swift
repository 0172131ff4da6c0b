import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// Everything that rules look at for one DaemonSet: its nodes, pods and verdicts, and what has been.
struct DaemonSetSituation: Sendable {
    let placement: DaemonSetPlacement
    let cluster: ClusterSituation
    /// A situation for each node, in the order of the snapshot's nodes.
    let nodes: [NodeSituation]
    /// Recomputed from nodes and pods as the controller would.
    let counts: StatusCounts
    /// The gaps in its pods and nodes.
    let coverage: DaemonSetCoverage
    /// The events of its pods, including deleted ones.
    let history: PodHistory
    /// Which of its pods are of the newest template.
    let revision: PodRevision
    /// The primary cause on each node, by the node's position; there once the node rules have been asked.
    var causes: [Int: FindingCode] = [:]
    /// The nodes, by position, whose primary cause passes by itself; there once the node rules have been asked.
    var passingNodes: Set<Int> = []
    /// The containers that end again and again, by the node's position; there before the node rules are asked.
    private(set) var crashes: [Int: NodeCrashes] = [:]
    /// The steps that starting pods wait for, by the node's position; computed before the node rules run.
    private(set) var startSteps: [Int: StartStep] = [:]
    /// Who spends the budget of a rolling update; there once the causes are, and only where it is updated so.
    var rollout: RolloutLedger?

    /// The evictions by the kubelet on each node that has had one, oldest first, one for each pod.
    let evictionsByNode: [String: [Eviction]]

    /// How many nodes are served, by the template of the pods there.
    let servingByTemplate: [String: Int]
    /// The newest `FailedCreate` event, where no pod was created after it; nil when creation works.
    let creationFailure: Event?
    /// Why the controller can't delete pods; nil when deletion works.
    let deletionFailure: DeletionFailure?
    /// The images of earlier revisions' pods that serve, by container.
    let earlierImages: [String: EarlierImage]

    // Lent, not copied: both are large.
    var snapshot: Snapshot { _read { yield cluster.snapshot } }
    var index: ClusterIndex { _read { yield cluster.index } }

    var daemonSet: DaemonSet { placement.daemonSet }

    init(_ daemonSet: DaemonSet, in cluster: ClusterSituation) {
        let placement = cluster.engine.placement(of: daemonSet)
        let snapshot = cluster.snapshot
        let revision = PodRevision(of: daemonSet, in: cluster.index)
        self.placement = placement
        self.cluster = cluster
        self.revision = revision
        let history = cluster.histories.history(of: daemonSet, in: cluster.index)
        let failedPlacements = Self.failedPlacements(history)
        let counts = StatusCounts(placement, snapshot: snapshot, revision: revision)
        let coverage = DaemonSetCoverage(placement, counts: counts, in: cluster.index)
        let missing = counts.desired - counts.current
        let areUnseen = missing > 0 && coverage.unseenPods >= missing
        let nodes = placement.verdicts.indices.map { position in
            let pods = placement.pods.onNode[position].map { snapshot.pods[$0] }
            let focus = Self.focus(among: pods, revision: revision, daemonSet: daemonSet, now: snapshot.capturedAt)
            let verdict = placement.verdicts[position]
            let state = NodeStateRule.state(
                of: pods, focus: focus, verdict: verdict, revision: revision, daemonSet: daemonSet,
                now: snapshot.capturedAt)
            return NodeSituation(
                position: position, node: snapshot.nodes[position], verdict: verdict, pods: pods, pod: focus,
                state: state == .missing && areUnseen ? .unknown : state,
                failedPlacement: pods.isEmpty ? failedPlacements[snapshot.nodes[position].name] : nil)
        }
        self.counts = counts
        self.coverage = coverage
        self.nodes = nodes
        servingByTemplate = Self.servingByTemplate(nodes)
        creationFailure = history.creationFailure(at: snapshot.capturedAt, quotas: snapshot.resourceQuotas)
        deletionFailure = history.deletionFailure(at: snapshot.capturedAt)
        earlierImages = EarlierImage.byContainer(on: nodes)
        self.history = history
        evictionsByNode = Eviction.byNode(on: nodes, of: daemonSet, history: history)
    }

    /// The last event of a controller that places its pods itself, by the node where one did not fit.
    private static func failedPlacements(_ history: PodHistory) -> [String: Evidence] {
        var events: [String: Evidence] = [:]
        for event in history.daemonSetEvents {
            if let failure = FailedPlacement(event) { events[failure.node] = Evidence(event) }
        }
        return events
    }

    /// The pod of the newest revision that does not serve where there are several, else the one that counts.
    private static func focus(
        among pods: [Pod], revision: PodRevision, daemonSet: DaemonSet, now: Timestamp
    ) -> Pod? {
        guard pods.count > 1 else { return pods.first }
        let ailing = pods.first { pod in
            !pod.isTerminating && revision.isNewest(pod)
                && !pod.isAvailable(minReadySeconds: daemonSet.minReadySeconds, now: now)
        }
        return ailing ?? pods.first { !$0.isTerminating } ?? pods.first
    }

    /// Finds the containers that end again and again, once for all the rules that ask.
    mutating func lookForCrashes(on nodes: [NodeSituation]) {
        for node in nodes {
            let found = NodeCrashes(
                container: node.crashingContainer(isInit: false, in: self),
                initContainer: node.crashingContainer(isInit: true, in: self))
            if found.container != nil || found.initContainer != nil { crashes[node.position] = found }
        }
    }

    /// Finds what pods that start wait for, once for all the rules that ask.
    mutating func lookForStartSteps(on nodes: [NodeSituation]) {
        for node in nodes { startSteps[node.position] = node.startStep(in: self) }
    }

    /// Whether the DaemonSet or its namespace is being deleted: the controller makes no pods and writes no status then.
    var isBeingDeleted: Bool {
        daemonSet.metadata.deletionTimestamp != nil
            || index.namespace(named: daemonSet.namespace).map {
                $0.isTerminating || $0.metadata.deletionTimestamp != nil
            } ?? false
    }

    /// The situation on the node of this name; nil where the snapshot has no such node.
    func node(named name: String) -> NodeSituation? { index.nodeByName[name].map { nodes[$0] } }

    /// How a finding names the DaemonSet.
    var name: String { daemonSet.metadata.qualifiedName }
}

/// The state common to all DaemonSets of a cluster. A class, so that each DaemonSet shares it without a copy.
final class ClusterSituation: Sendable {
    let engine: PlacementEngine
    let snapshot: Snapshot
    let index: ClusterIndex
    let histories: PodHistories
    let logSignatures: LogSignatures
    /// Pods with the same labels, by namespace; empty without Services, which alone are asked for their pods.
    let podsByNamespace: [String: [LabelledPods]]
    let services: ServiceIndex
    /// Positions of DaemonSets, by namespace.
    let daemonSetsByNamespace: [String: [Int]]
    let preemptors: Preemptors
    /// How many pods each scheduler has placed.
    let placedByScheduler: [String: Int]
    /// Positions of pods that are on a node and use a claim, by the claim.
    let usersByClaim: [ClusterIndex.ObjectKey: [Int]]
    let selectors: SelectorIndex
    /// The address of the API server's own Service; empty where it is not known.
    let apiAddress: String
    /// The DaemonSets by which nodes work.
    let agents: NodeAgents
    /// The needs of nodes that pods report.
    let needs: NodeNeeds
    /// Host-network pods' addresses that their nodes no longer have.
    let strayAddresses: StrayAddresses

    init(_ engine: PlacementEngine, logSignatures: LogSignatures = .none) {
        self.engine = engine
        self.logSignatures = logSignatures
        snapshot = engine.snapshot
        index = engine.index
        histories = PodHistories(engine.index)
        podsByNamespace = snapshot.services.isEmpty ? [:] : LabelledPods.byNamespace(snapshot.pods)
        services = ServiceIndex(snapshot.services, podGroups: podsByNamespace)
        daemonSetsByNamespace = Dictionary(grouping: snapshot.daemonSets.indices) { [snapshot] in
            snapshot.daemonSets[$0].namespace
        }
        preemptors = Preemptors(snapshot)
        let placed = PlacedPods(snapshot.pods)
        placedByScheduler = placed.countByScheduler
        usersByClaim = placed.usersByClaim
        selectors = SelectorIndex(snapshot.daemonSets)
        apiAddress =
            snapshot.services.first { $0.metadata.name == "kubernetes" && $0.metadata.namespace == "default" }?
            .clusterIP
            ?? ""
        agents = NodeAgents(engine.index)
        needs = NodeNeeds(engine.index)
        strayAddresses = StrayAddresses(engine.index)
    }
}
