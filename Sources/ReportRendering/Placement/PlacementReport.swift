import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import Wording

/// Where DaemonSets run and would run, before it has a form.
public struct PlacementReport: Equatable, Sendable {
    /// Sorted by namespace and name.
    public var daemonSets: [DaemonSetPlacementReport]
    /// Whether people get all names of nodes.
    public var isVerbose = false

    public init(daemonSets: [DaemonSetPlacementReport]) { self.daemonSets = daemonSets }

    /// Whether every eligible node would get its pod.
    public var isEveryPodPlaced: Bool {
        daemonSets.allSatisfy { $0.nodes.allSatisfy { !$0.shouldRun || $0.fits } }
    }
}

/// One DaemonSet's placement, node by node.
public struct DaemonSetPlacementReport: Equatable, Sendable {
    public var namespace: String
    public var name: String
    /// In natural order of their names.
    public var nodes: [NodePlacementReport]

    public init(namespace: String, name: String, nodes: [NodePlacementReport]) {
        self.namespace = namespace
        self.name = name
        self.nodes = nodes
    }

    public init(_ placement: DaemonSetPlacement, in snapshot: Snapshot) {
        let nodes = zip(snapshot.nodes, placement.verdicts).map { NodePlacementReport($0, $1, in: snapshot) }
        let rank = Dictionary(
            Set(nodes.map(\.node)).sorted(by: NaturalOrder.precedes).enumerated().map { ($0.element, $0.offset) },
            uniquingKeysWith: { first, _ in first })
        self.init(
            namespace: placement.daemonSet.namespace, name: placement.daemonSet.name,
            nodes: nodes.sorted { rank[$0.node, default: 0] < rank[$1.node, default: 0] })
    }
}

/// The verdict on one node, with names in the place of positions.
public struct NodePlacementReport: Equatable, Sendable {
    public var node: String
    public var shouldRun: Bool
    public var shouldContinueRunning: Bool
    public var fits: Bool
    /// What excludes the node, for instance `taint dedicated=gpu:NoSchedule`.
    public var excludedBy: [String]
    public var failures: [FilterFailure]
    /// `victims`, `noVictims`, `insufficient`, `notHelpful` or `never`; nil where the pod fits.
    public var preemptionOutcome: String?
    /// The pods that would be evicted, as `namespace/name`.
    public var victims: [String]
    public var budgetViolations: Int
    /// In what the pod that waits differs from what the template gives, for instance `memory 1Gi instead of 512Mi`.
    public var differences: [String]

    public init(_ node: Node, _ verdict: NodeVerdict, in snapshot: Snapshot) {
        self.node = node.name
        shouldRun = verdict.shouldRun
        shouldContinueRunning = verdict.shouldContinueRunning
        fits = verdict.fits
        excludedBy = verdict.eligibility.exclusions.map(\.description)
        failures = verdict.failures
        preemptionOutcome = verdict.preemption?.outcome
        victims = []
        budgetViolations = 0
        differences = verdict.differences.map(\.description)
        if case .victims(let positions, let violations)? = verdict.preemption {
            victims = positions.map { snapshot.pods[$0].metadata.qualifiedName }
            budgetViolations = violations
        }
    }
}

extension PlacementReport: RenderableReport {
    package static let formats: [ReportFormat<PlacementReport>] =
        [ReportFormat(PlacementTextRenderer.self)] + documentFormats
}
