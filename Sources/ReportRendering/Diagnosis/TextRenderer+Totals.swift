import DiagnosisEngine
import Wording

extension TextRenderer {
    /// The whole in a line.
    func writeTotals(_ report: Report, to page: inout TextPage) {
        let verdicts: [Verdict] = [.failing, .degraded, .unknown, .progressing, .idle, .healthy]
        let byVerdict = verdicts.compactMap { verdict -> String? in
            let count = report.daemonSets.count { $0.diagnosis.verdict == verdict }
            return count == 0 ? nil : "\(count) \(verdict.rawValue)"
        }
        let findings = report.daemonSets.flatMap(\.findings) + report.clusterFindings
        let bySeverity = [Severity.critical, .warning, .notice].compactMap { severity -> String? in
            let count = findings.count { $0.finding.severity == severity }
            return count == 0 ? nil : "\(count) \(severity.rawValue)"
        }
        var text = Wording.count(report.daemonSets.count, "DaemonSet")
        if !byVerdict.isEmpty { text += ": " + byVerdict.joined(separator: ", ") }
        text += bySeverity.isEmpty ? "; no findings" : "; findings: " + bySeverity.joined(separator: ", ")
        text += "; captured \(moment(report.snapshot.capturedAt))"
        page.paragraph(indent: 0, text, .bold)
    }

    /// A line a DaemonSet, then the whole in a line.
    func writeSummaryRows(_ report: Report, to page: inout TextPage) {
        let sorted = inReadingOrder(report.daemonSets)
        let nameColumns = min(names(of: sorted).map(DisplayWidth.of).max() ?? 0, max(page.columns / 2, 20))
        for daemonSet in sorted {
            let diagnosis = daemonSet.diagnosis
            let name = TerminalText.escaped("\(diagnosis.namespace)/\(diagnosis.name)")
            let served = "\(diagnosis.counts.available)/\(diagnosis.counts.desired)"
            var spans = [
                TextPage.Span(padded(diagnosis.verdict.rawValue.uppercased(), 11), diagnosis.verdict.style),
                TextPage.Span(
                    "  \(padded(DisplayWidth.clipped(name, columns: nameColumns), nameColumns))  \(padded(served, 7))"),
            ]
            let codes = daemonSet.findings.map(\.finding.code.rawValue).joined(separator: ", ")
            let room = max(page.columns - page.width(of: spans) - 2, 12)
            if !codes.isEmpty { spans.append(TextPage.Span("  " + DisplayWidth.clipped(codes, columns: room))) }
            page.line(spans)
        }
        page.blankLine()
        writeTotals(report, to: &page)
    }

    func padded(_ text: String, _ columns: Int) -> String {
        text + String(repeating: " ", count: max(columns - DisplayWidth.of(text), 0))
    }
}
