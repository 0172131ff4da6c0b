import DiagnosisEngine
import RemedyPlaybooks
import Wording

extension TextRenderer {
    /// Each cause: the sentence, the evidence, the best way out in full, the others by title.
    func writeCauseViews(_ report: Report, to page: inout TextPage) {
        let finding = report.findingLookup
        for cause in report.causes {
            page.blankLine()
            write(cause, in: report, findings: finding, to: &page)
        }
        let told = Set(report.causes.flatMap(\.cause.findings))
        writeUncaused(report, told: told, to: &page)
        page.blankLine()
        page.line(TextPage.Span("captured \(moment(report.snapshot.capturedAt))", .dim))
        // Damage is told whole, absence in a line.
        let gaps = report.snapshot.gaps.filter { isVerbose || $0.isDamage }
        if gaps.isEmpty { writeGapsLine(report, to: &page) } else { writeGaps(gaps, to: &page) }
    }

    /// Findings without a cause: notices.
    private func writeUncaused(_ report: Report, told: Set<FindingReference>, to page: inout TextPage) {
        var left: [(name: String?, finding: FindingReport)] = []
        for daemonSet in report.daemonSets {
            for (index, finding) in daemonSet.findings.enumerated()
            where !told.contains(FindingReference(daemonSet: daemonSet.name, index: index)) {
                left.append((daemonSet.name, finding))
            }
        }
        for (index, finding) in report.clusterFindings.enumerated()
        where !told.contains(FindingReference(daemonSet: nil, index: index)) {
            left.append((nil, finding))
        }
        guard !left.isEmpty else { return }
        page.blankLine()
        guard isVerbose || report.causes.isEmpty else {
            return page.line(TextPage.Span("\(Wording.count(left.count, "notice")) (-v)", .dim))
        }
        var printed = PrintedRemedies()
        for (name, finding) in left {
            if let name { page.line(TextPage.Span(name, .bold)) }
            write(finding, alreadyPrinted: &printed, to: &page)
        }
    }

    private func write(
        _ report: CauseReport, in whole: Report, findings lookup: (FindingReference) -> FindingReport?,
        to page: inout TextPage
    ) {
        let cause = report.cause
        let all = cause.findings.compactMap { reference in lookup(reference).map { (reference, $0) } }
        guard let telling = all.first(where: { $0.0.daemonSet == nil }) ?? all.first else { return }
        let places = cause.nodes.isEmpty ? nil : (Wording.count(cause.nodes.count, "node"), cause.nodes)
        page.line(TextPage.Span("CAUSE \(cause.id)", .bold), TextPage.Span("   " + costs(of: cause), .dim))
        writeHead(
            cause.severity, cause.title.capitalizedFirst, codes: cause.codes.map(\.rawValue).joined(separator: ", "),
            places: places, to: &page)
        if let origin = cause.isConsequenceOf {
            page.paragraph(indent: 2, "Follows from cause \(origin): fix that first.", .notice)
        }
        if telling.0.daemonSet == nil { page.paragraph(indent: 2, telling.1.finding.message) }
        writeSentences(all, in: whole, to: &page)
        writeEvidence(of: telling.1.finding, to: &page)
        let isOfSeveral = cause.daemonSets.count > 1
        let remedies = CauseReport.remedies(of: cause, findings: lookup).map { remedy in
            (isOfSeveral && remedy.remedy.isOfDaemonSet ? remedy.finding.daemonSet : nil, remedy.remedy)
        }
        var printed = PrintedRemedies()
        write(remedies, alreadyPrinted: &printed, to: &page)
        if !all.contains(where: { $0.1.isProvenCurable }) || isVerbose {
            for line in Set(all.flatMap { $0.1.inVain }).sorted().prefix(isVerbose ? .max : 3) {
                page.paragraph([TextPage.Span("  Tried", .dim)], indent: 9, line, .dim)
            }
        }
    }

    func costs(of cause: Cause) -> String {
        let sets = Wording.count(cause.daemonSets.count, "DaemonSet")
        switch (cause.podsAffected, cause.daemonSets.count) {
        case (0, 0): return "no DaemonSet is affected"
        case (0, _): return "\(sets), no pod missing"
        case (let pods, _): return "\(Wording.count(pods, "pod")) of \(sets) missing or not available"
        }
    }

    /// Each DaemonSet's sentence; the same sentence once.
    private func writeSentences(
        _ findings: [(FindingReference, FindingReport)], in report: Report, to page: inout TextPage
    ) {
        let counts = Dictionary(
            report.daemonSets.map { ($0.name, served($0.diagnosis)) }, uniquingKeysWith: { first, _ in first })
        var sentences: [(message: String, names: [String])] = []
        var known: [String: (position: Int, names: Set<String>)] = [:]
        for (reference, finding) in findings {
            guard let name = reference.daemonSet else { continue }
            let message = finding.finding.message
            if let position = known[message]?.position {
                if known[message]?.names.insert(name).inserted ?? false { sentences[position].names.append(name) }
            } else if sentences.count < 40 {
                known[message] = (sentences.count, [name])
                sentences.append((message, [name]))
            }
        }
        for (position, (message, names)) in sentences.enumerated() {
            // What is alike is told once.
            let isShort = position > 0 && sentences.count > 2 && !isVerbose
            let message = isShort ? TextWrapping.firstSentence(of: message) + "." : message
            let told = names.map { name in "\(name) (\(counts[name] ?? ""))" }
            let text = isVerbose ? told.joined(separator: ", ") : Wording.list(told, most: 8)
            page.paragraph(indent: 2, text, .bold)
            page.paragraph(indent: 4, message)
        }
    }
}

extension Remedy {
    /// Whether its commands name what belongs to one DaemonSet, and not nodes.
    var isOfDaemonSet: Bool { commands.contains { $0.contains("-n") } }
}
