import RemedyPlan
import RemedyPlaybooks
import Wording

/// A plan for a ticket: what it comes to and the steps, a line each; commands folded away below; what is left.
struct PlanMarkdownRenderer: ReportRenderer {
    static let format = "markdown"
    static let isForPeople = true

    private let report: PlanReport

    init(_ report: PlanReport) { self.report = report }

    func render(on style: PageStyle, to sink: ([UInt8]) throws -> Void) throws {
        var page = MarkdownPage()
        write(to: &page)
        try sink(Array(page.text.utf8))
    }

    private func write(to page: inout MarkdownPage) {
        let plan = report.plan
        page.heading(1, "\(PlanWording.headline(plan))")
        let name = report.snapshot.name
        let source: Markdown = name.isEmpty ? "" : "\(code: name), "
        let moment = report.snapshot.capturedAt.minute
        page.paragraph("\(source)captured \(moment), \(Wording.count(report.snapshot.nodes, "node"))")
        if report.unknown > 0 {
            let count = Wording.count(report.unknown, "DaemonSet")
            page.paragraph("\(count) can't be judged: the snapshot lacks their pods or nodes.")
        }
        if plan.isCutShort {
            page.paragraph("The search stopped early: the cluster is too large to try every remedy.")
        }
        let steps = plan.steps.filter { report.detailedSteps.isEmpty || report.detailedSteps.contains($0.number) }
        if report.detailedSteps.isEmpty {
            writeByHand(to: &page)
            writeSteps(to: &page)
        }
        if !steps.isEmpty { page.heading(2, "Commands") }
        for step in steps { write(step, to: &page) }
        guard report.detailedSteps.isEmpty else { return }
        writeLeft(to: &page)
        page.write(report.snapshot.gaps, isWhole: report.isVerbose)
        if !plan.steps.isEmpty { page.paragraph("The simulation assumes that scheduled pods become ready.") }
    }

    private func writeByHand(to page: inout MarkdownPage) {
        let causes = report.plan.leftOver.filter { !$0.holdsUp.isEmpty }
        guard !causes.isEmpty else { return }
        page.heading(2, "First, by hand")
        for cause in causes {
            let steps = "step\(cause.holdsUp.count == 1 ? "" : "s") \(Wording.list(cause.holdsUp.map(String.init)))"
            let nodes: Markdown =
                cause.nodes.isEmpty ? "" : " (\(code: NodeNameFolding(cause.nodes).text(columns: 60)))"
            page.item("\(cause.remedy ?? cause.title.capitalizedFirst)\(nodes): it holds up the rollout in \(steps).")
        }
    }

    private func writeSteps(to page: inout MarkdownPage) {
        guard !report.plan.steps.isEmpty else { return }
        page.heading(2, "Steps")
        for step in report.plan.steps {
            let costs = PlanWording.costs(step)
            let cost: Markdown = costs.isEmpty ? "" : "; \(costs.joined(separator: ", "))"
            let pods = "\(PlanWording.pods(step.before, step.after)) available, risk \(step.remedy.risk.rawValue)"
            page.item(step.number, "\(code: step.daemonSet): \(PlanWording.title(step)): \(pods)\(cost)")
        }
    }

    private func write(_ step: PlanStep, to page: inout MarkdownPage) {
        page.details("Step \(step.number): \(step.daemonSet): \(PlanWording.title(step))") { inside in
            let after = step.number > 1 ? " after the steps before" : ""
            inside.paragraph("\(PlanWording.pods(step.before, step.after)) available\(Markdown(stringLiteral: after)).")
            if !step.gains.isEmpty { inside.item("Gains \(code: NodeNameFolding(step.gains).text)") }
            let costs = PlanWording.costs(step)
            if !costs.isEmpty { inside.item("\(costs.joined(separator: ", ").capitalizedFirst).") }
            for line in PlanWording.others(step) { inside.item("\(line)") }
            for line in step.remedy.steps { inside.paragraph("\(line)") }
            inside.commands(step.remedy.commands)
            if !step.remedy.verify.isEmpty {
                inside.paragraph("Check:")
                inside.commands(step.remedy.verify)
            }
            if !step.remedy.rollback.isEmpty {
                inside.paragraph("Undo:")
                inside.commands(step.remedy.rollback)
            }
        }
    }

    private func writeLeft(to page: inout MarkdownPage) {
        guard !report.plan.leftOver.isEmpty else { return }
        page.heading(2, "Left over, by cause")
        for cause in report.plan.leftOver {
            let place =
                cause.daemonSets.count == 1 || cause.nodes.isEmpty
                ? cause.daemonSets.named(atMost: 1) : NodeNameFolding(cause.nodes).text(columns: 60)
            let location: Markdown = place.isEmpty ? "" : " (\(code: place))"
            let pods = cause.pods > 0 ? ", \(Wording.count(cause.pods, "pod"))" : ""
            let reason = PlanWording.reason(cause.reason, cause.why, remedy: cause.remedy)
            page.item(
                "**\(cause.cause). \(cause.title.capitalizedFirst)**\(location)\(Markdown(stringLiteral: pods)): \(reason)"
            )
        }
    }
}
