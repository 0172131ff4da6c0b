import KubernetesModel
import PlacementEngine

/// Looks for a host port that the DaemonSet could have instead.
enum FreeHostPort {
    /// How far from the wanted port to look.
    private static let reach = 100
    /// The default ports of Services of type NodePort (`--service-node-port-range`).
    private static let nodePorts: ClosedRange<WholeNumber> = 30_000...32_767

    /// For each of the wanted ports the nearest one above that is free on every eligible node, that the pod does not use
    /// itself, and that none of the others gets; nil where there is none.
    static func near(_ wanted: [HostPort], spec: PodSpec, in situation: DaemonSetSituation) -> [WholeNumber?] {
        let cluster = situation.cluster.engine.cluster
        var taken = Set(
            situation.nodes.filter(\.verdict.shouldRun).flatMap { cluster.usage[$0.position].hostPorts.numbers })
        taken.formUnion(HostPort.ports(of: spec).map(\.port))
        return wanted.map { port in
            let found = near(port, besides: taken)
            if let found { taken.insert(found) }
            return found
        }
    }

    private static func near(_ wanted: HostPort, besides taken: Set<WholeNumber>) -> WholeNumber? {
        guard wanted.port > 0, wanted.port < 65_535 else { return nil }
        return (1...reach).lazy.map { wanted.port + WholeNumber($0) }.first { port in
            port <= 65_535 && !taken.contains(port) && nodePorts.contains(port) == nodePorts.contains(wanted.port)
        }
    }
}
