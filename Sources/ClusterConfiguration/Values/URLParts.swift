/// The parts of a URL, as far as servers and proxies need them.
package struct URLParts: Equatable {
    /// In small letters; empty when there is none.
    package var scheme = ""
    /// User and password as they are written, without the `@`; nil when there is none. Secret.
    var userInformation: String?
    /// With brackets around an IPv6 address.
    package var host = ""
    /// Empty when there is none.
    package var port = ""
    /// With its slash; empty when there is none. Query and fragment are left out.
    package var path = ""

    /// Nil when there is no `scheme://host`, or a part cannot be one.
    package init?(_ text: String) {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), let colon = text.firstIndex(of: ":") else { return nil }
        scheme = text[..<colon].lowercased()
        let rest = text[text.index(after: colon)...]
        guard scheme.first?.isLetter == true, rest.hasPrefix("//"),
            scheme.allSatisfy({ $0.isLetter || $0.isNumber || "+-.".contains($0) })
        else { return nil }
        let hierarchy = rest.dropFirst(2).prefix { $0 != "?" && $0 != "#" }
        var authority = hierarchy.prefix { $0 != "/" }
        path = String(hierarchy.dropFirst(authority.count))
        if let at = authority.lastIndex(of: "@") {
            userInformation = String(authority[..<at])
            authority = authority[authority.index(after: at)...]
        }
        guard let split = HostAndPort(String(authority)) else { return nil }
        (host, port) = (split.host, split.port)
    }

    /// The host without brackets.
    var bareHost: String { host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host }
}

/// The host and port of a URL.
struct HostAndPort: Equatable {
    /// With brackets around an IPv6 address.
    var host: String
    var port = ""

    /// Nil when it is no host with perhaps a port: letters that cannot be, an IPv6 address without brackets.
    init?(_ text: String) {
        let rest: Substring
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            host = String(text[...end])
            rest = text[text.index(after: end)...]
            let address = host.dropFirst().dropLast().prefix { $0 != "%" }
            guard IPAddress(String(address))?.isVersion6 == true else { return nil }
        } else {
            host = String(text.prefix { $0 != ":" })
            rest = text.dropFirst(host.count)
            guard host.allSatisfy({ $0.isLetter || $0.isNumber || "-._~%".contains($0) }), !host.isEmpty else {
                return nil
            }
        }
        if rest.isEmpty { return }
        port = String(rest.dropFirst())
        guard rest.hasPrefix(":"), port.isEmpty || UInt16(port) != nil, !port.hasPrefix("+") else { return nil }
    }
}
