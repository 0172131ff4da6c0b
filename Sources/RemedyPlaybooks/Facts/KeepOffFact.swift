import ClusterSimulation
import DiagnosisEngine
import KubernetesModel

/// The node affinity with which the DaemonSet keeps off nodes that are not meant for it: the whole list of terms, since a
/// patch puts one list in the place of the other.
struct KeepOffFact: FactSearch {
    private static let requirement: [ParameterDescription] = [
        .text("key"), .text("operator"), .texts("values", .optional),
    ]

    let parameters: [ParameterDescription] = [
        .objects(
            "affinityTerms",
            [.objects("matchExpressions", requirement), .objects("matchFields", requirement)])
    ]

    let details: [ParameterDescription] = [.text("keepOffKey", .optional), .text("keepOffValue", .optional)]

    /// For findings of any code: those on such nodes carry the label.
    let needs: [[String]] = [[]]

    func search(for subject: FactSubject) -> SearchedFacts {
        var facts = SearchedFacts()
        let finding = subject.finding.parameters
        guard let key = finding.text("keepOffKey"), let value = finding.text("keepOffValue"),
            let spec = subject.placement?.daemonSet.template.spec
        else { return facts }
        let selector = NodeSelector.avoiding(key: key, value: value, besides: spec.requiredNodeAffinity)
        facts.parameters["affinityTerms"] = .list(selector.terms.map { .object(Self.parameters(of: $0)) })
        return facts
    }

    private static func parameters(of term: NodeSelectorTerm) -> Parameters {
        var parameters = Parameters()
        if !term.matchExpressions.isEmpty {
            parameters["matchExpressions"] = .list(term.matchExpressions.map { .object(Self.parameters(of: $0)) })
        }
        if !term.matchFields.isEmpty {
            parameters["matchFields"] = .list(term.matchFields.map { .object(Self.parameters(of: $0)) })
        }
        return parameters
    }

    private static func parameters(of requirement: NodeSelectorRequirement) -> Parameters {
        var parameters: Parameters = [
            "key": .text(requirement.key), "operator": .text(requirement.comparison?.rawValue ?? ""),
        ]
        if !requirement.values.isEmpty { parameters["values"] = .texts(requirement.values) }
        return parameters
    }
}
