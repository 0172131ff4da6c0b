import KubernetesModel

extension Probe {
    /// Whether the probe asks the node itself in place of the pod.
    ///
    /// The kubelet asks from the node's network (`prober.runProbe`), so `host: 127.0.0.1` is the node there.
    private var asksTheNode: Bool {
        guard action.hasPrefix("http-get ") || action.hasPrefix("tcp-socket ") else { return false }
        let address = action.drop { $0 != " " }.dropFirst()
        return ["localhost:", "127.0.0.1:", "::1:", "[::1]:"].contains { address.hasPrefix($0) }
    }

    /// A sentence where the probe asks for a port of the node, and nothing there leads to the pod; else empty.
    func unreachableHostPort(in spec: PodSpec) -> String {
        guard asksTheNode, !spec.isHostNetwork,
            spec.allContainers.allSatisfy({ $0.ports.allSatisfy { $0.hostPort == 0 } })
        else { return "" }
        return " The probe asks the node itself, where the pod cannot be reached: it has neither hostNetwork nor a "
            + "hostPort."
    }
}
