import ClusterConfiguration

/// How a server is named to curl.
///
/// Where its certificate bears another name (`tls-server-name`), that name stands in the URL, so that curl asks for it
/// and checks it; a rule leads the connection to the real host, and the `Host` header names the real one.
struct ServerAddress: Equatable {
    /// The part of the address before a request's target.
    var url: String
    /// For `CURLOPT_CONNECT_TO`.
    var connectRule: String?
    var headers: [String] = []
    /// Whether the server is on this machine.
    var isLoopback: Bool

    init(_ connection: ClusterConnection) {
        url = connection.server
        guard let parts = URLParts(connection.server) else {
            isLoopback = false
            return
        }
        let host = parts.host
        isLoopback = host == "localhost" || host.hasPrefix("127.") || host == "[::1]"
        guard let name = connection.trust.serverName, !name.isEmpty, parts.scheme == "https" else { return }
        let port = parts.port.isEmpty ? "443" : parts.port
        url = "https://\(name):\(port)\(parts.path)"
        connectRule = "\(name):\(port):\(host):\(port)"
        headers = ["Host: \(host)" + (parts.port.isEmpty ? "" : ":\(port)")]
    }
}
