import DiagnosisEngine
import RemedyPlan
import RemedyPlaybooks
import Wording

/// A plan for people: what it comes to, what to do by hand first, the steps, what is left. Commands are in the details.
struct PlanTextRenderer: PageRenderer {
    /// As many causes that are left as a screen has room for.
    private static let mostLeft = 6
    /// As many names as a list has.
    private static let mostNames = 6

    private let report: PlanReport

    init(_ report: PlanReport) { self.report = report }

    func write(to page: inout TextPage) {
        writeHead(to: &page)
        if report.detailedSteps.isEmpty {
            writeByHand(to: &page)
            writeSteps(to: &page)
        }
        for step in report.plan.steps where report.isFull || report.detailedSteps.contains(step.number) {
            page.blankLine()
            write(step, to: &page)
        }
        guard report.detailedSteps.isEmpty else { return }
        writeLeft(to: &page)
        if report.isFull { writeUnused(to: &page) }
        writeEnd(to: &page)
    }

    private func writeHead(to page: inout TextPage) {
        let snapshot = report.snapshot
        let name = snapshot.source.split(separator: "/").last.map(String.init) ?? snapshot.source
        let about = "captured \(moment)   \(Wording.count(snapshot.nodes, "node"))"
        let width = page.columns - DisplayWidth.of(about) - 3
        if width >= 12 {
            page.line(
                TextPage.Span(DisplayWidth.clipped(TerminalText.escaped(name), columns: width), .bold),
                TextPage.Span("   \(about)"))
        } else {
            page.paragraph(indent: 0, "\(name)   \(about)")
        }
        page.paragraph(indent: 0, PlanWording.headline(report.plan), .bold)
        if report.unknown > 0 {
            page.paragraph(
                indent: 0,
                "\(Wording.count(report.unknown, "DaemonSet")) can't be judged: the snapshot lacks their pods or nodes.",
                .warning)
        }
        if report.plan.isCutShort {
            page.paragraph(
                indent: 0, "The search stopped early: the cluster is too large to try every remedy.", .warning)
        }
    }

    private var moment: String {
        let text = report.snapshot.capturedAt.description
        return text.prefix(16).replacing("T", with: " ") + " UTC"
    }

    /// Nodes that hold up the steps, which only people can bring back.
    private func writeByHand(to page: inout TextPage) {
        let causes = report.plan.leftOver.filter { !$0.holdsUp.isEmpty }
        guard !causes.isEmpty else { return }
        page.blankLine()
        page.line(TextPage.Span("FIRST, BY HAND", .bold))
        for cause in causes {
            let nodes = NodeNameFolding(cause.nodes).text(columns: 30)
            let steps = Wording.list(cause.holdsUp.map(String.init))
            page.paragraph(
                [TextPage.Span("  -  ")], indent: 5,
                "\(cause.remedy ?? cause.title.capitalizedFirst) (\(nodes)): it holds up the rollout in "
                    + "\(cause.holdsUp.count == 1 ? "step" : "steps") \(steps).", lineLimit: 3)
        }
    }

    private func writeSteps(to page: inout TextPage) {
        guard !report.plan.steps.isEmpty else { return }
        page.blankLine()
        let steps = report.plan.steps
        let pods = steps.map { PlanWording.pods($0.before, $0.after) }
        let width = max(pods.map(DisplayWidth.of).max() ?? 0, 14)
        let room = max(page.columns - width - 17, 16)
        page.line(TextPage.Span(padded("STEP", room + 6) + padded("AVAILABLE", width) + "  RISK", .bold))
        for (step, pods) in zip(steps, pods) {
            let name = DisplayWidth.clipped(TerminalText.escaped(step.daemonSet), columns: room)
            page.line(
                TextPage.Span(padded(right: String(step.number), 3) + "   "), TextPage.Span(padded(name, room), .bold),
                TextPage.Span(padded(pods, width) + "  "),
                TextPage.Span(step.remedy.risk.rawValue, step.remedy.risk.style))
            let costs = PlanWording.costs(step)
            let text = PlanWording.title(step) + (costs.isEmpty ? "" : "; " + costs.joined(separator: ", "))
            page.paragraph(indent: 6, text + others(step), lineLimit: report.isFull ? .max : 3)
        }
    }

    private func others(_ step: PlanStep) -> String {
        guard !step.others.isEmpty else { return "" }
        let gain = step.others.reduce(0) { $0 + $1.after.available - $1.before.available }
        let names = step.others.map(\.name).named(atMost: 2)
        return "; \(gain >= 0 ? "+" : "−")\(Wording.count(abs(gain), "pod")) of \(names)"
    }

    // MARK: A step in full

    private func write(_ step: PlanStep, to page: inout TextPage) {
        let title = "Step \(step.number): \(PlanWording.title(step))"
        let risk = TextPage.Span("risk \(step.remedy.risk.rawValue)", step.remedy.risk.style)
        if !page.line([TextPage.Span(title, .bold)], right: risk) {
            page.paragraph(indent: 0, "\(title) (risk \(step.remedy.risk.rawValue))", .bold)
        }
        let cause = step.cause.map { " for cause \($0)" } ?? ""
        page.paragraph(
            indent: 9,
            "\(step.daemonSet)\(cause): \(PlanWording.pods(step.before, step.after)) available"
                + (step.number > 1 ? " after the steps before." : "."))
        if !step.gains.isEmpty {
            page.paragraph([label("Gains")], indent: 9, NodeNameFolding(step.gains).text(columns: 300))
        }
        let costs = PlanWording.costs(step)
        if !costs.isEmpty {
            page.paragraph([label("Costs")], indent: 9, costs.joined(separator: ", ").capitalizedFirst + ".")
        }
        for eviction in step.remedy.simulation?.evicts.prefix(report.isVerbose ? .max : Self.mostNames) ?? [] {
            page.paragraph(indent: 9, "Evicts \(eviction.pod) on \(eviction.node): \(fate(eviction)).", .dim)
        }
        let more = (step.remedy.simulation?.evicts.count ?? 0) - Self.mostNames
        if more > 0, !report.isVerbose { page.paragraph(indent: 9, "… \(more) more evictions: -v", .dim) }
        for line in PlanWording.others(step) { page.paragraph(indent: 9, line) }
        for line in step.remedy.steps { page.paragraph(indent: 9, line) }
        write(step.remedy.commands, "Do", to: &page)
        write(step.remedy.verify, "Check", to: &page)
        write(step.remedy.rollback, "Undo", to: &page)
    }

