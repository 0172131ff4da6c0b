import ClusterSimulation
import DiagnosisEngine
import KubernetesModel
import PlacementEngine

/// The limit of local storage to try where a container or a volume grew beyond it.
struct StorageLimitFact: FactSearch {
    let parameters: [ParameterDescription] = [.text("suggestedLimit", .optional)]

    let details = LimitGrowth.details

    let needs = [["limit", "kind"]]

    func search(for subject: FactSubject) -> SearchedFacts {
        let resource = ResourceName.ephemeralStorage
        let finding = subject.finding.parameters
        guard let placement = subject.placementOnNodes else { return SearchedFacts() }
        let container = finding.text("container") ?? ""
        let told = finding.quantity("limit")
        guard
            let limit = finding.text("kind") == "emptyDir" ? told : placement.limit(of: container, resource) ?? told
        else { return SearchedFacts() }
        let growth = LimitGrowth(
            of: container, resource: resource, limit: limit, for: subject.finding,
            simulator: subject.simulator, placement: placement)
        return growth.facts(for: resource, as: "suggestedLimit")
    }
}
