import DiagnosisEngine
import RemedyPlan
import RemedyPlaybooks
import Wording

/// What to do first, in the words of formats that are read elsewhere than in a terminal.
struct FirstStep {
    /// What to do, and to what.
    var title: String
    /// What comes of it.
    var effect: String
    var commands: [[String]]

    /// What to do first about a report, at most so many where there is no plan.
    static func all(of report: Report, most: Int) -> [FirstStep] {
        report.firstActions(most: most).compactMap { action in
            switch action {
            case .cause(let cause): step(cause)
            case .step(let step): Self.step(step)
            }
        }
    }

    private static func step(_ step: PlanStep) -> FirstStep {
        let costs = PlanWording.costs(step)
        let words = costs.isEmpty ? "" : ", " + costs.joined(separator: ", ")
        return FirstStep(
            title: "\(step.daemonSet): \(PlanWording.title(step))",
            effect: "Proven: \(PlanWording.pods(step.before, step.after)) available\(words). "
                + "Risk \(step.remedy.risk.rawValue). More: dsdoctor plan --step \(step.number)",
            commands: step.remedy.commands)
    }

    private static func step(_ report: CauseReport) -> FirstStep? {
        guard let best = report.remedies.first else { return nil }
        let place = report.cause.isOfNodes ? NodeNameFolding(report.cause.nodes).text(columns: 60) : nil
        let isProven = best.remedy.simulation?.status == .proven
        let effect = (isProven ? SimulationWording.lines(best.remedy.simulation).first : nil) ?? "Not proven."
        return FirstStep(
            title: place.map { "\(best.remedy.title): \($0)" }
                ?? best.finding.daemonSet.map { "\($0): \(best.remedy.title)" } ?? best.remedy.title,
            effect: "\(effect) Risk \(best.remedy.risk.rawValue). More: --cause \(report.cause.id)",
            commands: best.remedy.commands)
    }
}
