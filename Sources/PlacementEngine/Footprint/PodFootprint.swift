/// What a pod takes from the node that it is on.
public struct PodFootprint: Sendable {
    public var requests: ResourceAmounts
    public var hostPorts: [HostPort]

    public init(requests: ResourceAmounts, hostPorts: [HostPort]) {
        self.requests = requests
        self.hostPorts = hostPorts
    }
}
