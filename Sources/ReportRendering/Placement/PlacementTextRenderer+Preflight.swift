import Preflight
import Wording

/// The verdict of a gate for people: the news first, then every problem with its place.
extension PlacementTextRenderer {
    static func word(_ verdict: PreflightVerdict) -> (text: String, style: TextStyle) {
        switch verdict {
        case .pass: ("PASS", .good)
        case .fail: ("FAIL", .critical)
        case .notChecked: ("NOT CHECKED", .warning)
        case .unreadable: ("UNREADABLE", .critical)
        }
    }

    static func mark(_ severity: PreflightProblem.Severity) -> (text: String, style: TextStyle) {
        switch severity {
        case .unreadable, .failure: ("✖", .critical)
        case .notChecked: ("?", .warning)
        case .warning: ("!", .warning)
        case .notice: ("–", .dim)
        }
    }

    /// The verdict, the table of several clusters, and what concerns the manifest as a whole.
    func writeHead(_ verdict: PreflightVerdict, of report: PlacementReport, to page: inout TextPage) {
        let word = Self.word(verdict)
        page.paragraph(
            [TextPage.Span("\(word.text)  ", word.style)], indent: word.text.count + 2, Self.summary(of: report))
        let preflight = report.preflight ?? PreflightReport()
        if preflight.clusters.count > 1 { writeTable(of: report, to: &page) }
        if !preflight.problems.isEmpty { page.blankLine() }
        for problem in preflight.problems { write(problem, to: &page) }
    }

    static func summary(of report: PlacementReport) -> String {
        let verdicts = report.daemonSets.compactMap { report.verdict(of: $0) }
        let clusters = report.preflight?.clusters.count ?? 1
        let place = clusters > 1 ? " in \(clusters) clusters" : ""
        let all = Wording.count(verdicts.count, "DaemonSet")
        let others = (report.preflight?.problems ?? []).count { $0.severity <= .failure }
        var parts: [String] = []
        let failing = verdicts.count { $0 >= .fail }
        if failing > 0 {
            parts.append(
                reasons(of: report)
                    ?? "\(verdicts.count == 1 ? "the DaemonSet" : "\(failing) of \(all)") would not run properly\(place)"
            )
        }
        if others > 0 { parts.append("\(Wording.count(others, "problem")) in the manifest") }
        let open = verdicts.count { $0 == .notChecked }
        if open > 0 { parts.append("\(open) of \(all) could not be checked completely\(place)") }
        if !parts.isEmpty { return parts.joined(separator: "; ") }
        return verdicts.isEmpty
            ? "nothing to place" : "\(all): every eligible node would get its pod\(place)"
    }

    /// Why the only DaemonSet fails, by kinds of problems; nil for several, which the table tells apart.
    private static func reasons(of report: PlacementReport) -> String? {
        guard report.daemonSets.count == 1, let daemonSet = report.daemonSets.first else { return nil }
        let problems = (daemonSet.preflight?.problems ?? []).filter { $0.severity <= .failure }
        var codes: [PreflightCode] = []
        for problem in problems where !codes.contains(problem.code) { codes.append(problem.code) }
        guard !codes.isEmpty else { return nil }
        // What is refused never runs: why it is refused is the news.
        if codes.contains(where: { !$0.isOfPlacement }) { codes.removeAll(where: \.isOfPlacement) }
        let told = codes.prefix(2).map { code -> String in
            guard code == .doesNotFit else { return code.title.lowercasedArticle }
            let eligible = daemonSet.nodes.filter(\.shouldRun)
            let full = eligible.count { !$0.fits }
            return "the pod does not fit on \(full) of \(Wording.count(eligible.count, "eligible node"))"
        }
        let more = codes.count > 2 ? ["\(Wording.count(codes.count - 2, "more kind")) of problem"] : []
        return (told + more).joined(separator: "; ")
    }

