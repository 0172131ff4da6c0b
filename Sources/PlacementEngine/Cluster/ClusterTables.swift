import ClusterSnapshot
import KubernetesModel

/// The nodes and pods of a cluster, summed up once so that no filter has to walk all pods.
///
/// A value: a what-if changes a copy, and the copy shares every table that stays as it is. Pods and nodes keep the
/// positions that they have in the snapshot; added ones stand behind them.
struct ClusterTables: Sendable {
    /// The nodes as filters look at them, in the order of the snapshot's nodes.
    private(set) var nodes: [FilteredNode]
    /// The usage of each node, in the same order.
    private(set) var usage: [NodeUsage]
    /// The snapshot's pods.
    private(set) var pods: [Pod]
    /// Footprint and priority by spec.
    private(set) var specs: PodSpecTable
    /// Pods with the same namespace and labels, for selectors to be asked once a group.
    private(set) var podGroups: PodGroupTable
    /// Pods that keep others away, by what they keep away.
    private(set) var antiAffinity: AntiAffinityTable
    /// The pods that wait for a node on which preemption has made room, by the node's position.
    private(set) var nominatedPods: [Int: [Int]] = [:]
    /// Which pods are under a PodDisruptionBudget.
    var budgets: BudgetTable
    /// Which claims and volumes are in use.
    private(set) var volumes: VolumeUsage
    /// The nodes of pods that are elsewhere than the snapshot has them, by the pod's position.
    private var movedPods: [Int: Int] = [:]

    init(_ index: ClusterIndex) {
        let snapshot = index.snapshot
        pods = snapshot.pods
        nodes = snapshot.nodes.map(FilteredNode.init)
        usage = snapshot.nodes.map { NodeUsage($0) }
        specs = PodSpecTable(podCount: pods.count)
        podGroups = PodGroupTable(podCount: pods.count)
        antiAffinity = AntiAffinityTable(podCount: pods.count)
        volumes = VolumeUsage(index)
        budgets = BudgetTable(snapshot.podDisruptionBudgets)
        for node in nodes.indices {
            usage[node].pods.reserveCapacity(index.podsByNode[node].count)
            for position in index.podsByNode[node] where !pods[position].status.phase.isTerminal {
                put(position, on: node, in: index)
            }
        }
        for position in pods.indices where !pods[position].status.nominatedNodeName.isEmpty {
            guard pods[position].nodeName.isEmpty, !pods[position].isTerminal,
                let node = index.nodeByName[pods[position].status.nominatedNodeName]
            else { continue }
            sort(position, node: nil)
            nominatedPods[node, default: []].append(position)
        }
        budgets.cover(podGroups.groups)
    }

    /// Puts the pod at `position` on a node.
    private mutating func put(_ position: Int, on node: Int, in index: ClusterIndex) {
        sort(position, node: node)
        usage[node].add(position, specs.footprint(ofPodAt: position))
        if specs.hasClaims(podAt: position) { volumes.add(pods[position], at: position, in: index) }
    }

    /// Sorts the pod at `position` into the tables of specs and groups.
    private mutating func sort(_ position: Int, node: Int?) {
        let spec = specs.add(pods, position)
        podGroups.add(pods, position, spec: spec, node: node)
        if specs.hasAntiAffinity(spec) { antiAffinity.add(pods, position, spec: spec, node: node) }
    }

    /// Adds a node without pods.
    mutating func add(_ node: Node) {
        nodes.append(FilteredNode(node))
        usage.append(NodeUsage(node))
    }

    /// Gives a node another object. Its pods stay.
    mutating func replaceNode(at position: Int, with node: Node) {
        nodes[position] = FilteredNode(node)
        let fresh = NodeUsage(node)
        usage[position].allocatable = fresh.allocatable
        usage[position].allowedPodNumber = fresh.allowedPodNumber
    }

    /// Keeps room on a node for a pod that has no position.
    mutating func reserve(_ footprint: PodFootprint, on node: Int) { usage[node].reserve(footprint) }