    private func fate(_ eviction: Simulation.Eviction) -> String {
        SimulationWording.fate(of: eviction)
            + (eviction.violatesBudget.map { ", violates PodDisruptionBudget \($0)" } ?? "")
    }

    private func label(_ text: String) -> TextPage.Span { TextPage.Span("  \(text)", .good) }

    private func write(_ commands: [[String]], _ text: String, to page: inout TextPage) {
        for (position, command) in commands.enumerated() {
            let label = label(position == 0 ? text : "")
            guard let lines = ShellQuoting.lines(of: command, columns: page.columns - 9) else {
                page.paragraph(
                    [label], indent: 9, "(a command with characters that a terminal does not show: see -o json)", .dim)
                continue
            }
            for (number, line) in lines.enumerated() {
                let start = number == 0 ? label.text : ""
                page.line(TextPage.Span(padded(start, 9), .good), TextPage.Span(line, .notice))
            }
        }
    }

    // MARK: What is left

    private func writeLeft(to page: inout TextPage) {
        let left = report.plan.leftOver.filter { $0.pods > 0 }
        let others = report.plan.leftOver.filter { $0.pods == 0 }
        guard !report.plan.leftOver.isEmpty else { return }
        page.blankLine()
        page.line(TextPage.Span("LEFT OVER, BY CAUSE", .bold))
        let shown = report.isFull ? report.plan.leftOver : Array((left + others).prefix(Self.mostLeft))
        for cause in shown { write(cause, to: &page) }
        let more = report.plan.leftOver.count - shown.count
        if more > 0 {
            let pods = report.plan.leftOver.reduce(0) { $0 + $1.pods } - shown.reduce(0) { $0 + $1.pods }
            let words = pods > 0 ? ", \(Wording.count(pods, "pod"))" : ""
            page.line(indent: 5, TextPage.Span("… \(Wording.count(more, "more cause"))\(words): --full", .dim))
        }
    }

    private func write(_ cause: LeftOverCause, to page: inout TextPage) {
        let place =
            cause.daemonSets.count == 1 || cause.nodes.isEmpty
            ? cause.daemonSets.named(atMost: 1) : NodeNameFolding(cause.nodes).text(columns: 24)
        let pods = cause.pods > 0 ? ", \(Wording.count(cause.pods, "pod"))" : ""
        let head = "\(cause.title.capitalizedFirst)\(place.isEmpty ? "" : " (\(place))")\(pods)"
        let reason = PlanWording.reason(cause.reason, cause.why, remedy: cause.remedy)
        page.paragraph(
            [TextPage.Span(padded(right: String(cause.cause), 3) + "  ")], indent: 5, "\(head): \(reason)",
            lineLimit: report.isFull ? .max : 2)
    }

    private func writeUnused(to page: inout TextPage) {
        guard !report.plan.unused.isEmpty else { return }
        page.blankLine()
        page.line(TextPage.Span("NOT USED, BY CAUSE", .bold))
        for remedy in report.plan.unused {
            let who = remedy.daemonSet.map { "\($0): " } ?? ""
            page.paragraph(
                [TextPage.Span(padded(right: String(remedy.cause), 3) + "  ")], indent: 5,
                "\(who)\(remedy.title): \(PlanWording.reason(remedy.reason, remedy.why, remedy: nil))")
        }
    }

    private func writeEnd(to page: inout TextPage) {
        page.blankLine()
        if !report.plan.steps.isEmpty {
            page.paragraph(
                [TextPage.Span("DETAILS", .bold)], indent: 9,
                "dsdoctor plan --step N | --full | -o script > plan.sh; DRY_RUN=1 sh plan.sh")
        }
        let gaps = report.snapshot.gaps.filter { report.isVerbose || !$0.isDoubtful }
        if let first = gaps.first {
            let more = gaps.count - 1
            if report.isVerbose {
                for gap in gaps { page.paragraph([TextPage.Span("GAP", .bold)], indent: 9, gap.detail) }
            } else {
                page.paragraph(
                    [TextPage.Span("GAPS", .bold)], indent: 9,
                    first.detail + (more > 0 ? " \(more) more: -v" : ""), lineLimit: 2)
            }
        }
        if !report.plan.steps.isEmpty {
            page.paragraph(
                [TextPage.Span("ASSUMES", .bold)], indent: 9, "Scheduled pods become ready.", .dim)
        }
    }

    private func padded(_ text: String, _ columns: Int) -> String {
        text + String(repeating: " ", count: max(columns - DisplayWidth.of(text), 0))
    }

    private func padded(right text: String, _ columns: Int) -> String {
        String(repeating: " ", count: max(columns - DisplayWidth.of(text), 0)) + text
    }
}
