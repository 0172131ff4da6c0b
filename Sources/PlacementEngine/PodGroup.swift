import KubernetesModel

/// Pods of one namespace with the same labels: a selector is asked once for all of them.
struct PodGroup: Sendable {
    var namespace: String
    var labels: Labels
    /// The nodes that the pods are on, one entry a pod.
    var nodes: [Int32] = []
    /// The nodes of those pods that nobody has deleted: topology spread counts only these.
    var nodesOfLiving: [Int32] = []
}

/// Sorts pods into groups.
struct PodGroupTable {
    private struct Key: Hashable {
        var namespace: String
        var labels: Labels
    }

    var groups: [PodGroup] = []
    private var positions: [Key: Int] = [:]

    mutating func add(_ pod: Pod, node: Int) {
        let key = Key(namespace: pod.namespace, labels: pod.metadata.labels)
        let position: Int
        if let known = positions[key] {
            position = known
        } else {
            position = groups.count
            positions[key] = position
            groups.append(PodGroup(namespace: key.namespace, labels: key.labels))
        }
        groups[position].nodes.append(Int32(node))
        if !pod.isTerminating { groups[position].nodesOfLiving.append(Int32(node)) }
    }
}
