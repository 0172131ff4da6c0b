import DiagnosisEngine
import KubernetesModel
import RemedyPlaybooks
import Wording

extension TextRenderer {
    /// A DaemonSet's block: how it is, then each finding with its remedies.
    ///
    /// A finding that `clusterFindings` tell of the same nodes is told there, with its remedies.
    func write(_ daemonSet: DaemonSetReport, besides clusterFindings: [FindingReport], to page: inout TextPage) {
        writeHeader(of: daemonSet.diagnosis, to: &page)
        writeUnseen(daemonSet.diagnosis.coverage, to: &page)
        var printed = PrintedRemedies()
        for finding in daemonSet.findings {
            page.blankLine()
            let isToldBelow = clusterFindings.contains {
                $0.finding.code == finding.finding.code
                    && Set($0.finding.nodes).isSuperset(of: finding.finding.nodes) && !finding.finding.nodes.isEmpty
            }
            if isToldBelow {
                writeReference(to: finding, &page)
            } else {
                write(finding, alreadyPrinted: &printed, to: &page)
            }
        }
    }

    private func writeHeader(of diagnosis: DaemonSetDiagnosis, to page: inout TextPage) {
        page.blankLine()
        let name = [
            TextPage.Span(diagnosis.verdict.rawValue.uppercased(), diagnosis.verdict.style),
            TextPage.Span("  \(diagnosis.namespace)/\(diagnosis.name)", .bold),
        ]
        let header = name + [TextPage.Span("   " + served(diagnosis))]
        if page.width(of: header) > page.columns {
            page.line(name)
            page.line(indent: 2, TextPage.Span(served(diagnosis)))
        } else {
            page.line(header)
        }
    }

    /// The DaemonSet's pods and nodes that were not read.
    private func writeUnseen(_ coverage: DaemonSetCoverage, to page: inout TextPage) {
        guard let words = unseen(coverage) else { return }
        page.blankLine()
        page.paragraph(indent: 2, words)
    }

    /// What of a DaemonSet was not read, in a sentence; nil for nothing.
    func unseen(_ coverage: DaemonSetCoverage) -> String? {
        guard coverage.isPartial else { return nil }
        if coverage.isLeftOut { return "Not looked at: there are more DaemonSets than one run takes." }
        if coverage.isEligibilityUnknown {
            return
                "\(Wording.count(coverage.unseenPods, "node")) may lack a pod, or be excluded by node affinity, which "
                + "was not saved."
        }
        var lacking: [String] = []
        if coverage.unseenPods > 0 {
            lacking.append("\(Wording.count(coverage.unseenPods, "pod")) that its status counts")
        }
        if coverage.unseenNodes > 0 { lacking.append("\(Wording.count(coverage.unseenNodes, "node")) it runs on") }
        return "Not fully judged: the snapshot lacks \(Wording.list(lacking))."
    }

    /// How many nodes have what they should, in words.
    func served(_ diagnosis: DaemonSetDiagnosis) -> String {
        let counts = diagnosis.counts
        var parts: [String] = []
        if diagnosis.verdict == .unknown {
            let reported = diagnosis.reported
            parts.append(
                "\(counts.available) seen available; its status says \(reported.available)/\(reported.desired)")
        } else if counts.desired == 0 {
            parts.append("no node is eligible")
        } else {
            parts.append("\(counts.available)/\(counts.desired) available")
            let isAboutRollout = diagnosis.verdict == .progressing || counts.available == counts.desired
            if isAboutRollout, counts.updated < counts.desired { parts.append("\(counts.updated) updated") }
        }
        if counts.misscheduled > 0 { parts.append("\(counts.misscheduled) misscheduled") }
        return parts.joined(separator: ", ")
    }

    /// A moment to the minute: `2026-11-21 21:07 UTC`.
    func moment(_ timestamp: Timestamp) -> String {
        let text = timestamp.description
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
    }
}
