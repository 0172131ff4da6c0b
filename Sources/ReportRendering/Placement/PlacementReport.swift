import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import Wording

/// Where DaemonSets run and would run, before it has a form.
package struct PlacementReport: Equatable, Sendable {
    /// Sorted by namespace and name.
    package var daemonSets: [DaemonSetPlacementReport]
    /// Whether people get all names of nodes.
    package var isVerbose = false
    /// Whether some of the DaemonSets that were asked about are left out, which a gap tells.
    package var isPartial = false
    /// Missing data of the cluster, as far as it bears on where pods go.
    package var gaps: [Gap] = []
    /// The results for the manifest; nil if the DaemonSets are the snapshot's.
    package var preflight: PreflightReport?
    /// What pages draw; nil where nobody asked for a page.
    package var cluster: MappedCluster?

    package init(daemonSets: [DaemonSetPlacementReport], preflight: PreflightReport? = nil) {
        self.daemonSets = daemonSets
        self.preflight = preflight
    }

    /// The news where there is no gate.
    var news: String {
        let misfits = daemonSets.count { $0.nodes.contains { $0.shouldRun && !$0.fits } }
        let count = Wording.count(daemonSets.count, "DaemonSet")
        return "\(count): \(misfits) \(misfits == 1 ? "does" : "do") not fit on every eligible node"
    }

    /// Whether every eligible node would get its pod.
    package var isEveryPodPlaced: Bool {
        daemonSets.allSatisfy { $0.nodes.allSatisfy { !$0.shouldRun || $0.fits } }
    }
}

/// One DaemonSet's placement, node by node.
package struct DaemonSetPlacementReport: Equatable, Sendable {
    package var namespace: String
    package var name: String
    /// In natural order of their names.
    package var nodes: [NodePlacementReport]
    /// The results besides the nodes, if the DaemonSet is one of a manifest.
    package var preflight: DaemonSetPreflight?

    /// `namespace/name`.
    var qualifiedName: String { "\(namespace)/\(name)" }

    package init(namespace: String, name: String, nodes: [NodePlacementReport]) {
        self.namespace = namespace
        self.name = name
        self.nodes = nodes
    }

    package init(_ placement: DaemonSetPlacement, in snapshot: Snapshot) {
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
package struct NodePlacementReport: Equatable, Sendable {
    package var node: String
    package var shouldRun: Bool
    package var shouldContinueRunning: Bool
    package var fits: Bool
    /// The constraints that exclude the node, for instance `taint dedicated=gpu:NoSchedule`.
    package var excludedBy: [String]
    package var failures: [FilterFailure]
    /// `victims`, `noVictims`, `insufficient`, `notHelpful` or `never`; nil where the pod fits.
    package var preemptionOutcome: String?
    /// Whether the DaemonSet controller places the pod, as before Kubernetes 1.12, and so nothing is evicted for it.
    package var isPlacedByController: Bool
    /// The pods that would be evicted, as `namespace/name`.
    package var victims: [String]
    package var budgetViolations: Int
    /// In what the pod that waits differs from what the template gives, for instance `memory 1Gi instead of 512Mi`.
    package var differences: [String]

    package init(_ node: Node, _ verdict: NodeVerdict, in snapshot: Snapshot) {
        self.node = node.name
        shouldRun = verdict.shouldRun
        shouldContinueRunning = verdict.shouldContinueRunning
        fits = verdict.fits
        excludedBy = verdict.eligibility.reasons
        failures = verdict.failures
        isPlacedByController = verdict.isPlacedByController
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
        [ReportFormat(PlacementTextRenderer.self)] + documentFormats + [
            ReportFormat(PlacementMarkdownRenderer.self), ReportFormat(SARIFRenderer.self),
            ReportFormat(JUnitRenderer.self), ReportFormat(GitLabRenderer.self),
            ReportFormat(PlacementHTMLRenderer.self),
        ]
}
