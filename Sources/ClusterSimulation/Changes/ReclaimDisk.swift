import KubernetesModel

/// Ends the pressure on nodes' disks; ``DiskReclaim`` tells whether there is enough to free.
struct ReclaimDisk: ClusterChange {
    var nodes: [String]

    /// The taint of the pressure goes.
    let concernsEligibility = true

    /// Takes back what the kubelet and the node lifecycle controller say while the disk is short.
    func edit(_ cluster: inout EditedCluster) throws(SimulationError) {
        try cluster.editNodes(nodes) { node in
            node.taints.removeAll { $0.key == Taint.Key.diskPressure }
            for position in node.conditions.indices
            where node.conditions[position].type == Node.ConditionType.diskPressure {
                node.conditions[position].status = .isFalse
            }
        }
    }

    /// `space freed on node-a`.
    var description: String { "space freed on \(Change.names(nodes, "node"))" }

    static let form = ChangeForm(
        "reclaimDisk", .disks, "Ends disk pressure on nodes whose unused images take enough space.",
        ["nodes": .list]
    ) { values in
        .reclaimDisk(nodes: values.list("nodes"))
    }
}

extension Change {
    /// Ends the pressure on these nodes' disks.
    public static func reclaimDisk(nodes: [String]) -> Change { .cluster(ReclaimDisk(nodes: nodes)) }

    /// Whether it frees the disks of nodes.
    public var freesDisks: Bool {
        if case .cluster(let change) = kind { change is ReclaimDisk } else { false }
    }
}
