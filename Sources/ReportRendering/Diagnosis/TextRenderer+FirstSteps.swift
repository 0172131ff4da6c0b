import DiagnosisEngine
import RemedyPlan
import RemedyPlaybooks
import Wording

extension TextRenderer {
    /// What to do first, with commands where the extent leaves room for them.
    func writeFirstSteps(_ report: Report, _ extent: OverviewExtent, to page: inout TextPage) {
        let actions = report.firstActions(most: extent.steps)
        guard !actions.isEmpty else { return }
        page.blankLine()
        page.line(TextPage.Span("DO FIRST", .bold))
        for action in actions {
            switch action {
            case .cause(let cause): write(cause, extent, in: report, to: &page)
            case .step(let step): write(step, to: &page)
            }
        }
    }

    /// The plan's first step.
    private func write(_ step: PlanStep, to page: inout TextPage) {
        page.paragraph(indent: 1, "\(step.daemonSet): \(PlanWording.title(step))", .good)
        if let later = step.leadsTo {
            page.paragraph(
                indent: 3,
                "Step \(later.number) needs it first: \(later.daemonSet): \(later.title), "
                    + "\(PlanWording.pods(later.before, later.after)) available.", .dim)
        }
        let costs = PlanWording.costs(step)
        let words = costs.isEmpty ? "" : ", " + costs.joined(separator: ", ")
        page.paragraph(
            indent: 3,
            "Proven: \(PlanWording.pods(step.before, step.after)) available\(words). "
                + "Risk \(step.remedy.risk.rawValue). More: dsdoctor plan --step \(step.number)",
            .dim, lineLimit: 3)
    }

    private func write(
        _ report: CauseReport, _ extent: OverviewExtent, in whole: Report, to page: inout TextPage
    ) {
        let remedy = report.remedies[0].remedy
        var title = remedy.title
        if report.cause.isOfNodes {
            title += ": \(NodeNameFolding(report.cause.nodes).text(columns: max(page.columns - 30, 20)))"
        } else if let name = report.remedies[0].finding.daemonSet {
            title = "\(name): \(title)"
        }
        page.paragraph(indent: 1, title, .good)
        let following = whole.causes.map(\.cause).filter { $0.isConsequenceOf == report.cause.id }.map(\.id)
        if !following.isEmpty {
            let causes = "Cause\(following.count == 1 ? "" : "s") \(Wording.list(following.map(String.init)))"
            page.paragraph(indent: 3, "\(causes) follow\(following.count == 1 ? "s" : "") from it.", .dim)
        }
        let isProven = remedy.simulation?.status == .proven
        let effect = isProven ? SimulationWording.lines(remedy.simulation)[0] : "Not proven."
        page.paragraph(
            indent: 3, "\(effect) Risk \(remedy.risk.rawValue). More: --cause \(report.cause.id)", .dim)
        guard extent.tellsCommands else { return }
        for command in remedy.commands.prefix(3) {
            for line in ShellQuoting.lines(of: command, columns: page.columns - 3) ?? [] {
                page.line(indent: 3, TextPage.Span(line, .notice))
            }
        }
    }
}
