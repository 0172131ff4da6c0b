import FlyingSocks
import Foundation
import Glibc
import Synchronization

/// The connections to the port that a server listens on, as the system knows them: FlyingFox tells of a connection its
/// addresses only.
final class OpenConnections: Sendable {
    /// A connection to a client.
    struct Connection: Sendable {
        let descriptor: Int32
        /// The port at the client's end.
        let peer: UInt16
    }

    private let listened = Atomic<UInt16>(0)

    /// The port at the server's end; 0 before it listens.
    var port: UInt16 {
        get { listened.load(ordering: .acquiring) }
        set { listened.store(newValue, ordering: .releasing) }
    }

    /// All connections; none where the system does not list the open files of a process.
    var all: [Connection] {
        let port = port
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return names.compactMap { name in
            guard let descriptor = Int32(name), let peer = Self.peer(of: descriptor, at: port) else { return nil }
            return Connection(descriptor: descriptor, peer: peer)
        }
    }

    /// The socket of the client at a port; nil where it is not found.
    func socket(peer: UInt16) -> Socket? {
        all.first { $0.peer == peer }.map { Socket(file: .init(rawValue: $0.descriptor)) }
    }

    /// Does something with a connection that may be closed at any time: under a descriptor of its own, so that no other
    /// connection can have taken its place.
    func hold(_ connection: Connection, _ body: (Int32) -> Void) {
        let held = fcntl(connection.descriptor, F_DUPFD_CLOEXEC, 0)
        guard held >= 0 else { return }
        defer { close(held) }
        if Self.peer(of: held, at: port) == connection.peer { body(held) }
    }

    /// The port at the other end of a connection; nil where the descriptor is none of a connection at this port.
    private static func peer(of descriptor: Int32, at port: UInt16) -> UInt16? {
        let socket = Socket(file: .init(rawValue: descriptor))
        guard case .ip4(_, port)? = try? socket.sockname(), case .ip4(_, let peer)? = try? socket.remotePeer() else {
            return nil
        }
        return peer
    }
}
