import KubernetesModel

extension PodSpec {
    /// The init container that redirects the whole node's traffic to a mesh's proxy: meshes put it into pods, where it
    /// rewrites the routes of the network it finds, and on the host network that is the node's own.
    var nodeWideRedirect: Container? {
        guard isHostNetwork else { return nil }
        return initContainers.first { container in
            container.mayChangeNetwork && Self.redirects.contains { container.name.hasSuffix($0) }
        }
    }

    /// The names, or their ends, that meshes give the container which redirects a pod's traffic to their proxy.
    private static let redirects = [
        "istio-init", "linkerd-init", "conduit-init", "kuma-init", "consul-connect-inject-init", "osm-init",
        "proxyinit",
        "proxy-init",
    ]
}

extension Container {
    /// Whether the container has the right to change its network's routes and filters.
    fileprivate var mayChangeNetwork: Bool {
        securityContext.isPrivileged
            || securityContext.addedCapabilities.contains { ["NET_ADMIN", "ALL"].contains($0.uppercased()) }
    }
}
