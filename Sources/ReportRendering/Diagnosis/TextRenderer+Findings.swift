import DiagnosisEngine
import RemedyPlaybooks
import Wording

extension TextRenderer {
    /// A finding: what and where in a line, why, what convinces of it, and the ways out.
    func write(_ report: FindingReport, alreadyPrinted: inout PrintedRemedies, to page: inout TextPage) {
        let finding = report.finding
        writeNews(of: finding, to: &page)
        // What is only worth knowing takes no room from what is broken: its ways out stand in `-o json`, and with -v.
        if finding.severity == .notice, !isVerbose { return }
        writeEvidence(of: finding, to: &page)
        write(report, remediesPrinted: &alreadyPrinted, to: &page)
    }

    /// Title and place in a line, then the sentence.
    private func writeNews(of finding: Finding, to page: inout TextPage) {
        writeHead(
            finding.severity, RuleCatalogue.title(of: finding), codes: code(of: finding), places: places(of: finding),
            to: &page)
        page.paragraph(indent: 2, finding.message)
    }

    private func code(of finding: Finding) -> String {
        finding.code.rawValue + (finding.confidence == .certain ? "" : " (\(finding.confidence.rawValue))")
    }

    /// A finding whose evidence and ways out stand under CLUSTER.
    func writeReference(to report: FindingReport, _ page: inout TextPage) {
        writeNews(of: report.finding, to: &page)
        if report.finding.severity == .notice, !isVerbose { return }
        page.paragraph(
            [TextPage.Span("  Fix", .bold)], indent: 9, "see \(report.finding.code.rawValue) under CLUSTER-WIDE")
    }

    /// The nodes of a finding, or else its pods, for its first line.
    private func places(of finding: Finding) -> (count: String, names: [String])? {
        if !finding.nodes.isEmpty { return (Wording.count(finding.nodes.count, "node"), finding.nodes) }
        if !finding.pods.isEmpty { return (Wording.count(finding.pods.count, "pod"), finding.pods) }
        return nil
    }

    /// `✖ Not enough CPU free: gen-a-{01..12}    insufficient-resource`, in as many lines as it takes.
    func writeHead(
        _ severity: Severity, _ title: String, codes: String, places: (count: String, names: [String])?,
        to page: inout TextPage
    ) {
        let head = [TextPage.Span("\(severity.mark) \(title)", severity.style)]
        let code = TextPage.Span(codes, .dim)
        let folding = places.map { NodeNameFolding($0.names) }
        if let folding, page.line(head + [TextPage.Span(": "), TextPage.Span(folding.text, .bold)], right: code) {
            return
        }
        if !page.line(head, right: code) {
            page.paragraph(
                [TextPage.Span("\(severity.mark) ", severity.style)], indent: 2, title, severity.style)
            page.line(indent: 2, code)
        }
        guard let folding, let places else { return }
        let text = "\(places.count): \(folding.text)"
        let lines = TextWrapping.lines(ofList: page.shown(text), columns: page.proseColumns - 2)
        if isVerbose || lines.count <= 3 {
            for line in lines { page.line(indent: 2, TextPage.Span(line, .bold)) }
        } else {
            let room = page.proseColumns - 4 - DisplayWidth.of(places.count)
            page.line(indent: 2, TextPage.Span("\(places.count): \(folding.text(columns: room))", .bold))
        }
    }
}

extension TextRenderer {
    /// The evidence that convinces most.
    func writeEvidence(of finding: Finding, to page: inout TextPage) {
        for evidence in FoldedEvidence.all(of: finding).prefix(isVerbose ? 12 : 3) {
            write(evidence, to: &page)
        }
    }

    private func write(_ folded: FoldedEvidence, to page: inout TextPage) {
        let others = folded.objects.count - 1
        let object = folded.evidence.object + (others > 0 ? " and \(others) more" : "")
        let text = object.isEmpty ? folded.evidence.text : "\(object): \(folded.evidence.text)"
        let lineLimit = isVerbose ? 12 : 3
        // A runtime's or a program's errors stand one within the other: the innermost, at the end, carries the news.
        let isNested = folded.evidence.kind == .containerStatus || folded.evidence.kind == .log
        let room = isNested ? lineLimit * max(page.proseColumns - 13, 16) * 9 / 10 : .max
        page.paragraph(
            [TextPage.Span("  " + FoldedEvidence.word(for: folded.evidence.kind), .dim)], indent: 13,
            Wording.shortenedInMiddle(text, limit: room), lineLimit: lineLimit)
    }
}

extension RuleCatalogue {
    /// A finding in a few words, with a capital: `Not enough CPU free`.
    static func title(of finding: Finding) -> String {
        (rule(of: finding.code)?.causeTitle(of: finding) ?? finding.title).capitalizedFirst
    }
}
