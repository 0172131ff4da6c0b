import DiagnosisEngine
import KubernetesModel
import RolloutGate
import Wording

/// What `rollout` tells for people: a line for each news, and at the end what to do.
extension RolloutReport {
    /// The lines of the news of a moment: `21:07:11  3/12  n4: the new pod fails: …`.
    package func newsText(on style: PageStyle, isTerminal: Bool) -> String {
        var page = TextPage(style)
        for news in state.news where news.isNotable {
            let clock = TextPage.Span("\(clock(state.time))  ", .dim)
            let share = TextPage.Span("\(state.count(.updated))/\(state.eligible)  ", .bold)
            // What reads logs wants a line for each news; a terminal is narrow.
            if isTerminal {
                page.paragraph([clock, share], indent: page.width(of: [clock, share]), news.message, news.style)
            } else {
                page.line([clock, share, TextPage.Span(news.message, news.style)])
            }
        }
        return page.text
    }

    /// The end: the decision, what led to it, the ways out, and who used up the budget.
    package func endText(on style: PageStyle, isVerbose: Bool = false) -> String {
        guard let decision = state.decision else { return "" }
        var page = TextPage(style)
        let (word, color) = Self.heading(decision.outcome)
        page.line(
            TextPage.Span("\(word)  ", color), TextPage.Span("\(namespace)/\(name)", .bold),
            TextPage.Span(
                "   \(state.count(.updated))/\(state.eligible) updated and available"
                    + (state.elapsed > 0 ? ", after \(Wording.duration(seconds: state.elapsed))" : "")))
        page.paragraph(indent: 2, decision.message)
        for finding in findings { write(finding, to: &page) }
        write(wayBack: decision, to: &page)
        if decision.outcome == .timedOut || isVerbose { writeLedger(to: &page, isVerbose: isVerbose) }
        return "\n" + page.text
    }

    private static func heading(_ outcome: RolloutDecision.Outcome) -> (String, TextStyle) {
        switch outcome {
        case .done: return ("DONE", .good)
        case .stopped: return ("STOPPED", .critical)
        case .unreadable: return ("UNREADABLE", .critical)
        case .timedOut: return ("TIMED OUT", .warning)
        }
    }

    private func write(_ report: FindingReport, to page: inout TextPage) {
        let finding = report.finding
        page.blankLine()
        let nodes = NodeNameFolding(finding.nodes).text(columns: 60)
        page.paragraph(
            [TextPage.Span("✖ ", .critical)], indent: 2,
            "\(RuleCatalogue.title(of: finding)): \(nodes) (\(finding.code))", .critical)
        page.paragraph(indent: 2, finding.message)
        for evidence in finding.evidence.prefix(2) {
            page.paragraph(indent: 4, "\(evidence.object): \(evidence.text)", .dim, lineLimit: 3)
        }
        guard let remedy = report.remedies.first else { return }
        let proof = remedy.simulation?.status == .proven ? ", proven on this snapshot" : ""
        page.paragraph(
            [TextPage.Span("  Fix", .good)], indent: 9, "\(remedy.title) (risk \(remedy.risk.rawValue)\(proof))", .bold)
        for step in remedy.steps.prefix(3) { page.paragraph(indent: 9, step) }
        for command in remedy.commands.prefix(4) { write(command, indent: 9, to: &page) }
    }

    private func write(wayBack decision: RolloutDecision, to page: inout TextPage) {
        guard let way = decision.wayBack, let command = wayBack.first,
            // It may stand there already, as the way out of a finding.
            !findings.contains(where: { $0.remedies.first?.commands.contains(command) ?? false })
        else { return }
        page.blankLine()
        page.paragraph(
            [TextPage.Span("  Roll back", .good)], indent: 13,
            "to revision \(way.revision), which was available on \(Wording.count(way.nodes, "node")) in this rollout; "
                + "dsdoctor itself changes nothing")
        write(command, indent: 13, to: &page)
        if state.strategy == .onDelete {
            page.paragraph(indent: 13, "With OnDelete, then delete the pods that fail.")
        }
    }

    private func write(_ command: [String], indent: Int, to page: inout TextPage) {
        for line in ShellQuoting.lines(of: command, columns: page.columns - indent) ?? ["(see -o json)"] {
            page.line(indent: indent, TextPage.Span(line, .notice))
        }
    }

    /// As many rounds as are told without -v.
    private static let mostRounds = 5

    /// Who used the budget, round by round, the last rounds and what is held still.
    private func writeLedger(to page: inout TextPage, isVerbose: Bool) {
        guard state.budget != nil, !state.slots.isEmpty else { return }
        let last = state.slots.map(\.round).max() ?? 1
        let first = isVerbose ? 1 : last - Self.mostRounds + 1
        page.blankLine()
        page.line(TextPage.Span("BUDGET", .bold), TextPage.Span("  \(state.strategyWords): who used it"))
        let earlier = state.slots.count { $0.round < first && $0.until != nil }
        if earlier > 0 {
            page.line(indent: 2, TextPage.Span("… \(Wording.count(earlier, "earlier use")), freed since", .dim))
        }
        let shown = state.slots.filter { $0.round >= first || $0.until == nil }
        for group in Self.groups(shown) {
            let use = group[0]
            let nodes = NodeNameFolding(group.map(\.node)).text(columns: 40)
            let seconds = (use.until ?? state.time).seconds(since: use.since)
            var text = "\(nodes): \(Wording.duration(seconds: seconds))"
            if use.until == nil { text += " so far, \(use.what)" }
            if let cause = use.cause { text += ", \(cause)" }
            if let blame = use.blame { text += ", fault of the \(blame == .unknown ? "unknown" : blame.rawValue)" }
            page.paragraph(
                [TextPage.Span("  round \(use.round)  \(clock(use.since))  ", .dim)],
                indent: 20 + "\(use.round)".count, text, use.until == nil ? .warning : .plain)
        }
    }

    /// Uses that are alike, but for their nodes.
    private static func groups(_ uses: [SlotUse]) -> [[SlotUse]] {
        var groups: [[SlotUse]] = []
        var positions: [String: Int] = [:]
        for use in uses {
            let key =
                "\(use.round) \(use.since) \(use.until?.description ?? "") \(use.what) \(use.cause?.rawValue ?? "") "
                + "\(use.blame?.rawValue ?? "")"
            if let position = positions[key] {
                groups[position].append(use)
            } else {
                positions[key] = groups.count
                groups.append([use])
            }
        }
        return groups
    }

    /// The time of day, in UTC: `21:07:11`.
    private func clock(_ time: Timestamp) -> String { String(time.description.dropFirst(11).prefix(8)) }
}

extension RolloutNews {
    fileprivate var style: TextStyle {
        switch kind {
        case .stalled, .trouble, .superseded, .recreated, .specUnseen: return .warning
        case .nodes: return changes.contains { $0.now.state == .failing } ? .critical : .plain
        case .started, .recovered: return .plain
        }
    }
}
