import Glibc

/// An address of IPv4 or IPv6.
struct IPAddress: Equatable {
    /// 16 bytes; an address of IPv4 is mapped into those of IPv6, so that both ways of writing it are equal.
    let bytes: [UInt8]

    private static let mappedPrefix: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]

    init?(_ text: String) {
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = Self.mappedPrefix + withUnsafeBytes(of: &four) { Array($0) }
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            bytes = withUnsafeBytes(of: &six) { Array($0) }
        } else {
            return nil
        }
    }

    var isVersion6: Bool { !bytes.starts(with: Self.mappedPrefix) }

    var isLoopback: Bool {
        isVersion6 ? bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] == 1 : bytes[12] == 127
    }
}

/// A block of addresses: `10.0.0.0/8`.
struct AddressBlock: Equatable {
    private let network: IPAddress
    /// How many bits of the 128 count.
    private let length: Int

    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let network = IPAddress(String(parts[0])), let length = Int(parts[1]), length >= 0
        else {
            return nil
        }
        let isVersion4 = !parts[0].contains(":")
        guard length <= (isVersion4 ? 32 : 128) else { return nil }
        self.network = network
        self.length = isVersion4 ? length + 96 : length
    }

    func contains(_ address: IPAddress) -> Bool {
        let whole = length / 8
        guard address.bytes[..<whole] == network.bytes[..<whole] else { return false }
        if length % 8 == 0 { return true }
        let mask = UInt8(truncatingIfNeeded: 0xFF00 >> (length % 8))
        return address.bytes[whole] & mask == network.bytes[whole] & mask
    }
}
