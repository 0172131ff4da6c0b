import KubernetesModel

/// Room and usage of a node: the part of the scheduler's `NodeInfo` that pods change.
public struct NodeUsage: Sendable {
    /// The total that pods may request (`allocatable`).
    public var allocatable = ResourceAmounts()
    /// How many pods the node takes (`allocatable.pods`).
    public var allowedPodNumber: WholeNumber = 0
    /// The requests of the pods on the node.
    public var requested = ResourceAmounts()
    /// The pods on the node that have not come to their end, as positions in the snapshot.
    public var pods: [Int] = []
    /// The number of reservations: pods that count but are not in the snapshot.
    var reservedPods: WholeNumber = 0
    /// The host ports in use. A set, as the scheduler's: a port that two pods hold is free once one of them goes.
    public var hostPorts = HostPortSet()

    /// A node with nothing on it and no room.
    public init() {}

    /// How many pods count against ``allowedPodNumber``.
    var podCount: WholeNumber { WholeNumber(pods.count) + reservedPods }

    /// Whether the node takes no further pod, whatever it asks for.
    public var isFull: Bool { podCount >= allowedPodNumber }

    /// Whether the node takes no further pod, or lacks cpu, memory or storage for these requests (`fitsRequest`). Extended
    /// resources are not asked for.
    public func isShort(of requests: ResourceAmounts) -> Bool {
        func isShort(_ amount: WholeNumber, _ used: WholeNumber, _ allocatable: WholeNumber) -> Bool {
            amount > 0 && amount > allocatable - used
        }
        return podCount + 1 > allowedPodNumber
            || isShort(requests.milliCPU, requested.milliCPU, allocatable.milliCPU)
            || isShort(requests.memory, requested.memory, allocatable.memory)
            || isShort(requests.ephemeralStorage, requested.ephemeralStorage, allocatable.ephemeralStorage)
    }

    /// Whether a pod may fit that does not fit beside the other usage of the same node.
    func hasOtherRoom(than other: NodeUsage, keepsOthersAway: Bool) -> Bool {
        if podCount < other.podCount || keepsOthersAway && pods.count < other.pods.count { return true }
        if !other.hostPorts.isEmpty, !other.hostPorts.isSubset(of: hostPorts) { return true }
        return requested.milliCPU < other.requested.milliCPU || requested.memory < other.requested.memory
            || requested.ephemeralStorage < other.requested.ephemeralStorage
            || other.requested.scalars.contains { requested[scalar: $0.name] < $0.amount }
    }

    /// The usage of a node without pods.
    public init(_ node: Node) {
        allocatable = ResourceAmounts(node.allocatable)
        allowedPodNumber = node.allocatable[ResourceName.pods]?.units ?? 0
    }

    /// Puts a pod on the node (`NodeInfo.AddPodInfo`).
    mutating func add(_ position: Int, _ footprint: PodFootprint) {
        pods.append(position)
        requested.add(footprint.requests)
        for port in footprint.hostPorts { hostPorts.insert(port) }
    }

    /// Takes a pod off the node (`NodeInfo.RemovePod`).
    public mutating func remove(_ position: Int, _ footprint: PodFootprint) {
        if let place = pods.lastIndex(of: position) { pods.remove(at: place) }
        release(footprint)
    }

    /// Takes pods off the node, all of which are on it.
    mutating func remove(_ positions: Set<Int>, _ footprint: (Int) -> PodFootprint) {
        pods.removeAll(where: positions.contains)
        for position in positions { release(footprint(position)) }
    }

    /// Gives back what a pod takes, the pod itself left in its place.
    mutating func release(_ footprint: PodFootprint) {
        requested.add(footprint.requests, sign: -1)
        for port in footprint.hostPorts { hostPorts.remove(port) }
    }

    /// Takes room for a pod that has no position.
    public mutating func reserve(_ footprint: PodFootprint) {
        requested.add(footprint.requests)
        reservedPods += 1
        for port in footprint.hostPorts { hostPorts.insert(port) }
    }
}
