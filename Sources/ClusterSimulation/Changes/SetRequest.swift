import KubernetesModel
import PlacementEngine

/// Asks for another amount of a resource; nil takes the request out. Without a container the only one is meant.
struct SetRequest: TemplateChange {
    var container: String?
    var resource: String
    var quantity: Quantity?

    let concernsEligibility = false

    func edit(_ daemonSet: inout EditedDaemonSet) throws(SimulationError) {
        try daemonSet.editContainer(container) { $0.resources.requests[resource] = quantity }
    }

    func check(_ spec: PodSpec) throws(SimulationError) { try spec.checkLimits(of: container, resource) }

    func canTakePlaces(from daemonSet: DaemonSet) -> Bool {
        guard let quantity else { return true }
        let containers = daemonSet.template.spec.allContainers.filter { container == nil || $0.name == container }
        return containers.contains { $0.resources.requests[resource].map { quantity > $0 } ?? true }
    }

    var description: String {
        "\(resource) request\(Change.of(container)): \(quantity.map(\.description) ?? "none")"
    }

    static let form = ChangeForm(
        "setRequest", .requests, "Sets a request. Name the `container` if there are several.",
        ["container": .optional, "resource": .required, "quantity": .required]
    ) { values in
        values.quantity("quantity").map {
            .setRequest(container: values.text("container"), resource: values.text("resource") ?? "", quantity: $0)
        }
    }
}

extension Change {
    /// Asks for another amount of a resource; nil takes the request out. Without a container the only one is meant.
    public static func setRequest(container: String?, resource: String, quantity: Quantity?) -> Change {
        .template(SetRequest(container: container, resource: resource, quantity: quantity))
    }
}

extension PodSpec {
    /// Throws where the API server would refuse what a container asks for beside its limit
    /// (`ValidateContainerResourceRequirements`).
    func checkLimits(of name: String?, _ resource: String) throws(SimulationError) {
        for container in allContainers where name == nil || container.name == name {
            guard let request = container.resources.requests[resource] else { continue }
            let limit = container.resources.limits[resource]
            let isWithin =
                ResourceAmounts.isScalar(resource) ? limit == request : limit.map { request <= $0 } ?? true
            if isWithin { continue }
            throw .requestNotWithinLimit(
                container: container.name, resource: resource, request: request, limit: limit)
        }
    }
}
