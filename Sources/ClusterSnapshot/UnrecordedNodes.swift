import KubernetesModel

extension ClusterIndex {
    /// The index of a snapshot, with a stand-in for each node that it does not record and on which pods of its
    /// DaemonSets run.
    ///
    /// Those pods' own statements can then be used. A pod on a node that the controller does not count was left
    /// behind on a node that is gone: that one gets no stand-in.
    public static func completing(_ snapshot: Snapshot) -> ClusterIndex {
        let index = ClusterIndex(snapshot)
        let names = index.unrecordedNodes
        if names.isEmpty { return index }
        var completed = snapshot
        completed.nodes += names.sorted().map(Node.init(unrecorded:))
        return ClusterIndex(completed)
    }

    /// The names of nodes that the snapshot does not record though controllers count their pods there.
    private var unrecordedNodes: Set<String> {
        if podsOnUnknownNodes.isEmpty { return [] }
        var names: Set<String> = []
        for daemonSet in snapshot.daemonSets where !daemonSet.uid.isEmpty {
            var known: Set<Int> = []
            var unknown: Set<String> = []
            for position in podsByController[daemonSet.uid] ?? [] {
                let name = snapshot.pods[position].nodeName
                if name.isEmpty { continue }
                if let node = nodeByName[name] { known.insert(node) } else { unknown.insert(name) }
            }
            let status = daemonSet.status
            // As `updateDaemonSetStatus` counts them: it goes through the nodes that there are.
            let counted = status.currentNumberScheduled + status.numberMisscheduled
            if snapshot.nodes.isEmpty || Int(counted) > known.count { names.formUnion(unknown) }
        }
        return names
    }
}

extension Node {
    /// A stand-in for a node of which only its pods tell.
    fileprivate init(unrecorded name: String) {
        self.init()
        metadata.name = name
        metadata.labels = [NodeLabel.hostname: name]
        // Nothing is known to be wrong with it.
        conditions = [Condition(type: ConditionType.ready, status: .isTrue)]
        isRecorded = false
    }
}
