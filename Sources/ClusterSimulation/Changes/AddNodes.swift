import KubernetesModel

/// Adds nodes like another one, with nothing on them but what DaemonSets put there.
struct AddNodes: ClusterChange {
    var like: String
    var count: Int

    let concernsEligibility = false

    func edit(_ cluster: inout EditedCluster) throws(SimulationError) {
        try cluster.addNodes(like: like, count: count, Self.node(like:number:))
    }

    /// A fresh node of the same make.
    private static func node(like other: Node, number: Int) -> Node {
        var node = other
        node.metadata.name = "\(other.name)-new-\(number)"
        node.metadata.uid = ""
        let labels = other.metadata.labels.pairs.filter { $0.key != NodeLabel.hostname }
        node.metadata.labels = Labels(labels + [.init(key: NodeLabel.hostname, value: node.metadata.name)])
        // A fresh node has its pool's taints, and neither conditions nor a cordon.
        node.taints = other.taints.filter { !$0.mirrorsCondition && $0.key != Taint.Key.unschedulable }
        node.isUnschedulable = false
        return node
    }

    var description: String { "\(count) more \(count == 1 ? "node" : "nodes") like \(like)" }

    static let form = ChangeForm(
        "addNodes", .nodes, "Adds `count` nodes like the one named.",
        ["like": .required, "count": .required]
    ) { values in
        values.number("count").map { .addNodes(like: values.text("like") ?? "", count: Int($0)) }
    }
}

extension Change {
    /// Adds nodes like another one, with nothing on them but what DaemonSets put there.
    public static func addNodes(like: String, count: Int) -> Change { .cluster(AddNodes(like: like, count: count)) }
}
