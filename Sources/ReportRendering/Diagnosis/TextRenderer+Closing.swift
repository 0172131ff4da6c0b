import ClusterSnapshot
import DiagnosisEngine
import RemedyPlaybooks
import Wording

extension TextRenderer {
    /// Findings that belong to no living DaemonSet.
    func writeClusterFindings(_ report: Report, to page: inout TextPage) {
        guard !report.clusterFindings.isEmpty else { return }
        page.blankLine()
        page.line(TextPage.Span("CLUSTER-WIDE", .bold))
        var printed = PrintedRemedies()
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

    /// Missing data, a line a kind of gap.
    func writeGaps(_ gaps: [Gap], to page: inout TextPage) { page.write(gaps, isVerbose: isVerbose) }

    /// The only line when nothing is wrong.
    func writeAllIsWell(_ report: Report, to page: inout TextPage) {
        page.line(TextPage.Span(allIsWell(in: report), report.daemonSets.isEmpty ? .plain : .good))
    }

    /// The news where nothing is wrong, in a sentence.
    func allIsWell(in report: Report) -> String {
        let total = report.daemonSets.count
        guard total > 0 else { return "No DaemonSet in \(report.isLive ? "the cluster" : "the snapshot")." }
        let idle = report.daemonSets.count { $0.diagnosis.verdict == .idle }
        var text = total == 1 ? "The DaemonSet is healthy" : "All \(total) DaemonSets are healthy"
        if idle == total {
            text = total == 1 ? "The DaemonSet has no eligible node" : "All \(total) DaemonSets have no eligible node"
        } else if idle > 0 {
            text += " (\(idle) of them without an eligible node)"
        }
        text += " on \(Wording.count(report.snapshot.nodes, "node")), captured \(moment(report.snapshot.capturedAt))"
        let findings = report.daemonSets.flatMap(\.findings) + report.clusterFindings
        let gaps = Set(report.snapshot.gaps.map(\.code)).count
        var more: [String] = []
        if !findings.isEmpty { more.append(Wording.count(findings.count, "notice")) }
        if gaps > 0 { more.append("\(Wording.count(gaps, "kind")) of data missing") }
        if !more.isEmpty { text += "; \(Wording.list(more)) (-v)" }
        return text + "."
    }

    /// The line for a filter that leaves nothing.
    func writeNothingFound(_ report: Report, to page: inout TextPage) {
        page.paragraph(indent: 0, nothingFound(in: report), .good)
        writeGaps(report.snapshot.gaps.filter { isVerbose || $0.isDamage }, to: &page)
    }

    func nothingFound(in report: Report) -> String {
        "Nothing found with \(report.filters.joined(separator: " ")), captured "
            + "\(moment(report.snapshot.capturedAt))."
    }

    /// The gap that costs most here, and how many others there are.
    func writeGapsLine(_ report: Report, to page: inout TextPage) {
        guard let line = gapsLine(report) else { return }
        page.paragraph([TextPage.Span("GAPS", .bold)], indent: 9, line, lineLimit: 2)
    }

    /// The same as a sentence; nil where no data is missing.
    func gapsLine(_ report: Report) -> String? {
        let gaps = report.snapshot.gaps
        guard !gaps.isEmpty else { return nil }
        let worst = gaps.filter { !$0.isDoubtful }.max { weight(of: $0) < weight(of: $1) }
        let details = [worst].compactMap { gap in gap.map { told($0, in: report) } }
        let left = gaps.count - details.count
        let more = left > 0 ? ["\(left) \(details.isEmpty ? "kinds of data missing" : "more") (-v)"] : []
        return (details + more).joined(separator: "; ")
    }

    /// A gap with what it costs here.
    private func told(_ gap: Gap, in report: Report) -> String {
        let crashes = report.daemonSets.flatMap(\.findings).count { report in
            RuleCatalogue.rule(of: report.finding.code)?.family == .crashing && report.finding.severity == .critical
        }
        if gap.code == .logsMissing, crashes > 0 {
            return "no container logs: \(Wording.count(crashes, "crash loop")) unexplained"
        }
        return TextWrapping.firstSentence(of: gap.detail)
    }

    /// Damage comes before absence, and that by the number of findings that it affects.
    private func weight(of gap: Gap) -> Int {
        (gap.isDamage ? 1_000 : 0) + RuleCatalogue.codes(affectedBy: gap).count
    }
}

extension TextWrapping {
    /// The first sentence, without its full stop.
    static func firstSentence(of text: String) -> String {
        let end = text.firstRange(of: ". ")?.lowerBound ?? text.endIndex
        return String(text[..<end].hasSuffix(".") ? text[..<end].dropLast() : text[..<end])
    }
}
