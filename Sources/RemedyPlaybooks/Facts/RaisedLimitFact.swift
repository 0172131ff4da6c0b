import DiagnosisEngine
import KubernetesModel

/// The limit that a greater request needs: the API server refuses one below the request.
struct RaisedLimitFact: FactSearch {
    let parameters: [ParameterDescription] = [.text("raisedLimit", .optional)]

    let needs = [["container", "resource", "suggestedRequest"]]

    func search(for subject: FactSubject) -> SearchedFacts {
        var facts = SearchedFacts()
        let finding = subject.finding.parameters
        guard let resource = finding.text("resource"),
            let limit = subject.containerInTemplate?.resources.limits[resource],
            let request = finding.quantity("suggestedRequest"), request > limit
        else { return facts }
        facts.parameters["raisedLimit"] = finding["suggestedRequest"]
        return facts
    }
}
