import DiagnosisEngine
import KubernetesModel
import PlacementEngine

/// The limit that goes with a higher request of an evicted container, and how far it went beyond what it asks for.
struct RequestLimitFact: FactSearch {
    let parameters: [ParameterDescription] = [
        .text("newLimit", .optional), .text("containerLimit", .optional), .text("beyondRequest", .optional),
    ]

    let needs = [["container", "resource", "suggestedRequest"]]

    func search(for subject: FactSubject) -> SearchedFacts {
        var facts = SearchedFacts()
        let finding = subject.finding.parameters
        guard let placement = subject.placementOnNodes, let container = finding.text("container"),
            let resource = finding.text("resource"), let suggested = finding.quantity("suggestedRequest")
        else { return facts }
        if let limit = placement.limit(of: container, resource) {
            facts.parameters["containerLimit"] = .quantity(limit, .readable(resource))
            // A request above the limit is refused: the limit follows.
            if limit < suggested { facts.parameters["newLimit"] = .quantity(suggested, .readable(resource)) }
        }
        let asked = finding.quantity("request") ?? .zero
        if let used = finding.quantity("usage"), used > asked {
            facts.parameters["beyondRequest"] = .quantity(used - asked, .readable(resource))
        }
        return facts
    }
}
