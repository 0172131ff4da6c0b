import ClusterSnapshot
import DiagnosisEngine
import SnapshotComparison

/// The comparison of two snapshots, before it has a form.
package struct DiffReport: Equatable, Sendable {
    package var before: SnapshotSummary
    package var after: SnapshotSummary
    package var comparison: ClusterComparison
    /// Whether people get all names, all gaps and all findings.
    package var isVerbose = false
    /// What pages draw; nil where nobody asked for a page.
    package var picture: DiffPicture?

    package init(before: SnapshotSummary, after: SnapshotSummary, comparison: ClusterComparison) {
        self.before = before
        self.after = after
        self.comparison = comparison
    }

    /// How many nodes of all DaemonSets this became of.
    func count(of change: NodeChange) -> Int {
        comparison.daemonSets.reduce(0) { $0 + $1.nodes.count { $0.change == change } }
    }
}

extension DiffReport: RenderableReport {
    package static let formats: [ReportFormat<DiffReport>] =
        [ReportFormat(DiffTextRenderer.self)] + documentFormats + [
            ReportFormat(DiffMarkdownRenderer.self), ReportFormat(DiffHTMLRenderer.self),
        ]
}
