import DiagnosisEngine
import RemedyPlaybooks
import Wording

extension MarkdownRenderer {
    private static let mostSentences = 10
    private static let mostAlternatives = 4

    /// A part for each cause: who is affected and how, the evidence, the ways out.
    func causeDetails() -> [MarkdownPage] {
        let finding = report.findingLookup
        let counts = Dictionary(
            report.daemonSets.map { ($0.name, text.served($0.diagnosis)) }, uniquingKeysWith: { first, _ in first })
        return report.causes.map { cause in
            var page = MarkdownPage()
            page.details("Cause \(cause.cause.id): \(cause.cause.title.capitalizedFirst)") { inside in
                write(cause, findings: finding, counts: counts, to: &inside)
            }
            return page
        }
    }

    private func write(
        _ report: CauseReport, findings lookup: (FindingReference) -> FindingReport?, counts: [String: String],
        to page: inout MarkdownPage
    ) {
        let cause = report.cause
        let all = cause.findings.compactMap { reference in lookup(reference).map { (reference, $0) } }
        if let origin = cause.isConsequenceOf { page.paragraph("Follows from cause \(origin): fix that first.") }
        let codes = cause.codes.map { Markdown(stringLiteral: "`\($0.rawValue)`") }.joined(separator: ", ")
        let nodes: Markdown =
            cause.nodes.isEmpty
            ? "" : ", on \(Wording.count(cause.nodes.count, "node")): \(code: NodeNameFolding(cause.nodes).text)"
        page.paragraph("\(cause.severity.rawValue.capitalizedFirst), \(codes)\(nodes)")
        if all.allSatisfy({ $0.0.daemonSet == nil }) { page.paragraph("\(cause.message)") }
        writeSentences(all, counts: counts, to: &page)
        if let telling = all.first(where: { $0.0.daemonSet == nil }) ?? all.first {
            writeEvidence(of: telling.1.finding, to: &page)
        }
        write(CauseReport.remedies(of: cause, findings: lookup).map(\.remedy), to: &page)
        writeTried(all.flatMap { $0.1.inVain }, isCurable: all.contains { $0.1.isProvenCurable }, to: &page)
    }

    /// Each DaemonSet's sentence; the same sentence once.
    private func writeSentences(
        _ findings: [(FindingReference, FindingReport)], counts: [String: String], to page: inout MarkdownPage
    ) {
        var sentences: [(message: String, names: [String])] = []
        var positions: [String: Int] = [:]
        for (reference, finding) in findings {
            guard let name = reference.daemonSet else { continue }
            let message = finding.finding.message
            if let position = positions[message] {
                if sentences[position].names.last != name { sentences[position].names.append(name) }
            } else {
                positions[message] = sentences.count
                sentences.append((message, [name]))
            }
        }
        for (message, names) in sentences.prefix(Self.mostSentences) {
            let told = names.prefix(8).map { name -> Markdown in "\(code: name) (\(counts[name] ?? "not counted"))" }
            let others: Markdown = names.count > 8 ? " and \(names.count - 8) others" : ""
            page.item("\(told.joined(separator: ", "))\(others): \(message)")
        }
        let left = sentences.count - Self.mostSentences
        if left > 0 { page.item("\(Wording.count(left, "more DaemonSet")) with the same cause") }
    }

    private func writeEvidence(of finding: Finding, to page: inout MarkdownPage) {
        let evidence = FoldedEvidence.all(of: finding).prefix(report.isVerbose ? 12 : 3)
        guard !evidence.isEmpty else { return }
        page.paragraph("Evidence:")
        for folded in evidence {
            let others: Markdown = folded.objects.count > 1 ? " and \(folded.objects.count - 1) more" : ""
            let object: Markdown =
                folded.evidence.object.isEmpty ? "" : " of \(code: folded.evidence.object)\(others)"
            page.item("\(FoldedEvidence.word(for: folded.evidence.kind))\(object): \(code: folded.evidence.text)")
        }
    }

    /// The first remedy in full, the others by title, with effect and risk.
    private func write(_ remedies: [Remedy], to page: inout MarkdownPage) {
        guard let best = remedies.first else { return }
        let inFull = report.showsAllRemedies ? remedies : [best]
        for (position, remedy) in inFull.enumerated() {
            page.write(remedy, title: remedy.title, label: position == 0 ? "Fix" : "Or")
        }
        let others = remedies.dropFirst(inFull.count)
        guard !others.isEmpty else { return }
        page.paragraph("Or:")
        for remedy in others.prefix(Self.mostAlternatives) {
            let effects = SimulationWording.lines(remedy.simulation).joined(separator: " ")
            let effect: Markdown = effects.isEmpty ? "" : ". \(Wording.shortened(effects, limit: 300))"
            page.item("\(remedy.title) (risk \(remedy.risk.rawValue))\(effect)")
        }
        let left = others.count - Self.mostAlternatives
        if left > 0 { page.item("\(left) more: `--all-remedies`") }
    }

    private func writeTried(_ inVain: [String], isCurable: Bool, to page: inout MarkdownPage) {
        let lines = Set(inVain).sorted()
        guard !isCurable || report.isVerbose, !lines.isEmpty else { return }
        page.paragraph("Simulated without success:")
        for line in lines.prefix(report.isVerbose ? .max : 3) { page.item("\(line)") }
    }

    /// A part for each DaemonSet that is not well, and one for the cluster: all findings, notices too.
    func daemonSetDetails() -> [MarkdownPage] {
        var parts: [MarkdownPage] = []
        for daemonSet in text.inReadingOrder(report.daemonSets) where !text.isWell(daemonSet) {
            let diagnosis = daemonSet.diagnosis
            let title = "\(diagnosis.verdict.rawValue.capitalizedFirst): \(daemonSet.name), \(text.served(diagnosis))"
            parts.append(part(title, daemonSet.findings))
        }
        if !report.clusterFindings.isEmpty { parts.append(part("Cluster-wide", report.clusterFindings)) }
        return parts
    }

    private func part(_ title: String, _ findings: [FindingReport]) -> MarkdownPage {
        var page = MarkdownPage()
        page.details(title) { inside in
            if findings.isEmpty { inside.paragraph("No finding.") }
            for finding in findings { write(finding, to: &inside) }
        }
        return page
    }

    private func write(_ report: FindingReport, to page: inout MarkdownPage) {
        let finding = report.finding
        let names = finding.nodes.isEmpty ? finding.pods : finding.nodes
        let noun = finding.nodes.isEmpty ? "pod" : "node"
        let places: Markdown =
            names.isEmpty ? "" : ", \(Wording.count(names.count, noun)): \(code: NodeNameFolding(names).text)"
        let doubt = finding.confidence == .certain ? "" : ", \(finding.confidence.rawValue)"
        let code = Markdown(stringLiteral: "`\(finding.code.rawValue)` (\(finding.severity.rawValue)\(doubt))")
        page.paragraph("**\(RuleCatalogue.title(of: finding))**, \(code)\(places)")
        page.paragraph("\(finding.message)")
        guard finding.severity > .notice || self.report.isVerbose else { return }
        writeEvidence(of: finding, to: &page)
        write(report.remedies, to: &page)
        writeTried(report.inVain, isCurable: report.isProvenCurable, to: &page)
    }
}
