import KubernetesModel
import PlacementEngine

/// Looks for a host port that the DaemonSet could have instead.
enum FreeHostPort {
    /// How far from the wanted port to look.
    private static let reach: Int32 = 100
    /// What Services of type NodePort get by default (`--service-node-port-range`).
    private static let nodePorts: ClosedRange<Int32> = 30_000...32_767

    /// For each of the wanted ports the nearest one above that is free on every eligible node, that the pod does not use
    /// itself, and that none of the others gets; nil where there is none.
    static func near(_ wanted: [HostPort], spec: PodSpec, in situation: DaemonSetSituation) -> [Int32?] {
        var given: Set<Int32> = []
        return wanted.map { port in
            let found = near(port, besides: given, spec: spec, in: situation)
            if let found { given.insert(found) }
            return found
        }
    }

    private static func near(
        _ wanted: HostPort, besides given: Set<Int32>, spec: PodSpec, in situation: DaemonSetSituation
    ) -> Int32? {
        let cluster = situation.cluster.engine.cluster
        let taken = Set(
            situation.nodes.filter(\.verdict.shouldRun).flatMap { cluster.usage[$0.position].hostPorts.numbers })
        let own = Set(HostPort.ports(of: spec).map(\.port))
        let last = min(65_535, wanted.port.addingReportingOverflow(reach).partialValue)
        guard wanted.port < last else { return nil }
        return (wanted.port + 1...last).first { port in
            !taken.contains(port) && !own.contains(port) && !given.contains(port)
                && nodePorts.contains(port) == nodePorts.contains(wanted.port)
        }
    }
}
