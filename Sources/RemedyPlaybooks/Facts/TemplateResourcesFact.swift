import DiagnosisEngine
import KubernetesModel

/// A container's request and limit exactly as they stand in the template, so that a patch can be taken back to the byte.
struct TemplateResourcesFact: FactSearch {
    let parameters: [ParameterDescription] = [
        .text("requestInTemplate", .optional), .text("limitInTemplate", .optional),
    ]

    let needs = [["container", "resource"], ["container", "memoryLimit"]]

    func search(for subject: FactSubject) -> SearchedFacts {
        let resources = subject.containerInTemplate?.resources
        let resource = subject.finding.parameters.text("resource") ?? ResourceName.memory
        var facts = SearchedFacts()
        facts.parameters["requestInTemplate"] = (resources?.requests[resource]).map { .quantity($0, .canonical) }
        facts.parameters["limitInTemplate"] = (resources?.limits[resource]).map { .quantity($0, .canonical) }
        return facts
    }
}
