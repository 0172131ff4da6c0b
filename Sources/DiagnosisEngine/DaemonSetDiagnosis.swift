import ClusterSnapshot
import PlacementEngine
import Wording

/// The diagnosis of one DaemonSet.
public struct DaemonSetDiagnosis: Equatable, Sendable {
    /// The namespace of the DaemonSet.
    public var namespace: String
    /// The name of the DaemonSet.
    public var name: String
    /// How it is, in a word.
    public var verdict: Verdict
    /// Recomputed from nodes and pods as the controller would (`updateDaemonSetStatus`).
    public var counts: StatusCounts
    /// The status that the controller last wrote.
    public var reported: StatusCounts
    /// Every node of the cluster, sorted by name.
    public var nodes: [NodeAssessment]
    /// Worst first, then by how many nodes are concerned.
    public var findings: [Finding]
    /// The gaps in its pods and nodes.
    public var coverage = DaemonSetCoverage()
    /// The findings on nodes where another cause comes first, in the same order.
    public var outranked: [Finding] = []
    /// The verdicts that the diagnosis is based on, for whoever goes on from there; nil where they were not kept. They
    /// do not count when diagnoses are compared.
    public var placement: DaemonSetPlacement? {
        get { keptPlacement.value }
        set { keptPlacement.value = newValue }
    }

    /// Who spends the budget of a rolling update; nil where none is rolled, or nothing tells revisions apart.
    package var rollout: RolloutLedger? {
        get { keptRollout.value }
        set { keptRollout.value = newValue }
    }

    private var keptPlacement = Kept<DaemonSetPlacement>()
    private var keptRollout = Kept<RolloutLedger>()

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

/// Kept beside a result and derived from the same snapshot, so all are equal.
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
    /// The snapshot lacks pods or nodes of the DaemonSet, and nothing that it has is wrong.
    case unknown
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
    /// Whether ``cause`` passes by itself, in a time that Kubernetes bounds.
    package var isPassing = false

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

/// The diagnosis of a whole cluster.
public struct ClusterDiagnosis: Equatable, Sendable {
    /// Sorted by namespace and name.
    public var daemonSets: [DaemonSetDiagnosis]
    /// The findings of no living DaemonSet: nodes in trouble, orphaned pods.
    public var clusterFindings: [Finding]
    /// The causes of the findings, most affected pods first.
    public var causes: [Cause]
    /// The gaps that only the comparison with the DaemonSets' statuses shows.
    public var gaps: [Gap]

    /// Puts the parts together, and finds what the findings have in common.
    public init(daemonSets: [DaemonSetDiagnosis], clusterFindings: [Finding], gaps: [Gap] = []) {
        self.init(
            daemonSets: daemonSets, clusterFindings: clusterFindings,
            causes: CauseGrouping(daemonSets, clusterFindings: clusterFindings).causes, gaps: gaps)
    }

    private init(daemonSets: [DaemonSetDiagnosis], clusterFindings: [Finding], causes: [Cause], gaps: [Gap]) {
        self.daemonSets = daemonSets
        self.clusterFindings = clusterFindings
        self.causes = causes
        self.gaps = gaps
    }

    /// The part about some of the DaemonSets and some of the cluster's findings.
    ///
    /// Causes keep their ids, so that they are called alike whatever was asked for, and tell of what is left alone.
    public func part(
        daemonSets isKept: (DaemonSetDiagnosis) -> Bool, clusterFindings isFindingKept: (Finding) -> Bool
    ) -> ClusterDiagnosis {
        let kept = daemonSets.filter(isKept)
        let keptFindings = clusterFindings.enumerated().filter { isFindingKept($0.element) }
        let indices = Dictionary(uniqueKeysWithValues: keptFindings.enumerated().map { ($0.element.offset, $0.offset) })
        let byName = Dictionary(
            kept.map { ("\($0.namespace)/\($0.name)", $0.findings) }, uniquingKeysWith: { first, _ in first })
        let parts = causes.compactMap { cause -> Cause? in
            var part = cause
            part.findings = cause.findings.compactMap { reference in
                guard let name = reference.daemonSet else {
                    return indices[reference.index].map { FindingReference(daemonSet: nil, index: $0) }
                }
                return byName[name] == nil ? nil : reference
            }
            guard !part.findings.isEmpty else { return nil }
            part.daemonSets = cause.daemonSets.filter { byName[$0.name] != nil }
            let findings = part.findings.map { reference in
                reference.daemonSet.flatMap { byName[$0] }?[reference.index] ?? keptFindings[reference.index].element
            }
            part.nodes = Set(findings.flatMap(\.nodes)).sorted(by: NaturalOrder.precedes)
            return part
        }
        return ClusterDiagnosis(
            daemonSets: kept, clusterFindings: keptFindings.map(\.element), causes: parts, gaps: gaps)
    }
}
