import KubernetesModel
import PlacementEngine

/// Looks for a host port that the DaemonSet could have instead.
enum FreeHostPort {
    /// How far from the wanted port to look.
    private static let reach: Int32 = 100
    /// What Services of type NodePort get by default (`--service-node-port-range`).
    private static let nodePorts: ClosedRange<Int32> = 30_000...32_767

    /// The nearest port above the wanted one that is free on every eligible node, and that the pod does not use itself.
    static func near(_ wanted: HostPort, spec: PodSpec, in situation: DaemonSetSituation) -> Int32? {
        let cluster = situation.cluster.engine.cluster
        let taken = Set(
            situation.nodes.filter(\.verdict.shouldRun).flatMap { cluster.usage[$0.position].hostPorts }.map(\.port))
        let own = Set(HostPort.ports(of: spec).map(\.port))
        let last = min(65_535, wanted.port.addingReportingOverflow(reach).partialValue)
        guard wanted.port < last else { return nil }
        return (wanted.port + 1...last).first { port in
            !taken.contains(port) && !own.contains(port)
                && nodePorts.contains(port) == nodePorts.contains(wanted.port)
        }
    }
}
