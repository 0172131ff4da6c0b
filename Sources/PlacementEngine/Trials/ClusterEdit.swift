import KubernetesModel

/// Changes of a cluster that are only thought of: what a simulation asks the scheduler's filters about.
///
/// Pods and nodes are named by their positions in the snapshot; what is added stands behind what is there.
public struct ClusterEdit: Sendable {
    /// Pods that leave their nodes.
    public var removedPods: [Int] = []
    /// Evictions that the budgets count: pods that are among ``removedPods`` or went before.
    public var evictedPods: [Int] = []
    /// Pods that wait, or left their nodes, and where they are put.
    public var placedPods: [(pod: Int, node: Int)] = []
    /// Pods that are not in the snapshot, and where they are put.
    public var addedPods: [(pod: Pod, node: Int)] = []
    /// What pods that are not in the snapshot take from a node, where only that matters: one entry a pod.
    public var reservations: [(footprint: PodFootprint, node: Int)] = []
    /// Nodes with another object, by position. Their pods stay.
    public var changedNodes: [Int: Node] = [:]
    public var addedNodes: [Node] = []

    public init() {}

    /// Whether nothing changes.
    public var isEmpty: Bool {
        removedPods.isEmpty && evictedPods.isEmpty && placedPods.isEmpty && addedPods.isEmpty && reservations.isEmpty
            && changedNodes.isEmpty && addedNodes.isEmpty
    }
}

/// A cluster that is being changed: see ``PlacementCluster/init(_:applying:)``.
struct ClusterDraft {
    var usage: [NodeUsage]
    var nodes: [FilteredNode]
    var pods: [Pod]
    var specs: PodSpecTable
    var podGroups: PodGroupTable
    var antiAffinity: AntiAffinityTable
    var nominatedPods: [Int: [Int]]
    var budgets: BudgetTable
    var volumes: VolumeUsage
    private let cluster: PlacementCluster

    init(_ cluster: PlacementCluster) {
        self.cluster = cluster
        usage = cluster.usage
        nodes = cluster.nodes
        pods = cluster.pods
        specs = cluster.specs
        podGroups = cluster.podGroups
        antiAffinity = cluster.antiAffinity
        nominatedPods = cluster.nominatedPods
        budgets = cluster.budgets
        volumes = cluster.volumes
    }

    mutating func apply(_ edit: ClusterEdit) {
        for position in edit.evictedPods {
            for budget in budgets.positions(forPodAt: position, in: cluster) {
                // An eviction that was granted already has been counted.
                if budgets.budgets[budget].disruptedPods.contains(pods[position].metadata.name) { continue }
                budgets.spend(budget)
            }
        }
        for node in edit.addedNodes {
            nodes.append(FilteredNode(node))
            usage.append(NodeUsage(node))
        }
        for (position, node) in edit.changedNodes {
            nodes[position] = FilteredNode(node)
            let fresh = NodeUsage(node)
            usage[position].allocatable = fresh.allocatable
            usage[position].allowedPodNumber = fresh.allowedPodNumber
        }
        for position in edit.removedPods { remove(position) }
        for (position, node) in edit.placedPods { place(position, on: node) }
        if !edit.addedPods.isEmpty { add(edit.addedPods) }
        for (footprint, node) in edit.reservations { usage[node].reserve(footprint) }
        budgets.cover(podGroups.groups)
    }

    private mutating func remove(_ position: Int) {
        guard let node = nodes.indices.first(where: { usage[$0].pods.contains(position) }, near: home(of: position))
        else { return }
        usage[node].remove(position, specs.footprint(ofPodAt: position))
        // A port that two pods hold stays taken as long as one of them is there.
        for other in usage[node].pods {
            for port in specs.footprint(ofPodAt: other).hostPorts where !usage[node].hostPorts.contains(port) {
                usage[node].hostPorts.append(port)
            }
        }
        podGroups.remove(pods, position, node: node)
        antiAffinity.remove(position, node: node)
        if specs.hasClaims(podAt: position) { volumes.remove(pods[position], at: position) }
    }

    /// The node that the snapshot has the pod on.
    private func home(of position: Int) -> Int? {
        position < cluster.snapshot.pods.count ? cluster.index.nodeByName[pods[position].nodeName] : nil
    }

    private mutating func place(_ position: Int, on node: Int) {
        let spec = specs.add(pods, position)
        usage[node].add(position, specs.footprint(ofPodAt: position))
        podGroups.add(pods, position, spec: spec, node: node)
        if specs.hasAntiAffinity(spec) { antiAffinity.add(pods, position, spec: spec, node: node) }
        if specs.hasClaims(podAt: position) { volumes.add(pods[position], at: position, in: cluster.index) }
        for waited in nominatedPods.keys { nominatedPods[waited]?.removeAll { $0 == position } }
    }

    private mutating func add(_ added: [(pod: Pod, node: Int)]) {
        let first = pods.count
        pods += added.map(\.pod)
        specs.grow(to: pods.count)
        podGroups.grow(to: pods.count)
        antiAffinity.grow(to: pods.count)
        for (offset, entry) in added.enumerated() { place(first + offset, on: entry.node) }
    }
}

extension PlacementCluster {
    /// What is taken on a node once these pods have left it; those that are not there change nothing.
    public func usage(at position: Int, without gone: [Int]) -> NodeUsage {
        var usage = usage[position]
        for pod in gone where usage.pods.contains(pod) { usage.takeOff(footprint(ofPodAt: pod), pod) }
        return usage
    }
}

extension NodeUsage {
    /// Gives back what a pod takes that leaves the node.
    public mutating func takeOff(_ footprint: PodFootprint, _ position: Int) { remove(position, footprint) }

    /// Takes room for a pod that has no position.
    public mutating func reserve(_ footprint: PodFootprint) {
        requested.add(footprint.requests)
        reservedPods += 1
        for port in footprint.hostPorts where !hostPorts.contains(port) { hostPorts.append(port) }
    }
}

extension Range<Int> {
    /// The first element that meets the condition, `guess` tried before all others.
    fileprivate func first(where isMeant: (Int) -> Bool, near guess: Int?) -> Int? {
        if let guess, isMeant(guess) { return guess }
        return first(where: isMeant)
    }
}
