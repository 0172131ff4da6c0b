import KubernetesModel

/// Lets nodes offer another amount of a resource, `pods` among them.
struct SetAllocatable: ClusterChange {
    var nodes: [String]
    var resource: String
    var quantity: Quantity

    let concernsEligibility = false

    func edit(_ cluster: inout EditedCluster) throws(SimulationError) {
        try cluster.editNodes(nodes) { $0.allocatable[resource] = quantity }
    }

    var description: String { "\(quantity) of \(resource) on \(Change.names(nodes, "node"))" }

    static let form = ChangeForm(
        "setAllocatable", .nodes, "Sets the nodes' allocatable of a resource, also of `pods`.",
        ["nodes": .list, "resource": .required, "quantity": .required]
    ) { values in
        values.quantity("quantity").map {
            .setAllocatable(nodes: values.list("nodes"), resource: values.text("resource") ?? "", quantity: $0)
        }
    }
}

extension Change {
    /// Lets these nodes offer another amount of a resource, `pods` among them.
    public static func setAllocatable(nodes: [String], resource: String, quantity: Quantity) -> Change {
        .cluster(SetAllocatable(nodes: nodes, resource: resource, quantity: quantity))
    }
}
