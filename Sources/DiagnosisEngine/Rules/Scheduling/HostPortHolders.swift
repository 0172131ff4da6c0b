import KubernetesModel
import PlacementEngine

/// The pods of a node that hold some of the ports that a pod wants there, found in one pass over the node's pods.
struct HostPortHolders {
    private struct Number: Hashable {
        var port: WholeNumber
        var networkProtocol: String

        init(_ port: HostPort) {
            self.port = port.port
            networkProtocol = port.networkProtocol
        }
    }

    /// Positions of the pods, by the number that they hold and the address on which they hold it.
    private var positions: [Number: [String: [Int]]] = [:]

    /// Looks at the pods of the node at a position for those that stand in the way of a pod with these ports.
    init(of wanted: [HostPort], at node: Int, in cluster: PlacementCluster) {
        let wanted = HostPortSet(wanted)
        for position in cluster.usage[node].pods {
            for port in cluster.footprint(ofPodAt: position).hostPorts where wanted.conflicts(with: port) {
                positions[Number(port), default: [:]][port.hostIP, default: []].append(position)
            }
        }
    }

    /// Positions of the pods that hold a port, in the order in which they came to the node.
    func holders(of port: HostPort) -> [Int] {
        let byAddress = positions[Number(port)] ?? [:]
        if port.hostIP == HostPort.everyAddress { return Set(byAddress.values.joined()).sorted() }
        return Set((byAddress[port.hostIP] ?? []) + (byAddress[HostPort.everyAddress] ?? [])).sorted()
    }
}
