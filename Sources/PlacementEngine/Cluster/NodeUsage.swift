import KubernetesModel

/// What is taken on a node: the part of the scheduler's `NodeInfo` that pods change.
public struct NodeUsage: Sendable {
    /// What pods may ask for in all.
    public var allocatable = ResourceAmounts()
    /// How many pods the node takes (`allocatable.pods`).
    public var allowedPodNumber: Int64 = 0
    /// What the pods on the node ask for.
    public var requested = ResourceAmounts()
    /// The pods on the node that have not come to their end, as positions in the snapshot.
    public var pods: [Int] = []
    /// How many more pods have their room kept: those that are only thought of and have no position.
    public var reservedPods: Int64 = 0
    /// The host ports in use. A set, as the scheduler's: a port that two pods hold is free once one of them goes.
    public var hostPorts: [HostPort] = []

    public init() {}

    /// How many pods count against ``allowedPodNumber``.
    public var podCount: Int64 { Int64(pods.count) + reservedPods }

    /// The usage of a node without pods.
    public init(_ node: Node) {
        allocatable = ResourceAmounts(node.allocatable)
        allowedPodNumber = node.allocatable[ResourceName.pods]?.units ?? 0
    }

    /// Puts a pod on the node (`NodeInfo.AddPodInfo`).
    mutating func add(_ position: Int, _ footprint: PodFootprint) {
        pods.append(position)
        requested.add(footprint.requests)
        for port in footprint.hostPorts where !hostPorts.contains(port) { hostPorts.append(port) }
    }

    /// Takes a pod off the node (`NodeInfo.RemovePod`).
    mutating func remove(_ position: Int, _ footprint: PodFootprint) {
        if let place = pods.lastIndex(of: position) { pods.remove(at: place) }
        release(footprint)
    }

    /// Gives back what a pod takes, the pod itself left in its place.
    mutating func release(_ footprint: PodFootprint) {
        requested.add(footprint.requests, sign: -1)
        for port in footprint.hostPorts { hostPorts.removeAll { $0 == port } }
    }

    /// Takes room for a pod that has no position.
    public mutating func reserve(_ footprint: PodFootprint) {
        requested.add(footprint.requests)
        reservedPods += 1
        for port in footprint.hostPorts where !hostPorts.contains(port) { hostPorts.append(port) }
    }
}
