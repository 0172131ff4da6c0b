import ClusterSnapshot
import DiagnosisEngine
import RemedyPlaybooks
import Wording

extension TextRenderer {
    /// How much of everything an overview shows.
    struct OverviewExtent {
        /// As many causes as have a row.
        var causes: Int
        /// As many DaemonSets as have a row.
        var daemonSets: Int
        /// Whether each cause's sentence stands below its row.
        var tellsMessages = false
        /// As many first steps as are told, and whether with their commands.
        var steps = 2
        var tellsCommands = false

        /// From the richest to the poorest: the first that fits on the screen is taken.
        static func all(of report: Report) -> [OverviewExtent] {
            let causes = report.causes.count
            var extents = [
                OverviewExtent(causes: causes, daemonSets: 10, tellsMessages: true, steps: 3, tellsCommands: true),
                OverviewExtent(causes: causes, daemonSets: 6, tellsMessages: true, tellsCommands: true),
                OverviewExtent(causes: causes, daemonSets: 6, tellsMessages: true),
                OverviewExtent(causes: causes, daemonSets: 6, tellsCommands: true),
            ]
            // More causes are worth more than more DaemonSets.
            for count in stride(from: min(causes, 30), through: 1, by: -1) {
                for daemonSets in [6, 5, 4, 3] {
                    extents.append(OverviewExtent(causes: count, daemonSets: daemonSets, steps: count > 5 ? 2 : 1))
                }
            }
            return extents
        }
    }

    /// One screen: how much is broken, the causes, the DaemonSets that lose the most, what to do first.
    func writeOverview(_ report: Report, lines: Int, to page: inout TextPage) {
        for extent in OverviewExtent.all(of: report) {
            var trial = page.empty
            writeOverview(report, extent, to: &trial)
            guard trial.lineCount > lines else { return page.append(trial) }
        }
        writeOverview(report, OverviewExtent(causes: 1, daemonSets: 1, steps: 1), to: &page)
    }

    private func writeOverview(_ report: Report, _ extent: OverviewExtent, to page: inout TextPage) {
        writeHeadline(report, to: &page)
        writeCauses(report, extent, to: &page)
        writeUnjudged(report, to: &page)
        writeMostAffected(report, most: extent.daemonSets, to: &page)
        writeFirstSteps(report, extent, to: &page)
        page.blankLine()
        writePointers(report, to: &page)
    }

    private func writeHeadline(_ report: Report, to page: inout TextPage) {
        let snapshot = report.snapshot
        var facts = ["captured \(moment(snapshot.capturedAt))"]
        if !snapshot.kubernetesVersion.isEmpty { facts.append(snapshot.kubernetesVersion) }
        facts.append(Wording.count(snapshot.nodes, "node"))
        let about = facts.joined(separator: "   ")
        let name = snapshot.name
        if DisplayWidth.of(page.shown("\(name)   \(about)")) <= page.columns {
            page.line(TextPage.Span(name, .bold), TextPage.Span(name.isEmpty ? about : "   \(about)"))
        } else {
            page.paragraph(indent: 0, name, .bold)
            page.paragraph(indent: 0, about)
        }
        page.paragraph(indent: 0, totals(of: report), .bold)
    }

    /// How many DaemonSets need attention, and how many pods are missing, in a sentence.
    func totals(of report: Report) -> String {
        let ill = report.daemonSets.count { $0.needsAttention && $0.diagnosis.verdict != .unknown }
        let unknown = report.daemonSets.count { $0.diagnosis.verdict == .unknown }
        let healthy = report.daemonSets.count { $0.diagnosis.verdict == .healthy && !$0.needsAttention }
        let missing = report.daemonSets.reduce(0) { $0 + $1.unavailable }
        var parts = ["\(ill) need\(ill == 1 ? "s" : "") attention"]
        if unknown > 0 { parts.append("\(unknown) can't be judged") }
        if healthy > 0 { parts.append("\(healthy) healthy") }
        var text = "\(Wording.count(report.daemonSets.count, "DaemonSet")): \(parts.joined(separator: ", "))"
        if missing > 0 {
            text += "; \(Wording.count(missing, "pod")) missing or not available"
        } else if unknown == 0, !report.daemonSets.contains(where: \.runsNowhere) {
            text += "; no pod is missing"
        }
        return text
    }

    // MARK: Causes

