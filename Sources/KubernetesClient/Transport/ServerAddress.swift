import ClusterConfiguration

/// How a server is named to curl.
///
/// Where its certificate bears another name (`tls-server-name`), that name stands in the URL, so that curl asks for it
/// and checks it; a rule leads the connection to the real host, and the `Host` header names the real one.
struct ServerAddress: Equatable {
    /// What stands before a request's target.
    var url: String
    /// For `CURLOPT_CONNECT_TO`.
    var connectRule: String?
    var headers: [String] = []
    /// Whether the server is on this machine.
    var isLoopback: Bool

    init(_ connection: ClusterConnection) {
        let server = connection.server
        let scheme = server.range(of: "://").map { server[..<$0.upperBound] } ?? "https://"
        let rest = server.dropFirst(server.hasPrefix(String(scheme)) ? scheme.count : 0)
        let authority = rest.prefix { $0 != "/" }
        let path = rest.dropFirst(authority.count)
        let (host, port) = Self.parts(of: authority)
        isLoopback = host == "localhost" || host.hasPrefix("127.") || host == "[::1]"
        guard let name = connection.trust.serverName, !name.isEmpty, scheme == "https://" else {
            url = server
            return
        }
        url = scheme + name + ":" + port + path
        connectRule = "\(name):\(port):\(host):\(port)"
        headers = ["Host: \(authority)"]
    }

    private static func parts(of authority: Substring) -> (host: String, port: String) {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            let port = authority[authority.index(after: end)...].drop { $0 == ":" }
            return (String(authority[...end]), port.isEmpty ? "443" : String(port))
        }
        let parts = authority.split(separator: ":", maxSplits: 1)
        return (parts.first.map(String.init) ?? "", parts.count > 1 ? String(parts[1]) : "443")
    }
}

extension String {
    /// The first place where `text` stands.
    fileprivate func range(of text: String) -> Range<String.Index>? {
        var place = startIndex
        while place < endIndex {
            if self[place...].hasPrefix(text) { return place..<index(place, offsetBy: text.count) }
            place = index(after: place)
        }
        return nil
    }
}
