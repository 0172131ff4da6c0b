import KubernetesModel

/// Allows at most another amount of a resource; nil takes the limit out. Without a container the only one is meant.
struct SetLimit: TemplateChange {
    var container: String?
    var resource: String
    var quantity: Quantity?

    let concernsEligibility = false

    func edit(_ daemonSet: inout EditedDaemonSet) throws(SimulationError) {
        try daemonSet.editContainer(container) { $0.resources.limits[resource] = quantity }
    }

    func check(_ spec: PodSpec) throws(SimulationError) { try spec.checkLimits(of: container, resource) }

    /// A request that is missing becomes the limit (`SetDefaults_Pod`).
    func canTakePlaces(from daemonSet: DaemonSet) -> Bool {
        daemonSet.template.spec.allContainers.contains {
            (container == nil || $0.name == container) && $0.resources.requests[resource] == nil
        }
    }

    var description: String {
        "\(resource) limit\(Change.of(container)): \(quantity.map(\.description) ?? "none")"
    }

    static let form = ChangeForm(
        "setLimit", .limits, "Sets a limit. Name the `container` if there are several.",
        ["container": .optional, "resource": .required, "quantity": .required]
    ) { values in
        values.quantity("quantity").map {
            .setLimit(container: values.text("container"), resource: values.text("resource") ?? "", quantity: $0)
        }
    }
}

extension Change {
    /// Allows at most another amount of a resource; nil takes the limit out. Without a container the only one is meant.
    public static func setLimit(container: String?, resource: String, quantity: Quantity?) -> Change {
        .template(SetLimit(container: container, resource: resource, quantity: quantity))
    }
}
