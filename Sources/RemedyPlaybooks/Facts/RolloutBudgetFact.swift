import DiagnosisEngine
import KubernetesModel

/// The maxUnavailable with which a stalled rollout goes on: a slot more than are spent now.
struct RolloutBudgetFact: FactSearch {
    let parameters: [ParameterDescription] = [
        .number("suggestedMaxUnavailable", .optional), .text("maxUnavailableShare", .optional),
    ]

    let needs = [["maxUnavailable"]]

    func search(for subject: FactSubject) -> SearchedFacts {
        var facts = SearchedFacts()
        guard case .rollingUpdate(let unavailable, _)? = subject.placement?.daemonSet.updateStrategy,
            case .number(let budget)? = subject.finding.parameters["maxUnavailable"]
        else { return facts }
        let spent = Int64(subject.finding.nodes.count)
        facts.parameters["suggestedMaxUnavailable"] = .number(max(budget, spent) + 1)
        if case .percent = unavailable {
            facts.parameters["maxUnavailableShare"] = .text(unavailable.description)
        }
        return facts
    }
}
