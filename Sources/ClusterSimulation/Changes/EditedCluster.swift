import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// A cluster while changes are made to it that are not of a DaemonSet's template.
struct EditedCluster {
    let index: ClusterIndex
    var edit = ClusterEdit()
    /// Positions of the pods that are put off their nodes by hand.
    private(set) var evicted: [Int] = []
    /// Nodes from which pods are put off by hand: they are cordoned until that is done.
    private(set) var cordonedNodes: Set<Int> = []
    /// Whether nodes may become others' that were not.
    private(set) var isOpening = false
    /// Positions of added nodes, those together that are alike.
    private(set) var addedGroups: [[Int]] = []

    init(_ index: ClusterIndex) { self.index = index }

    /// Edits the nodes of these names.
    mutating func editNodes(
        _ names: [String], isOpening: Bool = false, _ change: (inout Node) -> Void
    ) throws(SimulationError) {
        self.isOpening = self.isOpening || isOpening
        for name in names {
            let position = try position(ofNode: name)
            change(&edit.changedNodes[position, default: index.snapshot.nodes[position]])
        }
    }

    /// Puts a pod, `namespace/name`, off its node, which is cordoned meanwhile.
    mutating func evict(_ name: String) throws(SimulationError) {
        let position = try position(ofPodOnNode: name)
        guard !evicted.contains(position) else { return }
        evicted.append(position)
        guard let node = index.nodeByName[index.snapshot.pods[position].nodeName] else { return }
        cordonedNodes.insert(node)
    }

    /// Adds nodes made from the one of this name; `make` is given the node and a number that counts all added ones.
    mutating func addNodes(
        like name: String, count: Int, _ make: (Node, Int) -> Node
    ) throws(SimulationError) {
        isOpening = true
        let position = try position(ofNode: name)
        guard count > 0, count <= 10_000 else { throw .invalidCount(count) }
        let first = edit.addedNodes.count
        addedGroups.append((0..<count).map { index.snapshot.nodes.count + first + $0 })
        let model = edit.changedNodes[position] ?? index.snapshot.nodes[position]
        edit.addedNodes += (0..<count).map { make(model, first + $0 + 1) }
    }

    /// Cordons the nodes that pods leave.
    mutating func cordon() {
        for position in cordonedNodes {
            edit.changedNodes[position, default: index.snapshot.nodes[position]].isUnschedulable = true
        }
        edit.removedPods = evicted
        edit.evictedPods = evicted
    }

    private func position(ofNode name: String) throws(SimulationError) -> Int {
        guard let position = index.nodeByName[name] else { throw .unknownNode(name) }
        return position
    }

    private func position(ofPodOnNode name: String) throws(SimulationError) -> Int {
        let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
        let namespace = parts.count == 2 ? parts[0] : "default"
        let pods = index.snapshot.pods
        guard
            let position = pods.indices.first(where: {
                pods[$0].metadata.name == parts.last && pods[$0].metadata.namespace == namespace
            })
        else { throw .unknownPod(name) }
        guard !pods[position].nodeName.isEmpty, !pods[position].isTerminal else { throw .podNotOnNode(name) }
        if pods[position].isMirror { throw .podIsStatic(name) }
        return position
    }
}
