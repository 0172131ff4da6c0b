import HTTPServing

/// Answers only requests that name this machine.
///
/// A page in a browser may let its own name lead to 127.0.0.1 and then read what is served there (DNS rebinding); but
/// the browser goes on sending that name.
enum HostGuard {
    static func check(_ request: ServerRequest) throws(APIStatus) {
        // Browsers always name a host.
        guard let host = request.headers["host"] else { return }
        var name = host[...]
        if let colon = name.lastIndex(of: ":"), name[name.index(after: colon)...].allSatisfy(\.isNumber) {
            name = name[..<colon]
        }
        guard ["localhost", "127.0.0.1", "[::1]"].contains(name.lowercased()) else { throw .foreignHost(host) }
    }
}
