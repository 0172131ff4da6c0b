import RemedyPlan
import RemedyPlaybooks
import Wording

/// Says in words what a plan and its steps do.
enum PlanWording {
    /// The news in a sentence.
    static func headline(_ plan: Plan) -> String {
        let missing = max(plan.before.desired - plan.before.available, 0)
        if plan.steps.isEmpty {
            if plan.leftOver.isEmpty, missing == 0 {
                return "Nothing to do: all \(Wording.count(plan.before.available, "DaemonSet pod")) are available."
            }
            return "No proven step makes another pod available."
        }
        let gain = plan.after.available - plan.before.available
        let steps = plan.steps.count == 1 ? "1 step makes" : "\(plan.steps.count) steps make"
        let risk = plan.steps.map(\.remedy.risk).max() ?? .low
        return "\(steps) \(Wording.count(gain, "more pod")) available: \(plan.before.available) → "
            + "\(plan.after.available) of \(plan.after.desired). "
            + (plan.steps.count == 1 ? "Risk \(risk.rawValue)." : "Highest risk \(risk.rawValue).")
    }

    /// The remedy's title, with the new host port where that is what changes.
    static func title(_ step: PlanStep) -> String {
        let ports = step.remedy.changes.compactMap { change -> String? in
            guard change.text("change") == "setHostPort", case .number(let port)? = change["hostPort"] else {
                return nil
            }
            return String(port)
        }
        return ports.isEmpty ? step.remedy.title : "\(step.remedy.title): \(Wording.list(ports))"
    }

    /// `22 → 28 of 29`.
    static func pods(_ before: PodTotals, _ after: PodTotals) -> String {
        "\(before.available) → \(after.available) of \(after.desired)"
    }

    /// The costs of a step in a few words each; empty if it costs nothing.
    static func costs(_ step: PlanStep) -> [String] {
        guard let simulation = step.remedy.simulation else { return [] }
        var costs: [String] = []
        if let later = step.leadsTo { costs.append("step \(later.number) needs it first") }
        if simulation.restarts > 0 {
            costs.append(
                SimulationWording.restarts(
                    simulation.restarts, atOnce: simulation.atOnce, isByHand: simulation.rounds == nil))
        }
        if !step.deletesPodsOn.isEmpty { costs.append("deletes \(Wording.count(step.deletesPodsOn.count, "old pod"))") }
        if !simulation.evicts.isEmpty {
            let homeless = simulation.evicts.count { $0.fate != .moves }
            let lost =
                homeless == 0
                ? "" : homeless == simulation.evicts.count ? " that fit nowhere else" : ", \(homeless) fit nowhere else"
            costs.append("evicts \(Wording.count(simulation.evicts.count, "pod"))\(lost)")
        }
        if !step.violates.isEmpty { costs.append("violates \(Wording.list(step.violates))") }
        if !step.loses.isEmpty { costs.append("takes the pod from \(NodeNameFolding(step.loses).text(columns: 40))") }
        let removed = simulation.removes.filter { !step.loses.contains($0) }
        if !removed.isEmpty { costs.append("removes the pod from \(NodeNameFolding(removed).text(columns: 40))") }
        if simulation.isRolloutStalled {
            let waiting = simulation.holdups.map(\.node)
            costs.append(
                waiting.isEmpty
                    ? "the rollout won't finish"
                    : "the rollout won't finish: no available pod on \(NodeNameFolding(waiting).text(columns: 30))")
        }
        return costs
    }

    /// The gains and losses of other DaemonSets by a step, and what it may bring beside its promise, a sentence each.
    static func others(_ step: PlanStep) -> [String] {
        let others = step.others.map { other in
            "\(other.name): \(pods(other.before, other.after)) available."
        }
        if step.uncertain.isEmpty { return others }
        let nodes = NodeNameFolding(step.uncertain).text(columns: 300)
        return others + ["Not counted: \(nodes). A pod that an earlier step moves may take the room there."]
    }

    /// Why a cause is left, the kind of reason first.
    static func reason(_ reason: UnusedReason, _ why: String, remedy: String?) -> String {
        let cut = why.count > 160 ? String(why.prefix(159)) + "…" : why
        switch reason {
        case .needsDecision: return "needs you: \(remedy ?? cut)"
        case .notProvable: return remedy.map { "try: \($0) (not proven: \(cut))" } ?? "not proven: \(cut)"
        case .contradictsEvidence: return "contradicts the evidence: \(cut)"
        case .excluded: return "left out (\(cut))" + (remedy.map { ": \($0)" } ?? "")
        case .collides, .bringsNothing, .noRemedy: return cut
        }
    }
}
