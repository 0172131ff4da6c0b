import KubernetesModel

/// The fields of a node's object that filters need. A class, so that a view of the node costs a pointer.
final class FilteredNode: Sendable {
    let name: String
    let labels: Labels
    /// The taints that keep pods off (`NoSchedule` and `NoExecute`).
    let excludingTaints: [Taint]
    let isUnschedulable: Bool
    /// Whether the snapshot records the node; false for one of which only its pods tell.
    let isRecorded: Bool

    init(_ node: Node) {
        name = node.name
        labels = node.metadata.labels
        excludingTaints = node.taints.filter(\.excludesPods)
        isUnschedulable = node.isUnschedulable
        isRecorded = node.isRecorded
    }
}