    private func writeCauses(_ report: Report, _ extent: OverviewExtent, to page: inout TextPage) {
        guard !report.causes.isEmpty else { return }
        page.blankLine()
        let shown = rows(of: report, most: extent.causes)
        let places = shown.map { place(of: $0.cause, columns: max((page.columns - 30) / 2, 14)) }
        // The number, the counts and the outlook with the gaps between the columns.
        let fixed = 4 + 2 + 6 + 6 + 8
        let isWide = page.columns >= 140
        let room = max(page.columns - fixed - (isWide ? 50 : 0), 28)
        let titles = shown.map { title(of: $0.cause, columns: room * 11 / 20) }
        let longest = titles.map { DisplayWidth.of(page.shown($0)) }.max() ?? 0
        // Names may take nearly a half, and what titles leave.
        let widest = places.map { DisplayWidth.of(page.shown($0)) }.max() ?? 5
        let placeColumns = max(min(widest, max(room - longest, room * 9 / 20)), 6)
        let titleColumns = isWide ? min(longest, room - placeColumns) : room - placeColumns
        let remedyColumns = isWide ? min(page.columns - fixed - placeColumns - titleColumns - 2, 80) : 0
        let head: [TextPage.Cell] = [
            TextPage.Cell("CAUSES", 4 + titleColumns, .bold), TextPage.Cell("WHERE", placeColumns, .bold),
            TextPage.Cell("SETS", 4, .bold), TextPage.Cell("PODS", 4, .bold),
            TextPage.Cell("FIX", isWide ? 6 + remedyColumns : 6, .bold),
        ]
        page.row(head)
        for ((report, place), title) in zip(zip(shown, places), titles) {
            let cause = report.cause
            let isProven = report.outlook == .proven
            // The number is part of the first column, so that a second line of the title is indented.
            var trial = page.empty
            var cells: [TextPage.Cell] = [
                TextPage.Cell(title, titleColumns, cause.severity.style), TextPage.Cell(place, placeColumns),
                .number(cause.daemonSets.count, 4), .number(cause.podsAffected, 4),
                TextPage.Cell(report.outlook.rawValue, 6, isProven ? .good : .plain),
            ]
            if isWide { cells.append(TextPage.Cell(report.remedies.first?.remedy.title ?? "", remedyColumns, .dim)) }
            trial.row(cells)
            page.append(trial, prefix: padded(right: String(cause.id), 3) + " ", indent: 4)
            if extent.tellsMessages { page.paragraph(indent: 6, cause.message, .dim, lineLimit: 3) }
        }
        writeRest(report, shown: shown, to: &page)
    }

    /// A cause's title; where it would take more than two lines, without the paths before the names of images.
    private func title(of cause: Cause, columns: Int) -> String {
        let title = cause.title.capitalizedFirst + (cause.isConsequenceOf.map { " (follows from \($0))" } ?? "")
        guard TextWrapping.lines(of: title, columns: columns).count > 2 else { return title }
        return title.split(separator: " ").map { word in
            let parts = word.split(separator: "/")
            return parts.count > 2 ? "…/\(parts[parts.count - 1])" : String(word)
        }.joined(separator: " ")
    }

    private func writeRest(_ report: Report, shown: [CauseReport], to page: inout TextPage) {
        let printed = Set(shown.map(\.cause.id))
        let left = report.causes.filter { !printed.contains($0.cause.id) }
        guard !left.isEmpty else { return }
        let pods = left.reduce(0) { $0 + $1.cause.podsAffected }
        let most = left.map(\.cause.podsAffected).max() ?? 0
        let each = most > 0 ? ", at most \(Wording.count(most, "pod")) each (\(Wording.count(pods, "pod")))" : ""
        page.line(indent: 4, TextPage.Span("… \(Wording.count(left.count, "more cause"))\(each): --full", .dim))
    }

    /// The causes that have a row: those that cost most pods, what ails the cluster, and DaemonSets that run nowhere.
    private func rows(of report: Report, most: Int) -> [CauseReport] {
        let causes = report.causes
        let nowhere = Set(report.daemonSets.filter(\.runsNowhere).map(\.name))
        guard causes.count > most else { return causes }
        let biggest = Set(causes.prefix(most * 3 / 5).map(\.cause.id))
        func rank(_ cause: Cause) -> Int {
            if biggest.contains(cause.id) { return 0 }
            if cause.isConsequenceOf != nil { return 4 }
            if cause.isShared, cause.daemonSets.count != 1 { return 1 }
            return cause.daemonSets.contains { nowhere.contains($0.name) } ? 2 : 3
        }
        let ranked = causes.enumerated().sorted { left, right in
            (rank(left.element.cause), left.offset) < (rank(right.element.cause), right.offset)
        }
        return ranked.prefix(most).map(\.element).sorted { $0.cause.id < $1.cause.id }
    }

