import ClusterSnapshot
import DiagnosisEngine
import RemedyPlaybooks
import Wording

extension TextRenderer {
    /// What belongs to no living DaemonSet.
    func writeClusterFindings(_ report: Report, to page: inout TextPage) {
        guard !report.clusterFindings.isEmpty else { return }
        page.blankLine()
        page.line(TextPage.Span("CLUSTER", .bold), TextPage.Span("  what concerns no single DaemonSet"))
        var printed: [Remedy] = []
        for finding in report.clusterFindings {
            page.blankLine()
            write(finding, alreadyPrinted: &printed, to: &page)
        }
    }

    /// The DaemonSets that have nothing wrong, in a line; all their names when asked for.
    func writeWell(_ daemonSets: [DaemonSetReport], to page: inout TextPage) {
        let healthy = names(of: daemonSets.filter { $0.diagnosis.verdict == .healthy })
        let idle = names(of: daemonSets.filter { $0.diagnosis.verdict == .idle })
        write(
            healthy,
            Wording.count(healthy.count, "DaemonSet") + (healthy.count == 1 ? " is healthy: " : " are healthy: "),
            &page)
        write(
            idle, Wording.count(idle.count, "DaemonSet") + (idle.count == 1 ? " has" : " have") + " no eligible node: ",
            &page
        )
    }

    func names(of daemonSets: [DaemonSetReport]) -> [String] {
        daemonSets.map { TerminalText.escaped("\($0.diagnosis.namespace)/\($0.diagnosis.name)") }
    }

    private func write(_ names: [String], _ beginning: String, _ page: inout TextPage) {
        guard !names.isEmpty else { return }
        let whole = names.joined(separator: ", ")
        if isVerbose || names.count == 1 || DisplayWidth.of(beginning + whole) <= page.proseColumns {
            page.paragraph(indent: 0, beginning + whole)
            return
        }
        // A name with its comma takes five columns at least.
        var shown = min(names.count - 1, page.proseColumns / 5)
        var line: String
        repeat {
            line = beginning + names.prefix(shown).joined(separator: ", ") + " … and \(names.count - shown) more"
            shown -= 1
        } while shown > 0 && DisplayWidth.of(line) > page.proseColumns
        if DisplayWidth.of(line) > page.proseColumns { line = String(beginning.dropLast(2)) }
        page.line(TextPage.Span(line))
    }

    /// What the snapshot lacks, a line a kind of gap.
    func writeGaps(_ gaps: [Gap], to page: inout TextPage) {
        guard !gaps.isEmpty else { return }
        page.blankLine()
        page.line(TextPage.Span("What this snapshot does not hold:"))
        var byCode: [Gap.Code: [Gap]] = [:]
        for gap in gaps where isVerbose || !gap.isDoubtful { byCode[gap.code, default: []].append(gap) }
        for (code, alike) in byCode.sorted(by: { $0.key < $1.key }) {
            for gap in alike.prefix(isVerbose ? .max : 1) {
                // A collector's own words end as they like.
                let end = [".", "…"].contains(where: gap.detail.hasSuffix) ? "" : "."
                let codes = RuleCatalogue.codes(affectedBy: gap)
                let affects = codes.isEmpty ? "" : " Affects \(codes.joined(separator: ", "))."
                page.paragraph(
                    [TextPage.Span("  •")], indent: 4, "\(code.rawValue): \(gap.detail)\(end)\(affects)",
                    lineLimit: isVerbose ? .max : 3)
            }
            let others = isVerbose ? 0 : alike.count - 1
            if others > 0 {
                page.line(indent: 4, TextPage.Span("… and \(others) more of this kind (-v lists them)", .dim))
            }
        }
        if !isVerbose { writeDoubtful(gaps.filter(\.isDoubtful), to: &page) }
    }

    /// Kinds of which there may be none, in a line.
    private func writeDoubtful(_ gaps: [Gap], to page: inout TextPage) {
        guard !gaps.isEmpty else { return }
        let kinds = gaps.map { gap in
            gap.code.rawValue.split(separator: "-").dropLast().joined(separator: " ")
        }
        page.paragraph(
            [TextPage.Span("  •")], indent: 4,
            "Nor any of these, of which there may be none: \(kinds.joined(separator: ", ")) (-v tells what they affect)."
        )
    }

    /// The only line when nothing is wrong.
    func writeAllIsWell(_ report: Report, to page: inout TextPage) {
        let total = report.daemonSets.count
        guard total > 0 else {
            page.line(TextPage.Span("There is no DaemonSet in this snapshot."))
            return
        }
        let idle = report.daemonSets.count { $0.diagnosis.verdict == .idle }
        var text = total == 1 ? "The DaemonSet is healthy" : "All \(total) DaemonSets are healthy"
        if idle == total {
            text = total == 1 ? "The DaemonSet has no eligible node" : "All \(total) DaemonSets have no eligible node"
        } else if idle > 0 {
            text += " (\(idle) of them without an eligible node)"
        }
        text += " on \(Wording.count(report.snapshot.nodes, "node")), captured \(moment(report.snapshot.capturedAt))"
        let gaps = Set(report.snapshot.gaps.map(\.code)).count
        if gaps > 0 { text += "; \(Wording.count(gaps, "gap")) in the snapshot (-v lists them)" }
        page.line(TextPage.Span(text + ".", .good))
    }
}
