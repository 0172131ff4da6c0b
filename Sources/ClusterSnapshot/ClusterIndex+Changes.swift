import KubernetesModel

extension ClusterIndex {
    /// The index of a snapshot that differs from another one's in a few objects. What does not change is shared, so that
    /// it costs as much as there are changes and not as there are objects.
    ///
    /// - Parameters:
    ///   - other: the index of the snapshot before.
    ///   - snapshot: the snapshot after. Objects keep their positions, names and owners; new nodes, pods and
    ///     ControllerRevisions stand behind those that were there; all other kinds are the same.
    ///   - changedPods: positions of the pods before that are others now, each once.
    public init(_ other: ClusterIndex, changedTo snapshot: Snapshot, changedPods: [Int]) {
        self = other
        self.snapshot = snapshot
        for position in snapshot.nodes.indices.dropFirst(other.snapshot.nodes.count) {
            nodeByName[snapshot.nodes[position].metadata.name] = position
            podsByNode.append([])
        }
        for position in changedPods {
            let (old, new) = (other.snapshot.pods[position].nodeName, snapshot.pods[position].nodeName)
            if old == new { continue }
            if let node = nodeByName[old] { podsByNode[node].removeAll { $0 == position } }
            if let node = nodeByName[new] {
                let place = podsByNode[node].firstIndex { $0 > position } ?? podsByNode[node].count
                podsByNode[node].insert(position, at: place)
            }
        }
        for position in snapshot.pods.indices.dropFirst(other.snapshot.pods.count) {
            let pod = snapshot.pods[position]
            if let node = nodeByName[pod.nodeName] { podsByNode[node].append(position) }
            if let owner = pod.metadata.controller {
                podsByController[owner.uid, default: []].append(position)
            } else {
                uncontrolledPodsByNamespace[pod.metadata.namespace, default: []].append(position)
            }
        }
        for position in snapshot.controllerRevisions.indices.dropFirst(other.snapshot.controllerRevisions.count) {
            guard let owner = snapshot.controllerRevisions[position].metadata.controller else { continue }
            revisionsByController[owner.uid, default: []].append(position)
        }
    }
}
