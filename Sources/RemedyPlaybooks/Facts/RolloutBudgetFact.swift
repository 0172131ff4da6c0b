import DiagnosisEngine
import KubernetesModel

/// The maxUnavailable with which a stalled rollout goes on: a slot more than are spent now.
struct RolloutBudgetFact: FactSearch {
    let parameters: [ParameterDescription] = [
        .number("suggestedMaxUnavailable", .optional), .text("suggestedShare", .optional),
        .number("slotsUsed", .optional),
        .text("maxUnavailableShare", .optional), .texts("badNodes", .optional),
    ]

    let needs = [["maxUnavailable", "ledger"]]

    func search(for subject: FactSubject) -> SearchedFacts {
        var facts = SearchedFacts()
        guard case .rollingUpdate(let unavailable, _)? = subject.placement?.daemonSet.updateStrategy,
            case .number(let budget)? = subject.finding.parameters["maxUnavailable"]
        else { return facts }
        let spent = WholeNumber(subject.finding.nodes.count)
        let suggested = max(budget, spent) + 1
        facts.parameters["suggestedMaxUnavailable"] = .number(suggested)
        facts.parameters["slotsUsed"] = .number(spent)
        facts.parameters["badNodes"] = .texts(
            subject.positions.map { subject.snapshot.nodes[$0] }.filter { !$0.isReady }.map(\.name))
        if case .percent = unavailable {
            facts.parameters["maxUnavailableShare"] = .text(unavailable.description)
        }
        if case .number(let desired)? = subject.finding.parameters["desired"], desired > 0 {
            // The controller rounds shares up (`UnavailableCount`); a whole ten percent where that is enough.
            let least = ((suggested - 1) * 100) / desired + 1
            let share = least <= 10 ? 10 : min(100, least)
            facts.parameters["suggestedShare"] = .text("\(share)%")
        }
        return facts
    }
}
