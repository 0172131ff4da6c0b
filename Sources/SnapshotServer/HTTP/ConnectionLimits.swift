import Dispatch
import Glibc
import KubernetesClient
import Synchronization

/// Ends the connections of clients that send more than any request has, or nothing for long.
///
/// FlyingFox reads a line of any length, in time that grows with the square of it, and waits for the next request
/// forever; neither can be set. So the system is asked what has arrived on a connection since the last answer. That is
/// done on a thread of its own: such clients keep busy those that FlyingFox works on.
final class ConnectionLimits: Sendable {
    private struct Client {
        /// How many bytes had arrived when the last answer was sent; nil until they are counted.
        var answeredBytes: UInt64? = 0
        /// How many requests are being answered.
        var answers = 0
        var lastAnswer = ContinuousClock.now
        /// Whether too much had arrived when it was last checked: the beginning of a body has, where FlyingFox is about
        /// to hand on the request.
        var isSuspect = false
    }

    private struct State {
        var isStopped = false
        var clients: [UInt16: Client] = [:]
    }

    private let connections: OpenConnections
    private let state = Mutex(State())
    /// Signalled where there may be a new connection, and at the end.
    private let news = DispatchSemaphore(value: 0)

    /// With as many connections no more are waited for; those that come at the same moment are still accepted.
    static let mostConnections = 512
    /// The most bytes of a request, but for the bodies that ``ReplayHandler`` reads.
    private static let mostBytes: UInt64 = 16 << 10
    /// For how long a client may say nothing.
    private static let longestSilence = Duration.seconds(300)
    private static let microsecondsBetweenChecks: UInt32 = 100_000

    init(_ connections: OpenConnections) { self.connections = connections }

    /// Holds clients to the limits until ``stop()``; false when the system has no thread to give.
    func start() -> Bool {
        OwnThread.start { [self] in
            while !state.withLock(\.isStopped) {
                while news.wait(timeout: .now()) == .success {}
                if endExcesses() { usleep(Self.microsecondsBetweenChecks) } else { news.wait() }
            }
        }
    }

    func stop() {
        state.withLock { $0.isStopped = true }
        news.signal()
    }

    /// Is told that there may be a new connection.
    func noteConnection() { news.signal() }

    /// Is told that a request has been read; it is being answered for as long as what is returned is held.
    func beginAnswer(to peer: UInt16) -> Answering {
        state.withLock { $0.clients[peer, default: Client()].answers += 1 }
        return Answering { [weak self] in self?.endAnswer(to: peer) }
    }

    private func endAnswer(to peer: UInt16) {
        state.withLock { state in
            let others = max(0, state.clients[peer, default: Client()].answers - 1)
            state.clients[peer] = Client(answeredBytes: nil, answers: others)
        }
    }

    /// Checks every connection; false when there is none.
    private func endExcesses() -> Bool {
        let all = connections.all
        let peers = Set(all.map(\.peer))
        // One that is being answered may have connected in the meantime.
        state.withLock { state in
            state.clients = state.clients.filter { $1.answers > 0 || peers.contains($0) }
        }
        for connection in all {
            guard let received = ReceivedBytes(descriptor: connection.descriptor),
                isExcessive(received, from: connection.peer)
            else { continue }
            connections.hold(connection, Self.cutOff)
        }
        return !all.isEmpty
    }

    /// Ends a connection, what has arrived and was not read included.
    private static func cutOff(_ descriptor: Int32) {
        // The client is told once FlyingFox closes it; else it would wait until it may send more.
        var reset = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &reset, socklen_t(MemoryLayout<linger>.size))
        shutdown(descriptor, Int32(SHUT_RDWR))
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT)) > 0 {}
    }

    private func isExcessive(_ received: ReceivedBytes, from peer: UInt16) -> Bool {
        state.withLock { state in
            var client = state.clients[peer, default: Client()]
            defer { state.clients[peer] = client }
            if client.answers > 0 { return false }
            // A count that has fallen is that of another connection from the same port.
            let answeredBytes = client.answeredBytes ?? received.count
            client.answeredBytes = answeredBytes > received.count ? 0 : answeredBytes
            if received.count - (client.answeredBytes ?? 0) > Self.mostBytes {
                defer { client.isSuspect = true }
                return client.isSuspect
            }
            let isSilent = Duration.milliseconds(Int64(received.silentMilliseconds)) > Self.longestSilence
            return isSilent && ContinuousClock.now - client.lastAnswer > Self.longestSilence
        }
    }
}

extension ConnectionLimits {
    /// An answer that has not been sent yet.
    final class Answering: Sendable {
        private let end: @Sendable () -> Void

        fileprivate init(end: @escaping @Sendable () -> Void) { self.end = end }

        deinit { end() }
    }
}
