import Glibc

/// The connection is gone: the client has closed it, or the server is to stop.
struct ConnectionEnded: Error {}

/// A connection to one client. Reading and writing wait.
struct ClientSocket: Hashable, Sendable {
    let descriptor: Int32

    init(descriptor: Int32) {
        self.descriptor = descriptor
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        var isOn: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
    }

    /// What the client sent since, and into `buffer`; how many bytes there are.
    ///
    /// - Throws: ``ConnectionEnded`` also where the client says nothing for `seconds`.
    func read(into buffer: inout [UInt8], within seconds: Int32) throws(ConnectionEnded) -> Int {
        while true {
            guard isReadable(within: seconds * 1000) else { throw ConnectionEnded() }
            let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
            if count > 0 { return count }
            if count == 0 || errno != EINTR { throw ConnectionEnded() }
        }
    }

    /// Whether there is something to read, the end of the connection too, within some milliseconds.
    private func isReadable(within milliseconds: Int32) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while true {
            let count = poll(&request, 1, milliseconds)
            if count >= 0 { return count > 0 }
            if errno != EINTR { return true }
        }
    }

    /// Writes all bytes.
    func write(_ bytes: UnsafeRawBufferPointer) throws(ConnectionEnded) {
        var written = 0
        while written < bytes.count {
            let count = send(
                descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written, Int32(MSG_NOSIGNAL))
            if count > 0 {
                written += count
            } else if errno != EINTR {
                throw ConnectionEnded()
            }
        }
    }

    func write(_ bytes: [UInt8]) throws(ConnectionEnded) {
        let isWritten = bytes.withUnsafeBytes { buffer -> Bool in
            do throws(ConnectionEnded) { try write(buffer) } catch { return false }
            return true
        }
        if !isWritten { throw ConnectionEnded() }
    }

    /// Waits; a client that goes ends that.
    func wait(milliseconds: Int32) throws(ConnectionEnded) {
        guard isReadable(within: milliseconds) else { return }
        var byte: UInt8 = 0
        let count = recv(descriptor, &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT))
        // A client that sends another request before it has the answer to this one is none of Kubernetes'.
        if count >= 0 || errno != EAGAIN { throw ConnectionEnded() }
    }

    /// Lets whoever waits on this connection go on, and the client see its end once it has read everything.
    func shutDown(_ how: Int = SHUT_RDWR) { shutdown(descriptor, Int32(how)) }

    /// Reads what the client is still sending, for a moment: a connection closed over unread bytes is reset, and the
    /// client may lose the answer.
    func drain() {
        shutDown(SHUT_WR)
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        for _ in 0..<256 {
            do throws(ConnectionEnded) { _ = try read(into: &buffer, within: 1) } catch { return }
        }
    }
}
