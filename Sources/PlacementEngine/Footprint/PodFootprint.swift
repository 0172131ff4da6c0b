/// The room that a pod takes on its node: requests and host ports.
public struct PodFootprint: Sendable {
    /// The requests, as the scheduler counts.
    public var requests: ResourceAmounts
    /// The ports of the node that the pod takes.
    public var hostPorts: [HostPort]

    /// A pod's requests and host ports.
    public init(requests: ResourceAmounts, hostPorts: [HostPort]) {
        self.requests = requests
        self.hostPorts = hostPorts
    }
}
