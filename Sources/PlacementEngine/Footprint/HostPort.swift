import KubernetesModel

/// A port of a node that a pod takes for itself.
public struct HostPort: Hashable, Sendable {
    /// The port of the node.
    public var port: WholeNumber
    /// `TCP`, `UDP` or `SCTP`.
    public var networkProtocol: String
    /// `0.0.0.0` for every address.
    public var hostIP: String

    /// The address that stands for all.
    public static let everyAddress = "0.0.0.0"

    /// A host port, with an empty address or protocol filled in as the scheduler does (`HostPortInfo.sanitize`).
    public init(port: WholeNumber, networkProtocol: String = "TCP", hostIP: String = "") {
        self.port = port
        self.networkProtocol = networkProtocol.isEmpty ? "TCP" : networkProtocol
        self.hostIP = hostIP.isEmpty ? Self.everyAddress : hostIP
    }

    /// Whether both cannot be on one node (`HostPortInfo.CheckConflict`).
    public func conflicts(with other: HostPort) -> Bool {
        port == other.port && networkProtocol == other.networkProtocol
            && (hostIP == other.hostIP || hostIP == Self.everyAddress || other.hostIP == Self.everyAddress)
    }

    /// The ports of a spec's containers and restartable init containers (`schedutil.GetHostPorts`).
    public static func ports(of spec: PodSpec) -> [HostPort] {
        var ports: [HostPort] = []
        for container in spec.containers { ports += hostPorts(of: container) }
        for container in spec.initContainers where container.isRestartable { ports += hostPorts(of: container) }
        return ports
    }

    private static func hostPorts(of container: Container) -> [HostPort] {
        container.ports.filter { $0.hostPort > 0 }
            .map { HostPort(port: $0.hostPort, networkProtocol: $0.networkProtocol, hostIP: $0.hostIP) }
    }
}

extension HostPort: CustomStringConvertible {
    /// `9100/TCP`, or `10.0.0.1:9100/TCP` where the address matters.
    public var description: String {
        hostIP == Self.everyAddress ? "\(port)/\(networkProtocol)" : "\(hostIP):\(port)/\(networkProtocol)"
    }
}
