import DiagnosisEngine

/// The container's imagePullPolicy.
struct PullPolicyFact: FactSearch {
    let parameters: [ParameterDescription] = [.text("pullPolicy", .optional)]

    let needs = [["container", "image"]]

    func search(for subject: FactSubject) -> SearchedFacts {
        var facts = SearchedFacts()
        facts.parameters["pullPolicy"] = (subject.containerInTemplate?.imagePullPolicy).map { .text($0) }
        return facts
    }
}
