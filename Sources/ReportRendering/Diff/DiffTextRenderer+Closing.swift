import DiagnosisEngine
import SnapshotComparison
import Wording

extension DiffTextRenderer {
    /// As many rows on nodes as are printed without being asked for all.
    private static let mostNodeRows = 20

    /// The DaemonSets of which there is nothing to tell but how they are: a line each, the healthy ones in one.
    func writeQuiet(_ daemonSets: [DaemonSetComparison], to page: inout TextPage) {
        let unwell = daemonSets.filter { $0.verdict.after != .healthy && $0.verdict.after != .idle }
        if !unwell.isEmpty {
            page.blankLine()
            page.line(TextPage.Span("UNCHANGED", .bold), TextPage.Span("  not healthy"))
            let columns = unwell.map { DisplayWidth.of(TerminalText.escaped("\($0.namespace)/\($0.name)")) }.max() ?? 0
            for daemonSet in unwell {
                writeUnwell(daemonSet, columns: min(columns, max(page.columns / 3, 12)), to: &page)
            }
        }
        let well = daemonSets.filter { $0.verdict.after == .healthy || $0.verdict.after == .idle }
        guard !well.isEmpty else { return }
        page.blankLine()
        let names = well.map { "\($0.namespace)/\($0.name)" }
        let text = "Unchanged and healthy: \(Wording.count(well.count, "DaemonSet"))"
        let whole = "\(text): \(names.joined(separator: ", "))"
        let isShort = DisplayWidth.of(TerminalText.escaped(whole)) <= page.proseColumns
        page.paragraph(indent: 0, isShort || isVerbose ? whole : text)
    }

    private func writeUnwell(_ daemonSet: DaemonSetComparison, columns: Int, to page: inout TextPage) {
        guard let verdict = daemonSet.verdict.after, let counts = daemonSet.counts.after else { return }
        let codes = daemonSet.findings.filter { $0.severity.after.map { $0 > .notice } ?? false }
            .map(\.code.rawValue).joined(separator: ", ")
        var trial = page.empty
        trial.row([
            TextPage.Cell(verdict.rawValue, 11, verdict.style),
            TextPage.Cell("\(daemonSet.namespace)/\(daemonSet.name)", columns),
            TextPage.Cell("\(counts.available)/\(counts.desired)", 7),
            TextPage.Cell(codes, max(page.columns - columns - 26, 16), .dim),
        ])
        page.append(trial, prefix: "  ", indent: 2)
    }

    /// Changes of the nodes themselves.
    func writeNodes(_ nodes: ClusterNodeChanges, to page: inout TextPage) {
        guard !nodes.isEmpty else { return }
        page.blankLine()
        page.line(TextPage.Span("NODES", .bold))
        if !nodes.added.isEmpty { writeRow("+", .notice, "joined", nodes.added, to: &page) }
        if !nodes.removed.isEmpty { writeRow("–", .notice, "gone", nodes.removed, to: &page) }
        let shown = isVerbose ? nodes.changes.count : Self.mostNodeRows
        for shared in nodes.changes.prefix(shown) {
            writeRow("•", .notice, shared.change.description, shared.nodes, to: &page)
        }
        let others = nodes.changes.count - shown
        if others > 0 {
            let text = "… and \(Wording.count(others, "other change")) (-v lists them)"
            page.line(indent: 4, TextPage.Span(text, .dim))
        }
    }

    /// Changes of the findings that belong to no DaemonSet.
    func writeClusterFindings(_ findings: [FindingChange], to page: inout TextPage) {
        let told = findings.filter { $0.change != .persisting || $0.nodes.isChanged || isVerbose }
        guard !told.isEmpty else { return }
        page.blankLine()
        page.line(TextPage.Span("CLUSTER-WIDE", .bold))
        for change in FindingChange.Change.allCases {
            let alike = told.filter { $0.change == change }
            guard !alike.isEmpty else { continue }
            page.paragraph(
                [TextPage.Span("    \(change.label)", .dim)], indent: 13, alike.map(\.words).joined(separator: ", "))
        }
    }

    /// The whole in a sentence or two: whether anything is worse, and whether all is well.
    func writeVerdict(_ report: DiffReport, to page: inout TextPage) {
        let words = Self.verdict(report)
        page.paragraph(indent: 0, words.news, .bold)
        page.paragraph(indent: 0, words.totals)
    }

    /// Whether anything is worse and whether all is well, and how many DaemonSets and nodes became what.
    static func verdict(_ report: DiffReport) -> (news: String, totals: String) {
        let comparison = report.comparison
        let outcomes = DaemonSetComparison.Outcome.allCases.sorted { $0.rank < $1.rank }.compactMap { outcome in
            count(comparison.daemonSets.count { $0.outcome == outcome }, outcome.words.lowercased())
        }
        let changes: [(NodeChange, String)] = [
            (.broken, "broken"), (.healed, "healed"), (.unsteady, "unstable"), (.underway, "in progress"),
            (.otherCause, "with another cause"), (.stillFailing, "still failing"), (.uncertain, "uncertain"),
        ]
        let nodes = changes.compactMap { count(report.count(of: $0.0), $0.1) }
        var text = Wording.count(comparison.daemonSets.count, "DaemonSet")
        if !outcomes.isEmpty { text += ": \(outcomes.joined(separator: ", "))" }
        if !nodes.isEmpty { text += "; nodes: \(nodes.joined(separator: ", "))" }
        let ailing = comparison.daemonSets.count { !$0.isWell }
        let worse = news(of: comparison)
        let well =
            ailing == 0
            ? "All DaemonSets are healthy in AFTER."
            : "\(Wording.count(ailing, "DaemonSet")) \(ailing == 1 ? "is" : "are") not healthy in AFTER."
        return ("\(worse) \(well)", text + ".")
    }

    private static func news(of comparison: ClusterComparison) -> String {
        guard let worst = comparison.worst else { return "Nothing is worse." }
        if comparison.harm == worst { return "Worse than BEFORE (\(worst.rawValue))." }
        let news = "there is a new \(worst.rawValue) finding."
        guard let harm = comparison.harm else { return "No node is worse, but \(news)" }
        return "Worse than BEFORE (\(harm.rawValue)), and \(news)"
    }

    private static func padded(_ text: String, _ columns: Int) -> String {
        text + String(repeating: " ", count: max(columns - DisplayWidth.of(text), 0))
    }

    private static func count(_ number: Int, _ word: String) -> String? { number == 0 ? nil : "\(number) \(word)" }
}
