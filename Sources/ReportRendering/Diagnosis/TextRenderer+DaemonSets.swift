import DiagnosisEngine
import KubernetesModel
import RemedyPlaybooks
import Wording

extension TextRenderer {
    /// A DaemonSet's block: how it is, then each finding with its remedies.
    func write(_ daemonSet: DaemonSetReport, capturedAt: Timestamp, to page: inout TextPage) {
        let diagnosis = daemonSet.diagnosis
        page.blankLine()
        let name = [
            TextPage.Span(diagnosis.verdict.rawValue.uppercased(), diagnosis.verdict.style),
            TextPage.Span("  \(diagnosis.namespace)/\(diagnosis.name)", .bold),
        ]
        let header = name + [TextPage.Span("    " + served(diagnosis))]
        if page.width(of: header) > page.columns {
            page.line(name)
            page.line(indent: 2, TextPage.Span(served(diagnosis)))
        } else if !page.line(header, right: TextPage.Span("captured \(moment(capturedAt))", .dim)) {
            page.line(header)
        }
        var printed: [Remedy] = []
        for finding in daemonSet.findings {
            page.blankLine()
            write(finding, alreadyPrinted: &printed, to: &page)
        }
    }

    /// How many nodes have what they should, in words.
    func served(_ diagnosis: DaemonSetDiagnosis) -> String {
        let counts = diagnosis.counts
        var parts: [String] = []
        if counts.desired == 0 {
            parts.append("no node is eligible")
        } else {
            parts.append("\(counts.available) of \(Wording.count(counts.desired, "node")) served")
            let isAboutRollout = diagnosis.verdict == .progressing || counts.available == counts.desired
            if isAboutRollout, counts.updated < counts.desired { parts.append("\(counts.updated) updated") }
        }
        if counts.misscheduled > 0 { parts.append("\(counts.misscheduled) misplaced") }
        return parts.joined(separator: ", ")
    }

    /// A moment to the minute: `2026-11-21 21:07 UTC`.
    func moment(_ timestamp: Timestamp) -> String {
        let text = timestamp.description
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
    }
}
