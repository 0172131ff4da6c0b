import Glibc

/// The syntaxes of IP addresses (`IsValidIPForLegacyField` with `StrictIPCIDRValidation`).
enum AddressSyntax {
    /// An IPv4 or IPv6 address in any of its spellings.
    static func address(_ text: String) -> String? {
        var four = in_addr()
        var six = in6_addr()
        if text.utf8.contains(0) || text.utf8.count > 64 { return "must be an IP address" }
        if inet_pton(AF_INET, text, &four) == 1 { return nil }
        guard inet_pton(AF_INET6, text, &six) == 1 else {
            return hasLeadingZeros(text) ? "must not have leading zeros" : "must be an IP address"
        }
        let bytes = withUnsafeBytes(of: six) { Array($0) }
        let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        return isMapped ? "must not be an IPv4 address in IPv6's notation" : nil
    }

    private static func hasLeadingZeros(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
    }
}
