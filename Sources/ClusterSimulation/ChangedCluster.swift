import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// A cluster with the changes that are not of a DaemonSet's template.
struct ChangedCluster {
    let cluster: PlacementCluster
    /// Positions of the pods that are put off their nodes by hand.
    private(set) var evicted: [Int] = []
    /// Positions of nodes whose own facts change, added ones among them.
    private(set) var changedNodes: Set<Int> = []
    /// Positions of the nodes that are added.
    private(set) var addedNodes: Set<Int> = []
    /// Who comes to the changed nodes beside the DaemonSet itself.
    private(set) var landings: [SimulationOutcome.Landing] = []
    /// Nodes from which pods are put off by hand: they are cordoned until that is done.
    private(set) var cordonedNodes: Set<Int> = []

    /// - Parameters:
    ///   - changes: the changes; those of the template are left out.
    ///   - simulator: what knows the cluster as it is.
    ///   - daemonSet: the DaemonSet that the simulation is about, as it would be.
    /// - Throws: ``SimulationError`` when a change names something that is not there.
    init(_ changes: [Change], in simulator: Simulator, for daemonSet: DaemonSet) throws(SimulationError) {
        let engine = simulator.engine
        let index = engine.index
        var edit = ClusterEdit()
        var isOpening = false
        // Added nodes that are alike.
        var groups: [[Int]] = []
        for change in changes {
            switch change {
            case .removeTaint(let key, let effect, let nodes):
                isOpening = true
                for name in nodes {
                    let position = try Self.position(ofNode: name, in: index)
                    var node = edit.changedNodes[position] ?? index.snapshot.nodes[position]
                    node.taints.removeAll { $0.key == key && (effect == nil || $0.effect == effect) }
                    if key == Taint.Key.unschedulable { node.isUnschedulable = false }
                    edit.changedNodes[position] = node
                }
            case .setAllocatable(let nodes, let resource, let quantity):
                for name in nodes {
                    let position = try Self.position(ofNode: name, in: index)
                    var node = edit.changedNodes[position] ?? index.snapshot.nodes[position]
                    node.allocatable[resource] = quantity
                    edit.changedNodes[position] = node
                }
            case .reclaimDisk(let nodes):
                for name in nodes {
                    let position = try Self.position(ofNode: name, in: index)
                    var node = edit.changedNodes[position] ?? index.snapshot.nodes[position]
                    node.endDiskPressure()
                    edit.changedNodes[position] = node
                }
            case .evict(let pods):
                for name in pods {
                    let position = try Self.position(ofPodOnNode: name, in: index)
                    guard !evicted.contains(position) else { continue }
                    evicted.append(position)
                    guard let node = index.nodeByName[index.snapshot.pods[position].nodeName] else { continue }
                    cordonedNodes.insert(node)
                }
            case .addNodes(let like, let count):
                isOpening = true
                let position = try Self.position(ofNode: like, in: index)
                guard count > 0, count <= 10_000 else { throw .invalidCount(count) }
                let first = edit.addedNodes.count
                groups.append((0..<count).map { engine.cluster.nodeCount + first + $0 })
                edit.addedNodes += (0..<count).map {
                    Self.node(
                        like: edit.changedNodes[position] ?? index.snapshot.nodes[position], number: first + $0 + 1)
                }
            default: break
            }
        }
        for position in cordonedNodes {
            edit.changedNodes[position, default: index.snapshot.nodes[position]].isUnschedulable = true
        }
        let nodeCount = engine.cluster.nodeCount
        addedNodes = Set(edit.addedNodes.indices.map { nodeCount + $0 })
        changedNodes = Set(edit.changedNodes.keys).union(addedNodes)
        edit.removedPods = evicted
        edit.evictedPods = evicted
        guard !edit.isEmpty else {
            cluster = engine.cluster
            return
        }
        let changed = PlacementCluster(engine.cluster, applying: edit)
        guard isOpening else {
            cluster = changed
            return
        }
        let opened = Landings(
            simulator, after: changed, at: edit.changedNodes.keys.sorted(), added: groups, besides: daemonSet)
        landings = opened.landings
        var reserving = ClusterEdit()
        reserving.reservations = opened.reservations
        cluster = PlacementCluster(changed, applying: reserving)
    }

    private static func position(ofNode name: String, in index: ClusterIndex) throws(SimulationError) -> Int {
        guard let position = index.nodeByName[name] else { throw .unknownNode(name) }
        return position
    }

    private static func position(ofPodOnNode name: String, in index: ClusterIndex) throws(SimulationError) -> Int {
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
}

extension Node {
    /// Takes back what the kubelet and the node lifecycle controller say while the disk is short.
    fileprivate mutating func endDiskPressure() {
        taints.removeAll { $0.key == Taint.Key.diskPressure }
        for place in conditions.indices where conditions[place].type == ConditionType.diskPressure {
            conditions[place].status = .isFalse
        }
    }
}
