import KubernetesModel
import CheckedJSON

/// The cluster, as passed to a plugin that asks for it (`provideClusterInfo`).
struct PluginCluster: Sendable, Unprinted {
    var server = ""
    var tlsServerName = ""
    var skipsTLSVerification = false
    var authorities: [UInt8]?
    /// As the kubeconfig has it; one of the environment is not told, as in client-go.
    var proxyURL = ""
    var disablesCompression = false
    var configuration: JSONValue?

    var json: JSONValue {
        .members([
            "server": .string(server), "tls-server-name": .text(tlsServerName),
            "insecure-skip-tls-verify": .flag(skipsTLSVerification),
            "certificate-authority-data": authorities.map { .string(Base64.encode($0)) },
            "proxy-url": .text(proxyURL), "disable-compression": .flag(disablesCompression),
            "config": configuration ?? .null,
        ])
    }
}
