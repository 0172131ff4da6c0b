import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import RemedyPlaybooks

/// Everything that a report says, before it has a form.
public struct Report: Equatable, Sendable {
    public var snapshot: SnapshotSummary
    public var daemonSets: [DaemonSetReport]
    public var clusterFindings: [FindingReport]
    /// Whether people get all names, all gaps and more evidence. Documents for programs hold them anyway.
    public var isVerbose = false
    /// Whether people get one line a DaemonSet.
    public var isSummary = false

    public init(snapshot: SnapshotSummary, daemonSets: [DaemonSetReport], clusterFindings: [FindingReport]) {
        self.snapshot = snapshot
        self.daemonSets = daemonSets
        self.clusterFindings = clusterFindings
    }

    /// The worst severity in the report; nil when there is no finding at all.
    public var worstSeverity: Severity? {
        (daemonSets.flatMap(\.findings) + clusterFindings).map(\.finding.severity).max()
    }
}

/// What the report was made from.
public struct SnapshotSummary: Equatable, Sendable {
    public var source: String
    public var capturedAt: Timestamp
    public var kubernetesVersion: String
    public var nodes: Int
    public var pods: Int
    public var daemonSets: Int
    public var gaps: [Gap]

    public init(_ snapshot: Snapshot) {
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
public struct DaemonSetReport: Equatable, Sendable {
    public var diagnosis: DaemonSetDiagnosis
    /// The diagnosis' findings, in its order, each with its remedies.
    public var findings: [FindingReport]

    public init(diagnosis: DaemonSetDiagnosis, findings: [FindingReport]) {
        self.diagnosis = diagnosis
        self.findings = findings
    }
}

/// A finding with its remedies, best first.
public struct FindingReport: Equatable, Sendable {
    public var finding: Finding
    public var remedies: [Remedy]
    /// What was tried on the snapshot and helps no node, a line each with the reason.
    public var inVain: [String]

    public init(finding: Finding, remedies: [Remedy], inVain: [String] = []) {
        self.finding = finding
        self.remedies = remedies
        self.inVain = inVain
    }

    /// Whether a remedy was proven to help.
    public var isProvenCurable: Bool { remedies.contains { $0.simulation?.status == .proven } }
}

extension Report: RenderableReport {
    package static let formats: [ReportFormat<Report>] = [ReportFormat(TextRenderer.self)] + documentFormats
}
