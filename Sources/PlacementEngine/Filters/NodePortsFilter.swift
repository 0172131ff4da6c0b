import KubernetesModel

/// NodePorts: the host ports that the pod wants must be free (`plugins/nodeports`).
struct NodePortsFilter: Filter {
    static let scope = FilterScope.nodeUsage

    private let wanted: [HostPort]

    /// Nil when the pod wants no host port.
    init?(_ pod: TestedPod) {
        if pod.hostPorts.isEmpty { return nil }
        wanted = pod.hostPorts
    }

    func failure(on view: NodeView) -> FilterFailure? {
        if view.usage.hostPorts.isEmpty { return nil }
        let taken = wanted.filter(view.usage.hostPorts.conflicts)
        return taken.isEmpty ? nil : FilterFailure(.nodePorts, [.noFreePorts(taken)], isUnresolvable: false)
    }
}