    /// Puts a pod on a node: one that waits, or that left its own.
    mutating func place(_ position: Int, on node: Int, in index: ClusterIndex) {
        put(position, on: node, in: index)
        movedPods[position] = node
        forgetNomination(of: position, in: index)
        budgets.cover(podGroups.groups)
    }

    private mutating func forgetNomination(of position: Int, in index: ClusterIndex) {
        guard !pods[position].status.nominatedNodeName.isEmpty,
            let node = index.nodeByName[pods[position].status.nominatedNodeName]
        else { return }
        nominatedPods[node]?.removeAll { $0 == position }
    }

    /// Takes in pods that are not in the snapshot, each with its node.
    mutating func add(_ added: [(pod: Pod, node: Int)], in index: ClusterIndex) {
        let first = pods.count
        pods += added.map(\.pod)
        specs.grow(to: pods.count)
        podGroups.grow(to: pods.count)
        antiAffinity.grow(to: pods.count)
        for (offset, entry) in added.enumerated() { place(first + offset, on: entry.node, in: index) }
    }

    /// Goes over to a snapshot that differs in a few objects; new ones stand behind.
    mutating func change(from old: ClusterIndex, to new: ClusterIndex, changedPods: [Int], changedNodes: [Int]) {
        for position in changedPods {
            if let home = old.nodeByName[pods[position].nodeName], usage[home].pods.contains(position) {
                remove(position, in: old)
            }
            forgetNomination(of: position, in: old)
        }
        movedPods = [:]
        let snapshot = new.snapshot
        let first = pods.count
        pods = snapshot.pods
        specs.grow(to: pods.count)
        podGroups.grow(to: pods.count)
        antiAffinity.grow(to: pods.count)
        for position in changedNodes { replaceNode(at: position, with: snapshot.nodes[position]) }
        for node in snapshot.nodes.dropFirst(nodes.count) { add(node) }
        for position in changedPods + Array(first..<pods.count) {
            guard let node = new.nodeByName[pods[position].nodeName], !pods[position].isTerminal else { continue }
            put(position, on: node, in: new)
        }
        budgets = BudgetTable(snapshot.podDisruptionBudgets)
        budgets.cover(podGroups.groups)
    }

    /// Takes pods off the nodes that they are on, if any.
    mutating func remove(_ positions: [Int], in index: ClusterIndex) {
        var gone: [(position: Int, node: Int)] = []
        for position in positions {
            if let node = leave(position, in: index) { gone.append((position, node)) }
        }
        podGroups.remove(pods, gone)
        antiAffinity.remove(gone)
    }

    /// Takes the pod at `position` off the node that it is on, if any.
    mutating func remove(_ position: Int, in index: ClusterIndex) { remove([position], in: index) }

    /// Gives back the room of the pod at `position`, which stays in its groups; the node that it was on.
    private mutating func leave(_ position: Int, in index: ClusterIndex) -> Int? {
        guard let node = node(ofPodAt: position, in: index) else { return nil }
        movedPods[position] = nil
        let footprint = specs.footprint(ofPodAt: position)
        usage[node].remove(position, footprint)
        // A port that two pods hold stays taken as long as one of them is there.
        if !footprint.hostPorts.isEmpty {
            for other in usage[node].pods {
                for port in specs.footprint(ofPodAt: other).hostPorts { usage[node].hostPorts.insert(port) }
            }
        }
        if specs.hasClaims(podAt: position) { volumes.remove(pods[position], at: position) }
        return node
    }

    /// The node that holds the pod: the one that it was put on, or that the snapshot has it on.
    private func node(ofPodAt position: Int, in index: ClusterIndex) -> Int? {
        if let node = movedPods[position] { return node }
        guard position < index.snapshot.pods.count, let home = index.nodeByName[pods[position].nodeName] else {
            return nil
        }
        return usage[home].pods.contains(position) ? home : nil
    }
}
