import ClusterSnapshot
import DiagnosisEngine
import RemedyPlaybooks
import Wording

extension TextRenderer {
    /// As many rows as a screen has room for beside the rest.
    private static let mostRows = (causes: 14, daemonSets: 5)

    /// One screen: how much is broken, the causes, the DaemonSets that lose the most, what to do first.
    func writeOverview(_ report: Report, to page: inout TextPage) {
        writeHeadline(report, to: &page)
        page.blankLine()
        writeCauses(report, to: &page)
        writeMostAffected(report, to: &page)
        writeFirstSteps(report, to: &page)
        page.blankLine()
        writePointers(report, to: &page)
    }

    private func writeHeadline(_ report: Report, to page: inout TextPage) {
        let snapshot = report.snapshot
        var facts = ["captured \(moment(snapshot.capturedAt))"]
        if !snapshot.kubernetesVersion.isEmpty { facts.append(snapshot.kubernetesVersion) }
        facts.append(Wording.count(snapshot.nodes, "node"))
        let about = facts.joined(separator: "   ")
        let name = snapshot.source.split(separator: "/").last.map(String.init) ?? snapshot.source
        let room = page.columns - DisplayWidth.of(about) - 3
        if room >= 12 {
            page.line(
                TextPage.Span(DisplayWidth.clipped(TerminalText.escaped(name), columns: room), .bold),
                TextPage.Span("   \(about)"))
        } else {
            page.paragraph(indent: 0, "\(name)   \(about)")
        }
        let ill = report.daemonSets.count { $0.needsAttention }
        let missing = report.daemonSets.reduce(0) { $0 + $1.unavailable }
        var text = "\(Wording.count(report.daemonSets.count, "DaemonSet")): \(ill) need\(ill == 1 ? "s" : "") attention"
        let healthy = report.daemonSets.count { $0.diagnosis.verdict == .healthy && !$0.needsAttention }
        if healthy > 0 { text += ", \(healthy) healthy" }
        text += missing == 0 ? "; no pod is missing" : "; \(Wording.count(missing, "pod")) missing or not available"
        page.paragraph(indent: 0, text, .bold)
    }

    // MARK: Causes

    private func writeCauses(_ report: Report, to page: inout TextPage) {
        let shown = rows(of: report.causes)
        let places = shown.map(\.cause).map { place(of: $0, columns: max((page.columns - 24) * 2 / 5, 12)) }
        let width = max(places.map(DisplayWidth.of).max() ?? 0, 5)
        // The number, the counts and the outlook take 25 columns.
        let room = max(page.columns - width - 25, 12)
        page.line(
            TextPage.Span(padded("CAUSES", room + 5) + padded("WHERE", width) + "  SETS  PODS  FIX", .bold))
        for (report, place) in zip(shown, places) {
            let cause = report.cause
            var title = TerminalText.escaped(cause.title.capitalizedFirst)
            if let origin = cause.isConsequenceOf { title += " (follows from \(origin))" }
            page.line(
                TextPage.Span(padded(right: String(cause.id), 3) + "  "),
                TextPage.Span(padded(DisplayWidth.clipped(title, columns: room - 1), room), cause.severity.style),
                TextPage.Span(padded(place, width)),
                TextPage.Span(padded(right: String(cause.daemonSets.count), 6)),
                TextPage.Span(padded(right: String(cause.podsAffected), 6) + "  "),
                TextPage.Span(report.outlook.rawValue, report.outlook == .proven ? .good : .plain))
        }
        let printed = Set(shown.map(\.cause.id))
        let left = report.causes.filter { !printed.contains($0.cause.id) }
        guard !left.isEmpty else { return }
        let pods = left.reduce(0) { $0 + $1.cause.podsAffected }
        let most = left.map(\.cause.podsAffected).max() ?? 0
        let each = most > 0 ? ", at most \(Wording.count(most, "pod")) each, \(pods) in all" : ""
        page.line(indent: 5, TextPage.Span("… \(left.count) more\(each): --full", .dim))
    }

    /// The causes that have a row: what ails the cluster and not one DaemonSet, then those that cost most pods.
    private func rows(of causes: [CauseReport]) -> [CauseReport] {
        guard causes.count > Self.mostRows.causes + 1 else { return causes }
        let ofCluster = causes.filter { $0.cause.isShared && $0.cause.daemonSets.count != 1 }
        let others = causes.filter { !($0.cause.isShared && $0.cause.daemonSets.count != 1) }
        let rows = (ofCluster + others).prefix(Self.mostRows.causes)
        return rows.sorted { $0.cause.id < $1.cause.id }
    }

    /// Where a cause is: the DaemonSet whose own fault it is, or else the nodes.
    private func place(of cause: Cause, columns: Int) -> String {
        let isOfOne = !cause.isShared || cause.nodes.isEmpty || (cause.daemonSets.count == 1 && !cause.isOfNodes)
        if isOfOne, let first = cause.daemonSets.first?.name {
            let more = cause.daemonSets.count > 1 ? " +\(cause.daemonSets.count - 1)" : ""
            return DisplayWidth.clipped(TerminalText.escaped(first), columns: columns - more.count) + more
        }
        let folding = NodeNameFolding(cause.nodes)
        if DisplayWidth.of(folding.text) <= columns { return folding.text }
        return Wording.count(cause.nodes.count, "node")
    }

    // MARK: DaemonSets

