import ClusterSimulation
import DiagnosisEngine
import KubernetesModel
import PlacementEngine

/// By which names playbooks know a limit that can grow.
extension LimitGrowth {
    /// The facts that every search for a limit gives besides the limit itself.
    static let details: [ParameterDescription] = [
        .text("limitBasis", .optional), .text("limitBound", .optional), .text("limitBoundNode", .optional),
        .text("servingUsage", .optional), .text("newRequest", .optional), .truth("requestFollows", .optional),
        .truth("isGuaranteed", .optional),
    ]

    /// The growth of the limit that the finding's container has of a resource; nil where it has none, or its placement
    /// is not known.
    init?(of resource: String, for subject: FactSubject) {
        guard let placement = subject.placementOnNodes,
            let container = subject.finding.parameters.text("container"),
            let limit = placement.limit(of: container, resource)
        else { return nil }
        self.init(
            of: container, resource: resource, limit: limit,
            step: resource == ResourceName.cpu ? Self.cpuStep : Self.step, for: subject.finding,
            simulator: subject.simulator, placement: placement)
    }

    /// The facts found, with the limit to try as `name`.
    func facts(for resource: String, as name: String) -> SearchedFacts {
        var facts = SearchedFacts()
        facts.parameters["limitBound"] = bound.map { .quantity($0, .readable(resource)) }
        facts.parameters["limitBoundNode"] = boundNode.map { .text($0) }
        facts.parameters["servingUsage"] = servingUsage.map { .quantity($0, .readable(resource)) }
        facts.parameters["isGuaranteed"] = .truth(isGuaranteed)
        facts.parameters["requestFollows"] = .truth(isRequestImplied)
        guard let suggested else {
            facts.parameters[name] = .absent
            facts.inVain.append(
                "\(boundNode ?? "the node") has \(bound?.readable(for: resource) ?? "nothing") of \(resource) free "
                    + "besides other pods' requests, and the limit is already \(limit.readable(for: resource))")
            return facts
        }
        facts.parameters[name] = .quantity(suggested, .readable(resource))
        switch basis {
        case .usage: facts.parameters["limitBasis"] = "usage"
        case .step: facts.parameters["limitBasis"] = "step"
        case .bound: facts.parameters["limitBasis"] = "bound"
        }
        // Whose requests are its limits is Guaranteed, and is to stay so.
        if isGuaranteed, !isRequestImplied {
            facts.parameters["newRequest"] = .quantity(suggested, .readable(resource))
        }
        return facts
    }
}

extension DaemonSetPlacement {
    /// The limit of a container of the DaemonSet's pods.
    func limit(of container: String, _ resource: String) -> Quantity? {
        template.testedPod.spec.allContainers.first { $0.name == container }?.resources.limits[resource]
    }
}
