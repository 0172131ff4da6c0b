import DiagnosisEngine
import KubernetesModel

/// How far a ResourceQuota has to grow for the pods that are missing, by the API server's own words:
/// `exceeded quota: tight, requested: pods=1, used: pods=3, limited: pods=3`.
struct QuotaFact: FactSearch {
    let parameters: [ParameterDescription] = [
        .object("quotaHard", []), .object("quotaBefore", []), .text("quotaWords", .optional),
    ]

    let needs = [["kind", "name", "reason", "missingPods"]]

    func search(for subject: FactSubject) -> SearchedFacts {
        var facts = SearchedFacts()
        let finding = subject.finding.parameters
        guard finding.text("kind") == "quota", let reason = finding.text("reason"),
            case .number(let missing)? = finding["missingPods"], missing > 0,
            let requested = CreationFailure.amounts(after: "requested: ", in: reason),
            let used = CreationFailure.amounts(after: "used: ", in: reason),
            let limited = CreationFailure.amounts(after: "limited: ", in: reason)
        else { return facts }
        var (hard, before): (Parameters, Parameters) = ([:], [:])
        var words: [String] = []
        for (resource, limit) in limited {
            guard let one = requested.first(where: { $0.resource == resource })?.amount,
                let present = used.first(where: { $0.resource == resource })?.amount
            else { return facts }
            var needed = present + one * missing
            needed.format = limit.format
            let name = resource.replacing("requests.", with: "").replacing("limits.", with: "")
            // A quota is for the pods of many machines.
            guard (needed / 10_000).isPlausible(of: name) else { return facts }
            guard needed > limit else { continue }
            hard[resource] = .quantity(needed, .canonical)
            before[resource] = .quantity(limit, .canonical)
            let amount = needed.readable(for: resource)
            words.append(resource == "pods" ? "\(amount) pods" : "\(amount) of \(resource)")
        }
        guard !words.isEmpty else { return facts }
        facts.parameters["quotaHard"] = .object(hard)
        facts.parameters["quotaBefore"] = .object(before)
        facts.parameters["quotaWords"] = .text(words.joined(separator: ", "))
        return facts
    }
}
