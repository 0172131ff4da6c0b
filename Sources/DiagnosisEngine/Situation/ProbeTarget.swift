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

    /// The address of the node's own that would fit the pod's: `::1` where the pod has IPv6 alone and the kubelet was refused at
    /// 127.0.0.1; nil where the families agree, or an address is not known.
    func fittingLoopback(for pod: Pod?, failing failure: String) -> String? {
        guard asksTheNode, let addresses = pod?.status.addresses, !addresses.isEmpty, failure.contains("refused") else {
            return nil
        }
        if failure.contains("127.0.0.1:"), addresses.allSatisfy({ $0.contains(":") }) { return "::1" }
        if failure.contains("[::1]:"), !addresses.contains(where: { $0.contains(":") }) { return "127.0.0.1" }
        return nil
    }

    /// A sentence where the probe asks an address of the other family than the pod's; else empty.
    func otherFamily(than pod: Pod?, failing failure: String) -> String {
        guard let loopback = fittingLoopback(for: pod, failing: failure) else { return "" }
        let own = loopback == "::1" ? "IPv6" : "IPv4"
        return
            " The pod has only \(own) addresses, but the kubelet probes \(loopback == "::1" ? "127.0.0.1" : "::1"): a program "
            + "that listens on \(loopback) can't answer there."
    }

    /// The only address that the program of a host-network pod is told to listen on, where the kubelet was refused at the
    /// node's own: a loopback or link-local one. Nil where the arguments name none, or several, or one for another port.
    func boundAddress(of container: Container?, in pod: Pod?, failing failure: String) -> String? {
        guard let container, pod?.spec.isHostNetwork == true, failure.contains("refused"),
            action.hasPrefix("http-get :")
        else { return nil }
        let port = action.dropFirst("http-get :".count).prefix { $0 != "/" }
        let words = (container.command + container.args).flatMap {
            $0.split { $0 == " " || $0 == "=" || $0 == "," || $0 == "/" }
        }
        let addresses = words.compactMap { word -> Substring? in
            guard word.hasPrefix("127.") || word.hasPrefix("169.254."),
                word.allSatisfy({ $0.isNumber || ".:".contains($0) })
            else { return nil }
            let parts = word.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            return parts.count == 1 || parts[1] == port ? parts[0] : nil
        }
        return Set(addresses).count == 1 ? String(addresses[0]) : nil
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
