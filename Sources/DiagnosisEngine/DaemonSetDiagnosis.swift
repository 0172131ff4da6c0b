import PlacementEngine

/// What is known of one DaemonSet.
public struct DaemonSetDiagnosis: Equatable, Sendable {
    public var namespace: String
    public var name: String
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
    public var desired: Int
    public var current: Int
    public var ready: Int
    public var available: Int
    public var updated: Int
    public var misscheduled: Int

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
    public var node: String
    public var state: NodeState
    /// The name of the pod that counts there; nil when there is none.
    public var pod: String?
    public var shouldRun: Bool
    public var shouldContinueRunning: Bool
    /// The primary cause when the pod is not served.
    public var cause: FindingCode?
    /// The other causes that were found, in the order of the catalogue.
    public var otherCauses: [FindingCode]
    /// For ineligible nodes: what excludes them, for instance `taint dedicated=gpu:NoSchedule`.
    public var excludedBy: [String]

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

    public init(daemonSets: [DaemonSetDiagnosis], clusterFindings: [Finding]) {
        self.daemonSets = daemonSets
        self.clusterFindings = clusterFindings
    }
}
