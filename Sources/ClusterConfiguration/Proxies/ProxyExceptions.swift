/// Which servers are reached without a proxy: `NO_PROXY`, by the rules of Go's `httpproxy`.
struct ProxyExceptions {
    private enum Exception {
        case everything
        case block(AddressBlock)
        /// An empty port stands for any.
        case address(IPAddress, port: String)
        /// The suffix begins with a dot; `isWhole` tells that the name without it counts too.
        case domain(suffix: String, isWhole: Bool, port: String)
    }

    private var exceptions: [Exception] = []

    init(_ list: String) {
        for item in list.split(separator: ",") {
            let item = String(item).trimmed.lowercased()
            if let exception = Self.exception(item) { exceptions.append(exception) }
        }
    }

    /// Whether a server is reached without a proxy. This machine itself always is.
    ///
    /// The host is without brackets; the port is the one that counts, be it written or not.
    func contains(host: String, port: String) -> Bool {
        let host = host.lowercased()
        let address = IPAddress(host)
        if host == "localhost" || address?.isLoopback == true { return true }
        return exceptions.contains { exception in
            switch exception {
            case .everything: return true
            case .block(let block): return address.map(block.contains) ?? false
            case .address(let excepted, let only): return address == excepted && (only.isEmpty || only == port)
            case .domain(let suffix, let isWhole, let only):
                guard host.hasSuffix(suffix) || isWhole && host == suffix.dropFirst() else { return false }
                return only.isEmpty || only == port
            }
        }
    }

    /// Nil for what means nothing, which is passed over as Go does.
    private static func exception(_ item: String) -> Exception? {
        if item == "*" { return .everything }
        if let block = AddressBlock(item) { return .block(block) }
        if let address = IPAddress(item) { return .address(address, port: "") }
        var host = item
        var port = ""
        if let colon = item.lastIndex(of: ":") {
            host = String(item[..<colon])
            port = String(item[item.index(after: colon)...])
        }
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        if let address = IPAddress(host) { return .address(address, port: port) }
        if host.hasPrefix("*.") { host.removeFirst() }
        if host.isEmpty { return nil }
        let isWhole = !host.hasPrefix(".")
        return .domain(suffix: isWhole ? "." + host : host, isWhole: isWhole, port: port)
    }
}
