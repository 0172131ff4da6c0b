import KubernetesModel

/// Where a container is told to listen.
struct BoundAddress: Equatable, Sendable {
    /// `127.0.0.1`.
    var address: String
    /// The environment variable that says so; nil where the command or the arguments do.
    var variable: String?

    /// `arguments say`, `variable LISTEN_ADDRESS says`.
    var speaker: String { variable.map { "environment variable \($0) says" } ?? "arguments say" }
}

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
    /// node's own: a loopback or link-local one. Nil where command, arguments and environment name none, or several, or one
    /// for another port.
    func boundAddress(of container: Container?, in pod: Pod?, failing failure: String) -> BoundAddress? {
        guard let container, pod?.spec.isHostNetwork == true, failure.contains("refused"),
            action.hasPrefix("http-get :")
        else { return nil }
        let port = action.dropFirst("http-get :".count).prefix { $0 != "/" }
        let words = container.command + container.args
        // The kubelet puts the values in: `$(LISTEN_ADDRESS)`.
        let named = container.plainVariables.filter { variable in
            words.contains { $0.contains("$(\(variable.name))") }
        }
        var found = (words + named.map(\.value)).flatMap { Self.nodeAddresses(in: $0, port: port) }
            .map { BoundAddress(address: $0, variable: nil) }
        for variable in container.plainVariables {
            // Many variables name whom the program talks to.
            let isTold = ["LISTEN", "BIND"].contains { variable.name.uppercased().contains($0) }
            found += Self.nodeAddresses(in: variable.value, port: port, isPortNeeded: !isTold)
                .map { BoundAddress(address: $0, variable: variable.name) }
        }
        return Set(found.map(\.address)).count == 1 ? found[0] : nil
    }

    /// The loopback and link-local addresses in a text that stand alone or with `port`.
    private static func nodeAddresses(in text: String, port: Substring, isPortNeeded: Bool = false) -> [String] {
        text.split { " =,/'\"".contains($0) }.compactMap { word in
            guard word.hasPrefix("127.") || word.hasPrefix("169.254."),
                word.allSatisfy({ $0.isNumber || ".:".contains($0) })
            else { return nil }
            let parts = word.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 1 { return isPortNeeded ? nil : String(word) }
            return parts[1] == port ? parts.first.map(String.init) : nil
        }
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
