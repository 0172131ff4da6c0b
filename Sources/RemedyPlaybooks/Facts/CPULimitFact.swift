import ClusterSimulation
import DiagnosisEngine
import KubernetesModel
import PlacementEngine

/// The cpu limit to try for a container that answers its probe slowly because the limit holds it back.
struct CPULimitFact: FactSearch {
    let parameters: [ParameterDescription] = [
        .text("suggestedCPULimit", .optional), .text("cpuLimit", .optional), .text("cpuUsage", .optional),
    ]

    let details = LimitGrowth.details

    let needs = [["container", "probeKind"]]

    /// From which share of its limit on a container is held back by it, in percent.
    private static let throttled: WholeNumber = 80

    /// Only with a measurement: a slow answer has other causes more often.
    func search(for subject: FactSubject) -> SearchedFacts {
        let resource = ResourceName.cpu
        guard let growth = LimitGrowth(of: resource, for: subject), let used = growth.ownUsage,
            used.percent(of: growth.limit) >= Self.throttled
        else { return SearchedFacts() }
        var facts = growth.facts(for: resource, as: "suggestedCPULimit")
        facts.parameters["cpuLimit"] = .quantity(growth.limit, .readable(resource))
        facts.parameters["cpuUsage"] = .quantity(used, .readable(resource))
        return facts
    }
}
