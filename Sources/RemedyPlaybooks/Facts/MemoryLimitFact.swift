import ClusterSimulation
import DiagnosisEngine
import KubernetesModel
import PlacementEngine

/// The memory limit to try for a container that was killed at its limit, and the pods that can be resized as they run.
struct MemoryLimitFact: FactSearch {
    let parameters: [ParameterDescription] = [
        .text("suggestedMemoryLimit", .optional), .text("memoryRequest", .optional),
        .text("beyondRequest", .optional), .text("resizeRequest", .optional),
        .objects("resizes", [.text("resizePod")]),
    ]

    let details = LimitGrowth.details

    let needs = [["container", "memoryLimit"]]

    func search(for subject: FactSubject) -> SearchedFacts {
        let resource = ResourceName.memory
        guard let growth = LimitGrowth(of: resource, for: subject) else { return SearchedFacts() }
        var facts = growth.facts(for: resource, as: "suggestedMemoryLimit")
        if let request = growth.request {
            facts.parameters["memoryRequest"] = .quantity(request, .readable(resource))
            // It was killed at its limit, so it has used that much.
            if growth.limit > request {
                facts.parameters["beyondRequest"] = .quantity(growth.limit - request, .readable(resource))
            }
        }
        guard let suggested = growth.suggested else { return facts }
        let pods = InPlaceResize.pods(
            of: subject.finding, container: growth.container, placement: growth.placement, in: subject.simulator.engine)
        facts.parameters["resizes"] = .list(pods.map { .object(["resizePod": .text($0)]) })
        if growth.isGuaranteed { facts.parameters["resizeRequest"] = .quantity(suggested, .readable(resource)) }
        return facts
    }
}
