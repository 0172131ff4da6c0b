import Glibc

/// A socket on which clients of this machine, and no others, can connect.
struct ListeningSocket: Sendable {
    let descriptor: Int32
    /// The port, also where any was asked for.
    let port: UInt16

    /// Listens on 127.0.0.1; a `port` of 0 means any that is free.
    init(port: UInt16) throws(ReplayError) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .cannotListen(port: port, reason: Self.reason(errno)) }
        var isOn: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &isOn, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let failure = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic -> Int32 in
                guard bind(descriptor, generic, length) == 0, listen(descriptor, 128) == 0,
                    getsockname(descriptor, generic, &length) == 0
                else { return errno }
                return 0
            }
        }
        guard failure == 0 else {
            close(descriptor)
            if failure == EADDRINUSE { throw .portInUse(port) }
            throw .cannotListen(port: port, reason: Self.reason(failure))
        }
        self.descriptor = descriptor
        self.port = UInt16(bigEndian: address.sin_port)
    }

    /// Waits for a client; nil once nothing listens any more.
    func accept() -> ClientSocket? {
        while true {
            let client = Glibc.accept(descriptor, nil, nil)
            if client >= 0 { return ClientSocket(descriptor: client) }
            switch errno {
            case EINTR, ECONNABORTED: continue
            // Clients that go make room again.
            case EMFILE, ENFILE, ENOBUFS, ENOMEM: usleep(50_000)
            default: return nil
            }
        }
    }

    /// Lets whoever waits in ``accept()`` return.
    func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
