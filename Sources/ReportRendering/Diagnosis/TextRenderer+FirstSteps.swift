import DiagnosisEngine
import RemedyPlaybooks
import Wording

extension TextRenderer {
    /// The first steps: the nodes that other causes follow from, then the proven remedies that heal most.
    func writeFirstSteps(_ report: Report, _ extent: OverviewExtent, to page: inout TextPage) {
        let chosen = firstSteps(report, most: extent.steps)
        guard !chosen.isEmpty else { return }
        page.blankLine()
        page.line(TextPage.Span("DO FIRST", .bold))
        for cause in chosen { write(cause, extent, in: report, to: &page) }
    }

    private func firstSteps(_ report: Report, most: Int) -> [CauseReport] {
        let origins = Set(report.causes.compactMap(\.cause.isConsequenceOf))
        // Nodes in trouble are the ground that other remedies stand on, where pods are lost there.
        let nodes = report.causes.filter {
            $0.cause.isOfNodes && !$0.remedies.isEmpty && $0.cause.severity == .critical
                && (origins.contains($0.cause.id) || $0.cause.daemonSets.count > 2)
        }.prefix(1)
        let curable = report.causes.filter { cause in
            cause.outlook != .decision && cause.gain > 0 && cause.cause.isConsequenceOf == nil
                && !nodes.contains { $0.cause.id == cause.cause.id }
        }.sorted {
            let (one, other) = ($0.outlook == .proven, $1.outlook == .proven)
            if $0.gain != $1.gain { return $0.gain > $1.gain }
            return one != other ? one : $0.cause.id < $1.cause.id
        }
        let chosen = nodes + curable.prefix(max(most - nodes.count, 0))
        return chosen.isEmpty ? Array(report.causes.filter { !$0.remedies.isEmpty }.prefix(1)) : Array(chosen)
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
