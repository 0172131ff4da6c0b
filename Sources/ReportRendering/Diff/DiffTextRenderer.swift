import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import SnapshotComparison
import Wording

/// The comparison for people: what is worse first, then what is better; what is as it was, in a line each; what
/// changed on the nodes; and the whole in a sentence.
struct DiffTextRenderer: PageRenderer {
    private let report: DiffReport

    init(_ report: DiffReport) { self.report = report }

    /// Whether to print what is otherwise told by its number.
    var isVerbose: Bool { report.isVerbose }

    func write(to page: inout TextPage) {
        writeVerdict(report, to: &page)
        page.blankLine()
        writeHeader(report, to: &page)
        let sorted = report.comparison.daemonSets.sorted { left, right in
            (left.outcome.rank, left.namespace, left.name) < (right.outcome.rank, right.namespace, right.name)
        }
        for alike in blocks(of: sorted.filter { !$0.isQuiet }, columns: page.columns) {
            page.blankLine()
            write(alike, to: &page)
        }
        writeQuiet(sorted.filter(\.isQuiet), to: &page)
        writeNodes(report.comparison.nodes, to: &page)
        writeClusterFindings(report.comparison.clusterFindings, to: &page)
    }

    /// When and from where the two are, and what speaks against comparing them.
    private func writeHeader(_ report: DiffReport, to page: inout TextPage) {
        let seconds = report.comparison.secondsBetween
        let isKnown = report.before.capturedAt.microseconds != 0 && report.after.capturedAt.microseconds != 0
        let apart = ", \(Wording.duration(seconds: abs(seconds))) \(seconds < 0 ? "earlier" : "later")"
        write("BEFORE", report.before, "", to: &page)
        write("AFTER ", report.after, isKnown ? apart : "", to: &page)
        for warning in report.comparison.warnings {
            page.paragraph([TextPage.Span("▲ ", .warning)], indent: 2, warning.detail)
        }
        let gaps = report.comparison.gaps.onlyIn
        write(gaps.before, onlyIn: "BEFORE", to: &page)
        write(gaps.after, onlyIn: "AFTER", to: &page)
    }

    /// The gaps of only one of the two: a line each if there are few or all were asked for, else a word each.
    private func write(_ gaps: [Gap], onlyIn side: String, to page: inout TextPage) {
        let label = [TextPage.Span("? ", .notice)]
        guard isVerbose || gaps.count <= 2 else {
            let codes = gaps.map(\.code.rawValue).joined(separator: ", ")
            return page.paragraph(label, indent: 2, "Only \(side): \(codes) (-v shows what cannot be compared)")
        }
        for gap in gaps {
            let codes = RuleCatalogue.codes(hiddenBy: gap)
            let affects = codes.isEmpty ? "" : " Not comparable: \(codes.joined(separator: ", "))."
            page.paragraph(
                label, indent: 2, "Only \(side): \(gap.detail)\(affects)",
                lineLimit: isVerbose ? .max : 3)
        }
    }

    private func write(_ side: String, _ snapshot: SnapshotSummary, _ apart: String, to page: inout TextPage) {
        let source = snapshot.source == "-" ? "standard input" : snapshot.source
        let isEstimated = snapshot.gaps.contains { $0.code == .captureTimeEstimated }
        let moment =
            snapshot.capturedAt.microseconds == 0
            ? "at an unknown time" : (isEstimated ? "about " : "") + snapshot.capturedAt.minute
        let when = [TextPage.Span(side, .bold), TextPage.Span("  captured \(moment)\(apart)  ")]
        let place = TextPage.Span(source, .dim)
        if page.width(of: when + [place]) <= page.columns {
            page.line(when + [place])
        } else {
            page.line(when)
            page.paragraph(indent: 8, source, .dim)
        }
    }

    /// A phrase with the nodes that it holds for, on the next line where they do not fit.
    func writeRow(
        _ mark: String, _ style: TextStyle, _ phrase: String, _ nodes: [String], to page: inout TextPage
    ) {
        let count = "  " + Wording.count(nodes.count, "node")
        let folding = NodeNameFolding(nodes)
        let label = [TextPage.Span("  \(mark) ", style)]
        let room = page.columns - 4 - DisplayWidth.of(TerminalText.escaped(phrase)) - DisplayWidth.of(count) - 2
        if DisplayWidth.of(folding.text) <= room {
            page.line(label + [TextPage.Span(phrase), TextPage.Span(count), TextPage.Span("  " + folding.text, .bold)])
            return
        }
        page.paragraph(label, indent: 4, phrase)
        let countLabel = TextPage.Span("    \(count)  ")
        if isVerbose {
            page.line(countLabel)
            for line in TextWrapping.lines(ofList: folding.text, columns: page.columns - 6) {
                page.line(indent: 6, TextPage.Span(line, .bold))
            }
        } else {
            let room = page.columns - DisplayWidth.of(countLabel.text)
            page.line(countLabel, TextPage.Span(folding.text(columns: room), .bold))
        }
    }
}

extension Timestamp {
    /// The moment to the minute: `2026-11-21 21:07 UTC`.
    var minute: String {
        let text = description
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
    }
}