    /// Where a cause is: the DaemonSet whose own fault it is, or else the nodes.
    func place(of cause: Cause, columns: Int) -> String {
        let isOfOne = !cause.isShared || cause.nodes.isEmpty || (cause.daemonSets.count == 1 && !cause.isOfNodes)
        if isOfOne, let first = cause.daemonSets.first?.name {
            return first + (cause.daemonSets.count > 1 ? " +\(cause.daemonSets.count - 1)" : "")
        }
        let folding = NodeNameFolding(cause.nodes)
        if DisplayWidth.of(folding.text) <= columns { return folding.text }
        return Wording.count(cause.nodes.count, "node")
    }

    // MARK: DaemonSets

    /// DaemonSets of which too little was read.
    private func writeUnjudged(_ report: Report, to page: inout TextPage) {
        let names = report.daemonSets.filter { $0.diagnosis.verdict == .unknown }.map(\.name)
        guard !names.isEmpty else { return }
        page.blankLine()
        page.paragraph(
            [TextPage.Span("NOT JUDGED", .bold)], indent: 12,
            "data is missing for \(Wording.list(names, most: 5))", lineLimit: 3)
    }

    private func writeMostAffected(_ report: Report, most: Int, to page: inout TextPage) {
        let affected = report.mostAffected
        guard affected.count > 1 else { return }
        let shown = affected.prefix(affected.count <= most + 1 ? .max : most)
        let widest = shown.map { DisplayWidth.of(page.shown($0.daemonSet.name)) }.max() ?? 0
        let width = max(min(widest, page.columns / 2), 13)
        let room = max(page.columns - width - 15, 8)
        page.blankLine()
        page.row([
            TextPage.Cell("MOST AFFECTED", width + 1, .bold), TextPage.Cell("AVAILABLE", 9, .bold),
            TextPage.Cell("CAUSES", room, .bold),
        ])
        for (daemonSet, causes) in shown {
            let counts = daemonSet.diagnosis.counts
            var available = TextPage.Cell(
                counts.desired == 0 ? "no node" : "\(counts.available)/\(counts.desired)", 9,
                daemonSet.runsNowhere ? .critical : daemonSet.diagnosis.verdict.style)
            available.isRight = true
            let ids = causes.map(String.init).joined(separator: " ")
            var trial = page.empty
            trial.row([TextPage.Cell(daemonSet.name, width), available, TextPage.Cell(ids, room)])
            page.append(trial, prefix: " ", indent: 1)
        }
        if shown.count < affected.count {
            page.line(indent: 1, TextPage.Span("… \(affected.count - shown.count) more: --summary", .dim))
        }
    }

    // MARK: Where to read on

    private func writePointers(_ report: Report, to page: inout TextPage) {
        page.paragraph(
            [TextPage.Span("DETAILS", .bold)], indent: 9,
            "add --cause N | NAMESPACE/NAME | --node NODE | --summary | --full")
        if !report.causes.isEmpty {
            page.paragraph(
                [TextPage.Span("FIX", .bold)], indent: 9,
                "proven: simulated; try: can't be simulated; you: needs your decision", .dim)
        }
        writeGapsLine(report, to: &page)
    }

    func padded(right text: String, _ columns: Int) -> String {
        String(repeating: " ", count: max(columns - DisplayWidth.of(text), 0)) + text
    }
}

extension SnapshotSummary {
    /// Where it comes from, in short.
    var name: String {
        let paths = source.split(separator: ",").map { path in String(path.split(separator: "/").last ?? path) }
        let name = (paths.first ?? "") + (paths.count > 1 ? " +\(paths.count - 1)" : "")
        return name == "-" ? "standard input" : name
    }
}

extension DaemonSetReport {
    /// Whether it has no eligible node though somebody meant it to have some.
    var runsNowhere: Bool {
        diagnosis.counts.desired == 0 && findings.contains { $0.finding.severity == .critical }
    }
}
