import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import RemedyPlan
import RemedyPlaybooks

/// Everything that a report says, before it has a form.
package struct Report: Equatable, Sendable {
    package var snapshot: SnapshotSummary
    package var daemonSets: [DaemonSetReport]
    package var clusterFindings: [FindingReport]
    /// The causes of the findings, most affected pods first.
    package var causes: [CauseReport] = []
    /// The first step of the plan, for the overview; nil where nobody asked or no step is proven.
    package var firstStep: PlanStep?
    /// Whether people get all names, all gaps and more evidence. Documents for programs hold them anyway.
    package var isVerbose = false
    /// How much people get. Documents for programs hold everything.
    package var extent = Extent.full
    /// The lines of a screen: an overview takes no more.
    package var screenLines = 40
    /// Whether people get every remedy in full, and not only the best of each finding.
    package var showsAllRemedies = false
    /// Whether tables come without their heads and sums, for programs that take lines apart.
    package var hidesHeaders = false
    /// The filters that were asked for, as options: `--node small-a-01`. Documents and people get nothing else.
    package var filters: [String] = []
    /// The severity from which on findings count as failures, where a format has such.
    package var failsFrom = Severity.critical
    /// Whether the cluster itself was asked, and no saved snapshot.
    package var isLive = false
    /// What pages draw beside the findings; nil where nobody asked for a page.
    package var picture: ClusterPicture?

    /// How much of a report people get.
    package enum Extent: Sendable {
        /// One screen: the causes, the DaemonSets that lose the most, what to do first.
        case overview
        /// Each cause: the DaemonSets that it affects, the evidence, the best way out.
        case causes
        /// Every finding with its evidence and remedies.
        case full
        /// One line a DaemonSet.
        case summary
    }

    package init(snapshot: SnapshotSummary, daemonSets: [DaemonSetReport], clusterFindings: [FindingReport]) {
        self.snapshot = snapshot
        self.daemonSets = daemonSets
        self.clusterFindings = clusterFindings
    }

    /// The worst severity in the report; nil when there is no finding at all.
    package var worstSeverity: Severity? {
        (daemonSets.flatMap(\.findings) + clusterFindings).map(\.finding.severity).max()
    }

    /// Whether a DaemonSet could not be judged for what the snapshot lacks.
    package var isPartlyUnknown: Bool { daemonSets.contains { $0.diagnosis.verdict == .unknown } }
}

/// The data that the report was made from.
package struct SnapshotSummary: Equatable, Sendable {
    package var source: String
    package var capturedAt: Timestamp
    package var kubernetesVersion: String
    package var nodes: Int
    package var pods: Int
    package var daemonSets: Int
    package var gaps: [Gap]

    package init(_ snapshot: Snapshot) {
        source = snapshot.source
        capturedAt = snapshot.capturedAt
        kubernetesVersion = snapshot.kubernetesVersion
        nodes = snapshot.nodes.count
        pods = snapshot.pods.count
        daemonSets = snapshot.daemonSets.count
        gaps = snapshot.gaps
    }
}

/// A DaemonSet's diagnosis with the remedies beside its findings.
package struct DaemonSetReport: Equatable, Sendable {
    package var diagnosis: DaemonSetDiagnosis
    /// The diagnosis' findings, in its order, each with its remedies.
    package var findings: [FindingReport]

    package init(diagnosis: DaemonSetDiagnosis, findings: [FindingReport]) {
        self.diagnosis = diagnosis
        self.findings = findings
    }
}

/// A finding with its remedies, best first.
package struct FindingReport: Equatable, Sendable {
    package var finding: Finding
    package var remedies: [Remedy]
    /// Remedies that were simulated and help no node, a line each with the reason.
    package var inVain: [String]

    package init(finding: Finding, remedies: [Remedy], inVain: [String] = []) {
        self.finding = finding
        self.remedies = remedies
        self.inVain = inVain
    }

    /// Whether a remedy was proven to help.
    package var isProvenCurable: Bool { remedies.contains { $0.simulation?.status == .proven } }
}

extension Report: RenderableReport {
    package static let formats: [ReportFormat<Report>] =
        [ReportFormat(TextRenderer.self)] + documentFormats + [
            ReportFormat(MarkdownRenderer.self), ReportFormat(SlackRenderer.self), ReportFormat(WideRenderer.self),
            ReportFormat(NameRenderer.self), ReportFormat(PrometheusRenderer.self),
            ReportFormat(DiagnosisJUnitRenderer.self), ReportFormat(DiagnosisSARIFRenderer.self),
            ReportFormat(PolicyReportRenderer.self), ReportFormat(HTMLRenderer.self),
        ]
}
