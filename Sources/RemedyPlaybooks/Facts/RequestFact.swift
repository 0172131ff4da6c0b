import ClusterSimulation
import DiagnosisEngine
import KubernetesModel
import PlacementEngine

/// The request of a container with which the pod fits on all of the nodes, and on nearly all.
struct RequestFact: FactSearch {
    let parameters: [ParameterDescription] = [
        .text("suggestedContainerRequest", .optional), .text("requestForMostNodes", .optional),
        .text("containerRequest", .optional), .text("knownUsage", .optional), .text("usageSource", .optional),
        .number("requestShare", .optional),
    ]

    let needs = [["container", "resource", "requested"]]

    /// The share of nodes that is enough where a few are much fuller than the others.
    private static let mostNodes = 0.95
    /// How much smaller a request may be made, as a part of what it is: less is not meant to be that container.
    private static let leastShare: WholeNumber = 10

    func search(for subject: FactSubject) -> SearchedFacts {
        var facts = SearchedFacts()
        let positions = subject.positions
        guard let placement = subject.placementOnNodes,
            let container = subject.finding.parameters.text("container"),
            let resource = subject.finding.parameters.text("resource")
        else { return facts }
        let search = RequestSearch(subject.simulator, for: placement)
        let own = placement.template.testedPod.spec.allContainers.first { $0.name == container }?
            .resources.requests[resource]
        if let own { facts.parameters["containerRequest"] = .quantity(own, .manifest) }
        let usage = KnownUsage(of: container, resource, for: subject)
        facts.parameters["knownUsage"] = (usage?.amount).map { .quantity($0, .readable(resource)) }
        facts.parameters["usageSource"] = (usage?.source).map { .text($0) }
        func offer(_ quantity: Quantity?, as name: String, _ nodes: String) -> Quantity? {
            facts.parameters[name] = .absent
            guard let own else { return nil }
            guard let quantity, quantity < own else {
                facts.inVain.append("no \(resource) request of \(container) fits on \(nodes)")
                return nil
            }
            if let usage, quantity < usage.amount {
                facts.inVain.append(
                    "\(container) uses up to \(usage.amount.readable(for: resource)) of \(resource) "
                        + "(\(usage.source)), but only \(quantity.written(.manifest)) fits on \(nodes)")
                return nil
            }
            guard quantity * Self.leastShare >= own else {
                let percent = quantity.percent(of: own)
                facts.inVain.append(
                    "the largest \(resource) request of \(container) that fits on \(nodes) is "
                        + "\(quantity.written(.manifest)), \(percent) % of the current \(own.written(.manifest))")
                return nil
            }
            facts.parameters[name] = .quantity(quantity, .manifest)
            facts.parameters["requestShare"] = .number(quantity.percent(of: own))
            return quantity
        }
        // Nodes that the pod serves now have to go on serving it: a smaller request fits there anyhow.
        let all = offer(
            search.greatestRequest(of: container, resource: resource, at: positions), as: "suggestedContainerRequest",
            positions.count == 1 ? "the node" : "all \(positions.count) nodes")
        guard positions.count >= 20 else { return facts }
        let most = search.greatestRequest(
            of: container, resource: resource, at: positions, share: Self.mostNodes)
        if let most, most > all ?? .zero { _ = offer(most, as: "requestForMostNodes", "95 % of the nodes") }
        return facts
    }
}
