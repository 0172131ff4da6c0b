import KubernetesModel

/// What filters ask of a node's object. A class, so that a view of the node costs a pointer.
final class FilteredNode: Sendable {
    let name: String
    let labels: Labels
    /// The taints that keep pods off (`NoSchedule` and `NoExecute`).
    let excludingTaints: [Taint]
    let isUnschedulable: Bool

    init(_ node: Node) {
        name = node.name
        labels = node.metadata.labels
        excludingTaints = node.taints.filter(\.excludesPods)
        isUnschedulable = node.isUnschedulable
    }
}

/// A node as the filters look at it: its object, and what is taken on it, changed pods taken in.
struct NodeView {
    let position: Int
    let node: FilteredNode
    /// What is taken, without the pods that were taken off.
    var usage: NodeUsage
    /// The pods that were taken off the node, as positions in the snapshot.
    var removed: [Int] = []
    /// The pods that were put on the node: those that wait for it.
    var added: [Int] = []
}
