import Glibc

/// Sockets of this machine's own network.
public enum Loopback {
    /// A socket for the address at `port` (zero for one that is free), which no program inherits.
    ///
    /// - Parameters:
    ///   - port: the address' port
    ///   - use: connects the socket to the address or binds it, with the address' length; false where that failed
    /// - Returns: the socket, with the port that the address has by then; nil, and the socket closed, where `use` failed
    public static func socket(
        port: UInt16 = 0, _ use: (Int32, UnsafeMutablePointer<sockaddr>, inout socklen_t) -> Bool
    ) -> (descriptor: Int32, port: UInt16)? {
        let descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isUsed = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { use(descriptor, $0, &length) }
        }
        guard isUsed else {
            close(descriptor)
            return nil
        }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    /// A connection to `port`; nil where nothing listens.
    public static func connection(to port: UInt16) -> Int32? {
        socket(port: port) { connect($0, $1, $2) == 0 }?.descriptor
    }
}
