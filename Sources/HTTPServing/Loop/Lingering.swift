import CMicroHTTPD
import Glibc

/// Connections that are closed for the server while their clients still send.
///
/// A socket that is closed over unread bytes is reset, and the client may lose the answer that says why it was refused.
/// So what such a client sends is read and thrown away for a moment.
struct Lingering {
    private struct Connection {
        var deadline: ContinuousClock.Instant
        var bytesLeft: Int
    }

    /// Beyond so many, connections are closed at once.
    private static let maxCount = 64
    private static let time = Duration.seconds(3)
    /// Read at a time, so that others get their turn.
    private static let portion = 64 << 10

    private let poller: Int32
    private var connections: [Int32: Connection] = [:]
    private var buffer = [UInt8](repeating: 0, count: portion)

    init(poller: Int32) { self.poller = poller }

    /// When there is something to do at the latest; nil for never.
    var deadline: ContinuousClock.Instant? { connections.values.map(\.deadline).min() }

    /// Takes over a socket that is about to be closed, and reads so much of it at most.
    mutating func add(_ socket: Int32, maxBytes: Int) {
        guard connections.count < Self.maxCount else { return }
        let copy = fcntl(socket, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { return }
        shutdown(copy, Int32(SHUT_WR))
        guard cmh_poller_add_reading(poller, copy, PollerTag.lingering(copy)) else {
            close(copy)
            return
        }
        connections[copy] = Connection(deadline: .now + Self.time, bytesLeft: maxBytes)
    }

    /// Reads what has arrived at one of them.
    mutating func read(_ descriptor: Int32) {
        guard let connection = connections[descriptor] else { return }
        let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        if count < 0, errno == EAGAIN || errno == EINTR { return }
        if count <= 0 || count >= connection.bytesLeft {
            remove(descriptor)
        } else {
            connections[descriptor]?.bytesLeft -= count
        }
    }

    mutating func removeExpired() {
        guard !connections.isEmpty else { return }
        let now = ContinuousClock.now
        for (descriptor, connection) in connections where connection.deadline <= now { remove(descriptor) }
    }

    mutating func removeAll() { for descriptor in connections.keys { remove(descriptor) } }

    private mutating func remove(_ descriptor: Int32) {
        cmh_poller_remove(poller, descriptor)
        close(descriptor)
        connections[descriptor] = nil
    }
}
