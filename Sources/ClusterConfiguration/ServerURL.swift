/// The address of an API server.
enum ServerURL {
    /// Scheme, host, port and path without a slash at the end.
    ///
    /// As in client-go (`DefaultServerURL`), a host and a port without a scheme are reached by plain HTTP. That holds
    /// with certificates too: clientcmd asks before it has looked at them.
    /// For errors, `place` tells who names it.
    static func normalized(_ text: String, place: String) throws(ConfigurationError) -> String {
        guard let parts = URLParts(text) ?? withScheme(text) else {
            throw .invalid(
                place: place, reason: "the server is not a URL", hint: "write it like https://10.0.0.1:6443")
        }
        guard parts.scheme == "https" || parts.scheme == "http" else {
            throw .invalid(
                place: place, reason: "the server's scheme is \"\(parts.scheme)\"", hint: "write https://")
        }
        if parts.userInformation != nil {
            throw .invalid(
                place: place, reason: "the server's URL contains a user",
                hint: "put username and password into the kubeconfig's user")
        }
        var path = parts.path[...]
        while path.hasSuffix("/") { path = path.dropLast() }
        return "\(parts.scheme)://\(parts.host)\(parts.port.isEmpty ? "" : ":" + parts.port)\(path)"
    }

    /// A text without a scheme may be a host and a port, and must not have a path.
    private static func withScheme(_ text: String) -> URLParts? {
        if text.contains("://") { return nil }
        guard let parts = URLParts("http://" + text), parts.path.isEmpty || parts.path == "/" else { return nil }
        return parts
    }
}
