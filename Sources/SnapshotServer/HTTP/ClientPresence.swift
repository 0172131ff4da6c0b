import FlyingSocks
import Glibc

/// The client is gone, or is to be left.
struct ConnectionEnded: Error {}

/// A client that waits for its answer, and may go. It is of use only until the answer has been sent.
struct ClientPresence: Sendable {
    /// The port at the client's end.
    let peer: UInt16
    let connections: OpenConnections
    /// What tells of sockets that there is something to read.
    let pool: any AsyncSocketPool
    /// For as long as there is anything to send.
    let answering: ConnectionLimits.Answering

    /// How many bytes of a refused body are read, so that the client reads why.
    private static let mostDrainedBytes = 16 << 20

    /// Waits.
    ///
    /// - Throws: ``ConnectionEnded`` as soon as the client goes, `CancellationError` when the server stops.
    func stays(_ duration: Duration) async throws {
        guard let socket = connections.socket(peer: peer) else {
            // Then only writing tells that the client is gone.
            try await Task.sleep(for: duration)
            return
        }
        let stays = try await first(within: duration) {
            // The end can be read too. A client that sends another request before it has the answer to this one is none
            // of Kubernetes'.
            try await pool.suspendSocket(socket, untilReadyFor: .read)
        }
        if !stays { throw ConnectionEnded() }
    }

    /// Ends the connection under the answer, whatever FlyingFox writes next.
    func leave() {
        if let socket = connections.socket(peer: peer) { shutdown(socket.file.rawValue, Int32(SHUT_RDWR)) }
    }

    /// Says that the answer is complete and reads what the client still sends, for a moment: a connection closed over
    /// unread bytes is reset, and the client may lose the answer.
    func drain() async {
        guard let socket = connections.socket(peer: peer) else { return }
        shutdown(socket.file.rawValue, Int32(SHUT_WR))
        _ = try? await first(within: .seconds(5)) {
            var count = 0
            while count < Self.mostDrainedBytes {
                do {
                    count += try socket.read(atMost: 64 << 10).count
                } catch SocketError.blocked {
                    try await pool.suspendSocket(socket, untilReadyFor: .read)
                }
            }
        }
    }

    /// Whether a time was over before something was done.
    private func first(within duration: Duration, _ body: @escaping @Sendable () async throws -> Void) async throws
        -> Bool
    {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                try await Task.sleep(for: duration)
                return true
            }
            group.addTask {
                try await body()
                return false
            }
            return try await group.next() == true
        }
    }
}
