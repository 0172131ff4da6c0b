import FlyingSocks
import Glibc
import Synchronization

/// What FlyingFox waits for sockets with; it knows the one that listens, which FlyingFox keeps to itself.
struct ServerPool: AsyncSocketPool {
    /// What is done before it waits for a connection.
    typealias Admission = @Sendable (_ listener: Socket) async throws -> Void

    private let pool: SocketPool<ePoll>
    private let admission: Admission

    init(_ pool: SocketPool<ePoll>, admission: @escaping Admission) {
        self.pool = pool
        self.admission = admission
    }

    func prepare() async throws { try await pool.prepare() }

    func run() async throws { try await pool.run() }

    func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        if socket.listens { try await admission(socket) }
        try await pool.suspendSocket(socket, untilReadyFor: events)
    }
}

extension Socket {
    fileprivate var listens: Bool { option(SO_ACCEPTCONN) == 1 }

    /// Prepares a socket that listens, and the connections that it will get.
    func prepareToServe() {
        // FlyingFox writes the headers and the body apart: the second would wait until the client has the first.
        set(1, for: TCP_NODELAY, level: Int32(IPPROTO_TCP))
        // What a client sends and FlyingFox has not read stays small, and so do its limits.
        set(16 << 10, for: SO_RCVBUF, level: SOL_SOCKET)
        // Those that wait are accepted at one go, beyond the limit of connections.
        Glibc.listen(file.rawValue, 64)
    }

    private func set(_ value: Int32, for option: Int32, level: Int32) {
        var value = value
        setsockopt(file.rawValue, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    private func option(_ name: Int32) -> Int32 {
        var value: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(file.rawValue, SOL_SOCKET, name, &value, &length)
        return value
    }
}
