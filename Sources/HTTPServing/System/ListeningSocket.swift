import Glibc

/// A socket that listens.
struct ListeningSocket {
    let descriptor: Int32
    let port: UInt16

    /// Connections that wait to be accepted.
    private static let backlog: Int32 = 512

    /// Listens at an IPv4 or IPv6 address; a `port` of zero means any that is free.
    init(address: String, port: UInt16) throws(ServerError) {
        guard let (family, bytes) = Self.parse(address, port: port) else { throw .invalidAddress(address) }
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let descriptor = socket(family, type, 0)
        guard descriptor >= 0 else { throw .cannotListen(reason: Self.reason) }
        var one: Int32 = 1
        // Connections of a server that ended a moment ago do not block the port.
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
        let isBound = bytes.withUnsafeBytes { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) {
                bind(descriptor, $0.baseAddress, socklen_t(bytes.count)) == 0
            }
        }
        guard isBound, listen(descriptor, Self.backlog) == 0, let bound = Self.port(of: descriptor) else {
            let error: ServerError = errno == EADDRINUSE ? .portInUse(port) : .cannotListen(reason: Self.reason)
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
        self.port = bound
    }

    private static var reason: String { String(cString: strerror(errno)) }

    /// The family of an address and its `sockaddr_in` or `sockaddr_in6`; nil where it is none.
    private static func parse(_ address: String, port: UInt16) -> (Int32, [UInt8])? {
        var four = sockaddr_in()
        if inet_pton(AF_INET, address, &four.sin_addr) == 1 {
            four.sin_family = sa_family_t(AF_INET)
            four.sin_port = port.bigEndian
            return (AF_INET, withUnsafeBytes(of: &four) { Array($0) })
        }
        var six = sockaddr_in6()
        guard inet_pton(AF_INET6, address, &six.sin6_addr) == 1 else { return nil }
        six.sin6_family = sa_family_t(AF_INET6)
        six.sin6_port = port.bigEndian
        return (AF_INET6, withUnsafeBytes(of: &six) { Array($0) })
    }

    private static func port(of descriptor: Int32) -> UInt16? {
        var address = sockaddr_in6()
        var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
        let isKnown = withUnsafeMutableBytes(of: &address) { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) { getsockname(descriptor, $0.baseAddress, &length) == 0 }
        }
        // The port is at the same place in both families.
        return isKnown ? UInt16(bigEndian: address.sin6_port) : nil
    }
}