    private func writeMostAffected(_ report: Report, to page: inout TextPage) {
        var causes: [String: [Int]] = [:]
        var lost: [String: Int] = [:]
        for cause in report.causes.map(\.cause) {
            for daemonSet in cause.daemonSets {
                causes[daemonSet.name, default: []].append(cause.id)
                lost[daemonSet.name, default: 0] += daemonSet.pods
            }
        }
        let affected = report.daemonSets.filter { causes[$0.name] != nil }.sorted { left, right in
            // A DaemonSet that no node admits lacks the pods that were meant.
            let (one, other) = (
                max(left.unavailable, lost[left.name] ?? 0), max(right.unavailable, lost[right.name] ?? 0)
            )
            if one != other { return one > other }
            return (left.diagnosis.verdict.rank, left.name) < (right.diagnosis.verdict.rank, right.name)
        }
        guard affected.count > 1 else { return }
        let shown = affected.prefix(affected.count <= Self.mostRows.daemonSets + 1 ? .max : Self.mostRows.daemonSets)
        let width = min(shown.map { DisplayWidth.of(TerminalText.escaped($0.name)) }.max() ?? 0, page.columns / 2)
        page.blankLine()
        page.line(TextPage.Span(padded("MOST AFFECTED", width + 3) + "AVAILABLE  CAUSES", .bold))
        for daemonSet in shown {
            let counts = daemonSet.diagnosis.counts
            let served = counts.desired == 0 ? "no node" : "\(counts.available)/\(counts.desired)"
            let ids = (causes[daemonSet.name] ?? []).map(String.init).joined(separator: " ")
            let name = DisplayWidth.clipped(TerminalText.escaped(daemonSet.name), columns: width)
            page.line(
                TextPage.Span(" " + padded(name, width + 2)),
                TextPage.Span(padded(right: served, 9) + "  ", daemonSet.diagnosis.verdict.style),
                TextPage.Span(ids))
        }
        if shown.count < affected.count {
            page.line(indent: 1, TextPage.Span("… \(affected.count - shown.count) more: --summary", .dim))
        }
    }

    // MARK: What to do

    /// The nodes that other causes follow from come first, then the proven remedy that heals most.
    private func writeFirstSteps(_ report: Report, to page: inout TextPage) {
        let origins = Set(report.causes.compactMap(\.cause.isConsequenceOf))
        let blocking = report.causes.first {
            origins.contains($0.cause.id) && $0.cause.isOfNodes && !$0.remedies.isEmpty
        }
        let curable = report.causes.filter {
            $0.outlook != .decision && $0.cause.id != blocking?.cause.id && $0.gain > 0
        }.sorted { $0.gain != $1.gain ? $0.gain > $1.gain : $0.cause.id < $1.cause.id }
        let first = [blocking].compactMap(\.self) + curable.prefix(blocking == nil ? 2 : 1)
        let chosen = first.isEmpty ? [CauseReport](report.causes.filter { !$0.remedies.isEmpty }.prefix(1)) : first
        guard !chosen.isEmpty else { return }
        page.blankLine()
        page.line(TextPage.Span("DO FIRST", .bold))
        for cause in chosen {
            write(cause, blocks: cause == blocking, in: report, to: &page)
        }
    }

    private func write(
        _ report: CauseReport, blocks: Bool, in whole: Report, to page: inout TextPage
    ) {
        let remedy = report.remedies[0].remedy
        var title = remedy.title
        if report.cause.isOfNodes {
            title += ": \(NodeNameFolding(report.cause.nodes).text(columns: max(page.columns - 30, 20)))"
        } else if let name = report.remedies[0].finding.daemonSet {
            title = "\(name): \(title)"
        }
        page.paragraph(indent: 1, title, .good)
        if blocks {
            let following = whole.causes.map(\.cause).filter { $0.isConsequenceOf == report.cause.id }.map(\.id)
            page.paragraph(
                indent: 3,
                "Cause\(following.count == 1 ? "" : "s") \(Wording.list(following.map(String.init))) "
                    + "follow\(following.count == 1 ? "s" : "") from cause \(report.cause.id).", .dim)
        }
        for line in SimulationWording.lines(remedy.simulation).prefix(1) {
            page.paragraph(indent: 3, "\(line) Risk \(remedy.risk.rawValue).", .dim, lineLimit: 2)
        }
        page.line(
            indent: 3, TextPage.Span("$ dsdoctor --cause \(report.cause.id)", .notice),
            TextPage.Span("   evidence, commands, check, undo", .dim))
    }

    // MARK: Where to read on

    private func writePointers(_ report: Report, to page: inout TextPage) {
        page.paragraph(
            [TextPage.Span("DETAILS", .bold)], indent: 9,
            "dsdoctor --cause N | NAMESPACE/NAME | --summary | --full")
        let gaps = report.snapshot.gaps.filter { !$0.isDoubtful }
        guard !report.snapshot.gaps.isEmpty else { return }
        let details = [gaps.max { weight(of: $0) < weight(of: $1) }].compactMap {
            $0.map { TextWrapping.firstSentence(of: $0.detail) }
        }
        let left = report.snapshot.gaps.count - details.count
        let more =
            left > 0 ? ["\(left) \(details.isEmpty ? "kinds of data missing" : "more") (-v lists them)"] : []
        page.paragraph(
            [TextPage.Span("GAPS", .bold)], indent: 9, (details + more).joined(separator: "; "), lineLimit: 2)
    }

    /// What could not be read comes before what is not there, and that by the findings that it takes away.
    private func weight(of gap: Gap) -> Int {
        (gap.isDamage ? 1_000 : 0) + RuleCatalogue.codes(affectedBy: gap).count
    }

    private func padded(right text: String, _ columns: Int) -> String {
        String(repeating: " ", count: max(columns - DisplayWidth.of(text), 0)) + text
    }
}

extension TextWrapping {
    /// The first sentence, without its full stop.
    fileprivate static func firstSentence(of text: String) -> String {
        let end = text.firstRange(of: ". ")?.lowerBound ?? text.endIndex
        return String(text[..<end].hasSuffix(".") ? text[..<end].dropLast() : text[..<end])
    }
}
