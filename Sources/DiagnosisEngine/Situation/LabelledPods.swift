import KubernetesModel

/// Pods of one namespace with the same labels: a selector is asked once for all of them.
struct LabelledPods: Sendable {
    var labels: Labels
    /// Their positions.
    var pods: [Int]

    /// The pods by namespace, each group in the order of the first of its pods.
    static func byNamespace(_ pods: [Pod]) -> [String: [LabelledPods]] {
        struct Key: Hashable {
            var namespace: String
            var labels: Labels
        }
        var places: [Key: Int] = [:]
        var groups: [String: [LabelledPods]] = [:]
        for position in pods.indices {
            let key = Key(namespace: pods[position].metadata.namespace, labels: pods[position].metadata.labels)
            if let place = places[key] {
                groups[key.namespace]?[place].pods.append(position)
            } else {
                places[key] = groups[key.namespace]?.count ?? 0
                groups[key.namespace, default: []].append(LabelledPods(labels: key.labels, pods: [position]))
            }
        }
        return groups
    }
}
