import RemedyPlan
import RemedyPlaybooks
import Wording

extension HTMLRenderer {
    /// The plan: its steps with what each does, and what it leaves.
    func planView(_ plan: Plan, in data: inout PageData) -> HTMLView {
        var view = PlanViews.view(of: plan, in: &data)
        view.set("counting", texts: counting(of: plan))
        return view
    }

    /// Where the plan's numbers are others than those at the head of the page: why.
    private func counting(of plan: Plan) -> [String] {
        var lines: [String] = []
        let diagnoses = report.daemonSets.map(\.diagnosis)
        let counted = diagnoses.reduce(0) { $0 + $1.counts.available }
        let left = counted - plan.before.available
        if left > 0 {
            let leaving = diagnoses.flatMap(\.nodes).count { $0.shouldRun && $0.state == .terminating }
            let which =
                leaving >= left
                ? left == 1 ? "1 pod is being deleted" : "\(left) pods are being deleted"
                : "\(Wording.count(left, "pod")) won't stay"
            lines.append(
                "The plan starts from \(Wording.count(plan.before.available, "available pod")) and not from \(counted): "
                    + "\(which).")
        }
        let added = plan.after.desired - plan.before.desired
        if added > 0 {
            lines.append(
                "Desired pods go from \(plan.before.desired) to \(plan.after.desired): steps make nodes eligible.")
        }
        return lines
    }
}

/// Views of a plan.
enum PlanViews {
    /// As many remedies as are listed that are no step.
    private static let mostUnused = 100

    /// The plan with its steps and what it leaves; the data gets a map for each step.
    static func view(of plan: Plan, in data: inout PageData) -> HTMLView {
        var view = HTMLView()
        view.set("headline", PlanWording.headline(plan))
        view.set("isCutShort", plan.isCutShort)
        view.set("before", plan.before.available)
        view.set("after", plan.after.available)
        view.set("desired", plan.after.desired)
        view.set(
            "planBar",
            BarView.view(
                [("good", plan.before.available), ("gain", max(plan.after.available - plan.before.available, 0))],
                of: plan.after.desired))
        var steps: [HTMLView] = []
        for step in plan.steps { steps.append(self.view(of: step, in: &data)) }
        view.set("steps", steps)
        view.set("hasMapOfPlan", !data.steps.isEmpty)
        view.set("stepCount", Wording.count(plan.steps.count, "step"))
        view.set("hasLeftOver", !plan.leftOver.isEmpty)
        view.set("leftCount", Wording.count(plan.leftOver.count, "cause"))
        view.set("leftOver", plan.leftOver.map(self.view))
        view.set("hasUnused", !plan.unused.isEmpty)
        view.set("unusedCount", plan.unused.count == 1 ? "1 remedy" : "\(plan.unused.count) remedies")
        view.set("unused", plan.unused.prefix(mostUnused).map(self.view))
        let left = plan.unused.count - mostUnused
        view.set("moreUnused", left > 0 ? "\(left) more: see -o json" : nil)
        return view
    }

    private static func view(of step: PlanStep, in data: inout PageData) -> HTMLView {
        var view = HTMLView()
        view.set("stepNumber", step.number)
        view.set("stepSet", step.daemonSet)
        view.set("stepTitle", PlanWording.title(step))
        view.set("stepCause", step.cause.map(String.init))
        view.set("risk", step.remedy.risk.rawValue)
        view.set("pods", PlanWording.pods(step.before, step.after))
        view.set("stepCosts", texts: PlanWording.costs(step) + PlanWording.others(step))
        view.set("gainNames", step.gains.isEmpty ? nil : NodeNameFolding(step.gains).text(columns: 200))
        view.set(
            "stepBar",
            BarView.view(
                [("good", step.before.available), ("gain", max(step.after.available - step.before.available, 0))],
                of: step.after.desired))
        view.set("lacksCommands", step.lacksCommands)
        var map: Int?
        if let set = data.position(of: step.daemonSet), !step.gains.isEmpty || !step.loses.isEmpty {
            let drawn = PageMap(step, daemonSet: set)
            view.set("stepPlace", data.steps.count)
            data.steps.append(drawn)
            map = data.add(drawn)
        }
        view.set("stepRemedy", RemedyViews.view(of: step.remedy, map: map))
        return view
    }

    private static func view(of remedy: UnusedRemedy) -> HTMLView {
        var view = HTMLView()
        view.set("unusedCause", remedy.cause)
        view.set("unusedTitle", (remedy.daemonSet.map { "\($0): " } ?? "") + remedy.title)
        view.set("risk", remedy.risk.rawValue)
        view.set("unusedWhy", PlanWording.reason(remedy.reason, remedy.why, remedy: nil))
        return view
    }

    private static func view(of cause: LeftOverCause) -> HTMLView {
        var view = HTMLView()
        view.set("leftCause", cause.cause)
        view.set("leftTitle", cause.title.capitalizedFirst)
        view.set("leftPods", cause.pods > 0 ? Wording.count(cause.pods, "pod") : nil)
        view.set("leftWhy", PlanWording.reason(cause.reason, cause.why, remedy: cause.remedy))
        return view
    }
}
