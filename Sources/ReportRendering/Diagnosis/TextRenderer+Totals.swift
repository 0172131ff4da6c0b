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

    /// A row a DaemonSet, then the whole in a line.
    func writeSummaryRows(_ report: Report, to page: inout TextPage) {
        let sorted = inReadingOrder(report.daemonSets)
        let fixed = 11 + 7 + 3 * 2
        let widest = sorted.map { DisplayWidth.of(page.shown($0.name)) }.max() ?? 0
        let codeColumns = sorted.flatMap(\.findings).map { DisplayWidth.of($0.finding.code.rawValue) }.max() ?? 8
        let nameColumns = min(widest, max(page.columns - fixed - codeColumns, 16))
        let room = max(page.columns - fixed - nameColumns, 16)
        if !hidesHeaders, !sorted.isEmpty {
            page.row([
                TextPage.Cell("VERDICT", 11, .bold), TextPage.Cell("DAEMONSET", nameColumns, .bold),
                TextPage.Cell("AVAIL.", 7, .bold), TextPage.Cell("FINDINGS", room, .bold),
            ])
        }
        for daemonSet in sorted {
            let diagnosis = daemonSet.diagnosis
            // Rows for scripts are a line each, however long.
            let codes = codes(of: daemonSet)
            page.row(
                [
                    TextPage.Cell(diagnosis.verdict.rawValue.uppercased(), 11, diagnosis.verdict.style),
                    TextPage.Cell(daemonSet.name, hidesHeaders ? widest : nameColumns),
                    TextPage.Cell("\(diagnosis.counts.available)/\(diagnosis.counts.desired)", 7),
                    TextPage.Cell(codes, hidesHeaders ? max(codes.count, 1) : room),
                ], mostLines: .max)
        }
        guard !hidesHeaders else { return }
        page.blankLine()
        writeTotals(report, to: &page)
    }

    /// The codes of a DaemonSet's findings, each once; notices at the end.
    func codes(of daemonSet: DaemonSetReport, separator: String = ", ") -> String {
        var told: Set<FindingCode> = []
        let findings = daemonSet.findings.map(\.finding)
        let sorted = findings.filter { $0.severity > .notice } + findings.filter { $0.severity <= .notice }
        return sorted.filter { told.insert($0.code).inserted }.map(\.code.rawValue)
            .joined(separator: separator)
    }

    func padded(_ text: String, _ columns: Int) -> String {
        text + String(repeating: " ", count: max(columns - DisplayWidth.of(text), 0))
    }
}
