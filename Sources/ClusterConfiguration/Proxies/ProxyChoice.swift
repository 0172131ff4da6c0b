/// Which proxy leads to a server, as a URL for curl.
enum ProxyChoice {
    /// curl's proxy types, by the scheme as written. Go lets a SOCKS proxy resolve names, which is curl's `socks5h`.
    private static let schemes = ["http": "http", "https": "https", "socks5": "socks5h", "socks5h": "socks5h"]
    /// Go's; curl's own would be another one.
    private static let ports = ["http": "80", "https": "443", "socks5h": "1080"]

    /// The proxy of a kubeconfig's `proxy-url`, which is for every server, those of this machine too.
    /// Errors tell the place and never the URL, which may hold a password.
    static func named(_ text: String, place: String) throws(ConfigurationError) -> String {
        guard let parts = URLParts(text) else {
            throw .invalid(place: place, reason: "the proxy is not a URL", hint: "write it like http://proxy:3128")
        }
        guard parts.scheme != "socks5h", let url = url(parts) else {
            throw .invalid(
                place: place, reason: "the proxy's scheme is \"\(parts.scheme)\"",
                hint: "use http, https or socks5")
        }
        return url
    }

    /// The proxy that the environment names for this server; nil for none.
    ///
    /// As in Go: `HTTPS_PROXY` for HTTPS and `HTTP_PROXY` for plain HTTP, `NO_PROXY` for exceptions, small letters where
    /// the great ones are not set. What is no proxy is passed over.
    static func ofEnvironment(_ environment: ProcessEnvironment, server: String) -> String? {
        guard let target = URLParts(server) else { return nil }
        let isSecure = target.scheme == "https"
        let written =
            isSecure
            ? environment.first("HTTPS_PROXY", "https_proxy") : environment.first("HTTP_PROXY", "http_proxy")
        if written.isEmpty { return nil }
        let exceptions = ProxyExceptions(environment.first("NO_PROXY", "no_proxy"))
        let port = target.port.isEmpty ? (isSecure ? "443" : "80") : target.port
        if exceptions.contains(host: target.bareHost, port: port) { return nil }
        return URLParts(written).flatMap(url) ?? URLParts("http://" + written).flatMap(url)
    }

    /// Nil when curl has no such scheme.
    private static func url(_ parts: URLParts) -> String? {
        guard let scheme = schemes[parts.scheme] else { return nil }
        let user = parts.userInformation.map { $0 + "@" } ?? ""
        return "\(scheme)://\(user)\(parts.host):\(parts.port.isEmpty ? ports[scheme] ?? "" : parts.port)"
    }
}
