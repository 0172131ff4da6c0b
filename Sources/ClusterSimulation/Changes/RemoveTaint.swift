import KubernetesModel

/// Takes every taint of a key, and of an effect where one is given, off nodes.
struct RemoveTaint: ClusterChange {
    var key: String
    var effect: Taint.Effect?
    var nodes: [String]

    let concernsEligibility = true

    func edit(_ cluster: inout EditedCluster) throws(SimulationError) {
        try cluster.editNodes(nodes, isOpening: true) { node in
            node.taints.removeAll { $0.key == key && (effect == nil || $0.effect == effect) }
            if key == Taint.Key.unschedulable { node.isUnschedulable = false }
        }
    }

    var description: String {
        "without taint \(key)\(effect.map { ":\($0.rawValue)" } ?? "") on \(Change.names(nodes, "node"))"
    }

    static let form = ChangeForm(
        "removeTaint", .taints, "Removes taints with this `key` from the nodes, of one `effect` or of all.",
        ["key": .required, "effect": .optional, "nodes": .list]
    ) { values in
        .removeTaint(
            key: values.text("key") ?? "", effect: values.text("effect").flatMap(Taint.Effect.init),
            nodes: values.list("nodes"))
    }
}

extension Change {
    /// Takes every taint of this key, and of this effect where one is given, off these nodes.
    public static func removeTaint(key: String, effect: Taint.Effect?, nodes: [String]) -> Change {
        .cluster(RemoveTaint(key: key, effect: effect, nodes: nodes))
    }

    /// The key of the taint that it removes, and the names of the nodes; nil where it removes none.
    public var removedTaint: (key: String, nodes: [String])? {
        guard case .cluster(let change) = kind, let removal = change as? RemoveTaint else { return nil }
        return (removal.key, removal.nodes)
    }

    /// Whether it lets other pods to nodes that kept them off.
    public var opensNodes: Bool {
        if case .cluster(let change) = kind { change is RemoveTaint } else { false }
    }
}
