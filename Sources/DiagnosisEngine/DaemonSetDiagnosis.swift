import PlacementEngine

/// What is known of one DaemonSet.
public struct DaemonSetDiagnosis: Equatable, Sendable {
    /// The namespace of the DaemonSet.
    public var namespace: String
    /// The name of the DaemonSet.
    public var name: String
    /// How it is, in a word.
    public var verdict: Verdict
    /// Recomputed from nodes and pods as the controller would (`updateDaemonSetStatus`).
    public var counts: StatusCounts
    /// What the controller last wrote.
    public var reported: StatusCounts
    /// Every node of the cluster, sorted by name.
    public var nodes: [NodeAssessment]
    /// Worst first, then by how many nodes are concerned.
    public var findings: [Finding]
    /// The verdicts that the diagnosis is based on, for whoever goes on from there; nil where they were not kept. They
    /// do not count when diagnoses are compared.
    public var placement: DaemonSetPlacement? {
        get { keptPlacement.value }
        set { keptPlacement.value = newValue }
    }

    private var keptPlacement = Kept<DaemonSetPlacement>()

    /// Puts the parts together.
    public init(
        namespace: String, name: String, verdict: Verdict, counts: StatusCounts, reported: StatusCounts,
        nodes: [NodeAssessment], findings: [Finding]
    ) {
        self.namespace = namespace
        self.name = name
        self.verdict = verdict
        self.counts = counts
        self.reported = reported
        self.nodes = nodes
        self.findings = findings
    }
}

/// What is kept beside a result and follows from the same snapshot: all are equal.
private struct Kept<Value: Sendable>: Equatable, Sendable {
    var value: Value?

    static func == (left: Kept, right: Kept) -> Bool { true }
}

/// How a DaemonSet is, in a word.
public enum Verdict: String, CaseIterable, Sendable {
    /// Every desired node has an available pod of the newest revision, nothing is misplaced.
    case healthy
    /// A rollout is moving.
    case progressing
    /// Some nodes are not served.
    case degraded
    /// No desired node is served.
    case failing
    /// No node is eligible.
    case idle
}

/// The numbers of a DaemonSet's status.
public struct StatusCounts: Equatable, Sendable {
    /// Nodes that should have a pod.
    public var desired: Int
    /// Of these, nodes that have one.
    public var current: Int
    /// Nodes whose pod is ready.
    public var ready: Int
    /// Nodes whose pod has been ready for `minReadySeconds`.
    public var available: Int
    /// Nodes whose pod is of the newest template.
    public var updated: Int
    /// Nodes that have a pod and should not.
    public var misscheduled: Int

    /// Puts the parts together.
    public init(
        desired: Int = 0, current: Int = 0, ready: Int = 0, available: Int = 0, updated: Int = 0, misscheduled: Int = 0
    ) {
        self.desired = desired
        self.current = current
        self.ready = ready
        self.available = available
        self.updated = updated
        self.misscheduled = misscheduled
    }
}

/// How a DaemonSet stands on one node.
public struct NodeAssessment: Equatable, Sendable {
    /// The node's name.
    public var node: String
    /// How the DaemonSet stands there, in a word.
    public var state: NodeState
    /// The name of the pod that counts there; nil when there is none.
    public var pod: String?
    /// Whether the controller wants a pod there (`NodeShouldRunDaemonPod`).
    public var shouldRun: Bool
    /// Whether the controller leaves a pod there (`NodeShouldRunDaemonPod`).
    public var shouldContinueRunning: Bool
    /// The primary cause when the pod is not served.
    public var cause: FindingCode?
    /// The other causes that were found, in the order of the catalogue.
    public var otherCauses: [FindingCode]
    /// For ineligible nodes: what excludes them, for instance `taint dedicated=gpu:NoSchedule`.
    public var excludedBy: [String]

    /// Puts the parts together.
    public init(
        node: String, state: NodeState, pod: String? = nil, shouldRun: Bool, shouldContinueRunning: Bool,
        cause: FindingCode? = nil, otherCauses: [FindingCode] = [], excludedBy: [String] = []
    ) {
        self.node = node
        self.state = state
        self.pod = pod
        self.shouldRun = shouldRun
        self.shouldContinueRunning = shouldContinueRunning
        self.cause = cause
        self.otherCauses = otherCauses
        self.excludedBy = excludedBy
    }
}

/// What a DaemonSet has on a node.
public enum NodeState: String, CaseIterable, Sendable {
    case available
    /// Runs, and fails its readiness checks.
    case notReady
    /// Bound, its containers not up yet.
    case starting
    /// Waits for the scheduler.
    case pending
    /// Should be there and is not.
    case missing
    /// Its containers end again and again, or cannot be started.
    case failing
    /// Was put off the node or refused by it.
    case evicted
    case terminating
    /// Serves, but is of an older revision.
    case stale
    /// Is on a node that the template does not admit.
    case misplaced
    /// There is more than one pod.
    case duplicate
    /// The node is none of the DaemonSet's.
    case ineligible
}

/// What was found in a whole cluster.
public struct ClusterDiagnosis: Equatable, Sendable {
    /// Sorted by namespace and name.
    public var daemonSets: [DaemonSetDiagnosis]
    /// What belongs to no living DaemonSet: nodes in trouble, orphaned pods.
    public var clusterFindings: [Finding]

    /// Puts the parts together.
    public init(daemonSets: [DaemonSetDiagnosis], clusterFindings: [Finding]) {
        self.daemonSets = daemonSets
        self.clusterFindings = clusterFindings
    }
}