    /// A row for each DaemonSet in each cluster.
    private func writeTable(of report: PlacementReport, to page: inout TextPage) {
        let rows = (report.preflight?.clusters ?? []).flatMap { cluster in
            report.daemonSets.filter { $0.preflight?.cluster == cluster }.map { daemonSet in
                let eligible = daemonSet.nodes.filter(\.shouldRun)
                let nodes = "\(eligible.count(where: \.fits))/\(eligible.count)"
                let verdict = report.verdict(of: daemonSet) ?? .pass
                let worst = daemonSet.preflight?.problems.filter { $0.severity < .warning }.map(\.code.rawValue) ?? []
                var codes: [String] = []
                for code in worst where !codes.contains(code) { codes.append(code) }
                return (cluster: cluster, name: daemonSet.qualifiedName, verdict: verdict, nodes: nodes, codes: codes)
            }
        }
        func width(_ head: String, _ texts: [String]) -> Int { ([head] + texts).map(DisplayWidth.of).max() ?? 0 }
        func padded(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(0, width - DisplayWidth.of(text)) + 2)
        }
        let names = width("CLUSTER", rows.map(\.cluster))
        let daemonSets = width("DAEMONSET", rows.map(\.name))
        let nodes = width("FITS", rows.map(\.nodes))
        let verdicts = width("VERDICT", rows.map { Self.word($0.verdict).text })
        page.blankLine()
        page.line(
            TextPage.Span(
                padded("CLUSTER", names) + padded("DAEMONSET", daemonSets) + padded("FITS", nodes)
                    + padded("VERDICT", verdicts) + "WHY", .dim))
        for row in rows {
            let word = Self.word(row.verdict)
            page.line(
                TextPage.Span(padded(row.cluster, names)), TextPage.Span(padded(row.name, daemonSets), .bold),
                TextPage.Span(padded(row.nodes, nodes)), TextPage.Span(padded(word.text, verdicts), word.style),
                TextPage.Span(row.codes.joined(separator: ", ")))
        }
    }

    /// Problems of one DaemonSet, in what admission changes its pods, and its rollout.
    func writeProblems(of preflight: DaemonSetPreflight, to page: inout TextPage) {
        // What the groups of nodes below tell anyway.
        let told: Set<PreflightCode> = [.doesNotFit, .needsPreemption]
        for problem in preflight.problems where !told.contains(problem.code) { write(problem, to: &page) }
        if !preflight.changes.isEmpty {
            page.paragraph(
                [TextPage.Span("  – ", .dim)], indent: 4,
                "Admission changes the pods: \(preflight.changes.joined(separator: "; "))")
        }
        let isTold = preflight.problems.contains { $0.code == .rolloutStalls }
        for sentence in preflight.rollout?.sentences ?? [] where !isTold {
            page.paragraph([TextPage.Span("  – ", .dim)], indent: 4, sentence)
        }
        if preflight.rollout?.replacesPods == false {
            page.paragraph(
                [TextPage.Span("  – ", .dim)], indent: 4,
                "No pod restarts: the template is unchanged, as far as the snapshot shows.")
        }
    }

    private func write(_ problem: PreflightProblem, to page: inout TextPage) {
        let mark = Self.mark(problem.severity)
        page.paragraph(
            [TextPage.Span("  \(mark.text) ", mark.style)], indent: 4,
            "\(problem.place.text): \(problem.sentence)  [\(problem.code.rawValue)]")
    }

    /// The parts that were not judged.
    func writeClosing(_ preflight: PreflightReport, of report: PlacementReport, to page: inout TextPage) {
        let kinds = Dictionary(grouping: preflight.notJudged, by: \.kind).sorted { $0.key < $1.key }
        if kinds.isEmpty { return }
        page.blankLine()
        let all = kinds.map { kind, objects in
            "\(kind) \(Wording.list(objects.map(\.qualifiedName), most: isVerbose ? .max : 3))"
        }
        page.paragraph(
            [TextPage.Span("NOT JUDGED  ", .bold)], indent: 12,
            "other workloads of the manifest: \(all.joined(separator: "; "))")
    }

}
