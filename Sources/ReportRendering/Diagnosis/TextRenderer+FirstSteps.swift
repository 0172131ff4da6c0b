import DiagnosisEngine
import RemedyPlan
import RemedyPlaybooks
import Wording

extension TextRenderer {
    /// The first steps: the nodes that other causes follow from, the cause that costs the most pods if no plan can heal
    /// it, then the plan's first step; without a plan the remedies that heal most.
    func writeFirstSteps(_ report: Report, _ extent: OverviewExtent, to page: inout TextPage) {
        let nodes = nodesFirst(report)
        let biggest = biggestFirst(report, after: nodes)
        let rest = report.firstStep == nil ? others(report, after: nodes, most: extent.steps) : []
        guard !nodes.isEmpty || !biggest.isEmpty || !rest.isEmpty || report.firstStep != nil else { return }
        page.blankLine()
        page.line(TextPage.Span("DO FIRST", .bold))
        for cause in nodes + biggest { write(cause, extent, in: report, to: &page) }
        if let step = report.firstStep { write(step, to: &page) }
        for cause in rest { write(cause, extent, in: report, to: &page) }
    }

    /// Nodes in trouble are the ground that other remedies stand on, where pods are lost there; at most one cause.
    private func nodesFirst(_ report: Report) -> [CauseReport] {
        let origins = Set(report.causes.compactMap(\.cause.isConsequenceOf))
        let nodes = report.causes.filter {
            $0.cause.isOfNodes && !$0.remedies.isEmpty && $0.cause.severity == .critical
                && (origins.contains($0.cause.id) || $0.cause.daemonSets.count > 2)
        }
        return Array(nodes.prefix(1))
    }

    /// The cause that costs the most pods, if none of its remedies can be proven and it costs more than the plan's first
    /// step brings back; at most one.
    private func biggestFirst(_ report: Report, after nodes: [CauseReport]) -> [CauseReport] {
        guard let step = report.firstStep,
            let first = report.causes.max(by: { left, right in
                (left.cause.podsAffected, right.cause.id) < (right.cause.podsAffected, left.cause.id)
            })
        else { return [] }
        let isTold = nodes.contains { $0.cause.id == first.cause.id } || first.outlook == .proven
        let isWorthIt = !first.remedies.isEmpty && first.cause.podsAffected > step.after.available - step.before.available
        return !isTold && isWorthIt ? [first] : []
    }

    private func others(_ report: Report, after nodes: [CauseReport], most: Int) -> [CauseReport] {
        let curable = report.causes.filter { cause in
            cause.outlook != .decision && cause.gain > 0 && cause.cause.isConsequenceOf == nil
                && !nodes.contains { $0.cause.id == cause.cause.id }
        }.sorted {
            let (one, other) = ($0.outlook == .proven, $1.outlook == .proven)
            if $0.gain != $1.gain { return $0.gain > $1.gain }
            return one != other ? one : $0.cause.id < $1.cause.id
        }
        let chosen = Array(curable.prefix(max(most - nodes.count, 0)))
        let nothing = nodes.isEmpty && chosen.isEmpty
        return nothing ? Array(report.causes.filter { !$0.remedies.isEmpty }.prefix(1)) : chosen
    }

    /// The plan's first step.
    private func write(_ step: PlanStep, to page: inout TextPage) {
        page.paragraph(indent: 1, "\(step.daemonSet): \(PlanWording.title(step))", .good)
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
