import KubernetesModel

/// A path on nodes that only Docker makes.
enum DockerPath {
    private static let own = ["/var/lib/docker", "/var/run/docker.sock", "/run/docker.sock"]

    static func isOne(_ path: String) -> Bool {
        own.contains { path == $0 || path.hasPrefix($0 + "/") }
    }

    /// What runs the containers on a node instead of Docker; empty where the snapshot doesn't tell, nil where it is Docker.
    static func runtime(insteadOn node: Node) -> String? {
        let version = node.info.containerRuntimeVersion
        if version.isEmpty { return "" }
        return node.isOfDocker ? nil : node.runtimeName
    }
}
