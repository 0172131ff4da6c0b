import ClusterSnapshot
import SnapshotComparison
import Wording

/// The comparison for a ticket: whether anything is worse, then the DaemonSets that changed, folded open in lists.
struct DiffMarkdownRenderer: ReportRenderer {
    static let format = "markdown"
    static let isForPeople = true

    private static let mostNodeRows = 20

    private let report: DiffReport
    private let text: DiffTextRenderer

    init(_ report: DiffReport) {
        self.report = report
        text = DiffTextRenderer(report)
    }

    func render(on style: PageStyle, to sink: ([UInt8]) throws -> Void) throws {
        var page = MarkdownPage()
        write(to: &page)
        try sink(Array(page.text.utf8))
    }

    private func write(to page: inout MarkdownPage) {
        let words = DiffTextRenderer.verdict(report)
        page.heading(1, "\(words.news)")
        page.paragraph("\(words.totals)")
        page.item(line("BEFORE", report.before))
        page.item(line("AFTER", report.after))
        for warning in report.comparison.warnings { page.item("**\(warning.detail)**") }
        let sorted = report.comparison.daemonSets.sorted { left, right in
            (left.outcome.rank, left.namespace, left.name) < (right.outcome.rank, right.namespace, right.name)
        }
        for alike in text.blocks(of: sorted.filter { !$0.isQuiet }, columns: 80) { write(alike, to: &page) }
        writeQuiet(sorted.filter(\.isQuiet), to: &page)
        writeNodes(report.comparison.nodes, to: &page)
        writeClusterFindings(to: &page)
        writeGaps(to: &page)
    }

    private func line(_ side: String, _ snapshot: SnapshotSummary) -> Markdown {
        let source = snapshot.source == "-" ? "standard input" : snapshot.source
        let isKnown = snapshot.capturedAt.microseconds != 0
        return "\(side): \(code: source), captured \(isKnown ? snapshot.capturedAt.minute : "at an unknown time")"
    }

    /// What became of DaemonSets that share one story.
    private func write(_ alike: [DaemonSetComparison], to page: inout MarkdownPage) {
        let daemonSet = alike[0]
        let names = alike.map { "\($0.namespace)/\($0.name)" }
        let subject: Markdown = alike.count == 1 ? "\(code: names[0])" : "\(alike.count) DaemonSets"
        page.heading(2, "\(daemonSet.outcome.words) \(subject): \(daemonSet.progressWords)")
        if alike.count > 1 {
            page.item(names.map { name -> Markdown in "\(code: name)" }.joined(separator: ", "))
        }
        for group in DiffGroup.groups(of: daemonSet.nodes) {
            let nodes = NodeNameFolding(group.nodes).text
            page.item("\(group.phrase): \(Wording.count(group.nodes.count, "node")), \(code: nodes)")
        }
        for change in text.changes(of: daemonSet) { page.item("changed: \(code: change)") }
        if let rollout = daemonSet.rollout { page.item("rollout: \(rollout.words)") }
        for change in FindingChange.Change.allCases {
            let findings = daemonSet.findings.filter { $0.change == change && text.isToBeTold($0, of: daemonSet) }
            guard !findings.isEmpty else { continue }
            page.item("\(change.label.lowercased()): \(findings.map(\.words).joined(separator: ", "))")
        }
    }

    private func writeQuiet(_ daemonSets: [DaemonSetComparison], to page: inout MarkdownPage) {
        guard !daemonSets.isEmpty else { return }
        page.heading(2, "Unchanged")
        let unwell = daemonSets.filter { $0.verdict.after != .healthy && $0.verdict.after != .idle }
        for daemonSet in unwell {
            let codes = daemonSet.findings.filter { $0.severity.after.map { $0 > .notice } ?? false }.map(
                \.code.rawValue)
            let findings: Markdown = codes.isEmpty ? "" : ": \(codes.joined(separator: ", "))"
            page.item("\(code: "\(daemonSet.namespace)/\(daemonSet.name)") \(daemonSet.progressWords)\(findings)")
        }
        let well = daemonSets.count - unwell.count
        if well > 0 { page.item("\(Wording.count(well, "DaemonSet")) healthy, as before") }
    }

    private func writeNodes(_ nodes: ClusterNodeChanges, to page: inout MarkdownPage) {
        guard !nodes.isEmpty else { return }
        page.heading(2, "Nodes")
        if !nodes.added.isEmpty { page.item("joined: \(code: NodeNameFolding(nodes.added).text)") }
        if !nodes.removed.isEmpty { page.item("gone: \(code: NodeNameFolding(nodes.removed).text)") }
        let shown = report.isVerbose ? nodes.changes.count : Self.mostNodeRows
        for shared in nodes.changes.prefix(shown) {
            page.item("\(shared.change.description): \(code: NodeNameFolding(shared.nodes).text)")
        }
        let left = nodes.changes.count - shown
        if left > 0 { page.item("\(Wording.count(left, "other change")): `-v`") }
    }

    private func writeClusterFindings(to page: inout MarkdownPage) {
        let told = report.comparison.clusterFindings.filter {
            $0.change != .persisting || $0.nodes.isChanged || report.isVerbose
        }
        guard !told.isEmpty else { return }
        page.heading(2, "Cluster-wide")
        for change in FindingChange.Change.allCases {
            let alike = told.filter { $0.change == change }
            guard !alike.isEmpty else { continue }
            page.item("\(change.label.lowercased()): \(alike.map(\.words).joined(separator: ", "))")
        }
    }

    /// What only one of the two lacks: it cannot be compared.
    private func writeGaps(to page: inout MarkdownPage) {
        let gaps = report.comparison.gaps.onlyIn
        guard !gaps.before.isEmpty || !gaps.after.isEmpty else { return }
        page.heading(2, "Missing data")
        for gap in gaps.before { page.item("only BEFORE: \(gap.detail, limit: 400)") }
        for gap in gaps.after { page.item("only AFTER: \(gap.detail, limit: 400)") }
    }
}
