import CMicroHTTPD
import Glibc

/// The connections, by their sockets, and which of their clients are leaving.
struct Clients {
    private struct Client {
        /// Whether it may still be sending what was refused.
        var wasRefused = false
        /// Whether it is gone, or sends nothing more.
        var isLeaving = false
        /// The number of its present exchange.
        var exchange: UInt64?
        /// Until when its request must be complete; nil while it is answered.
        var deadline: ContinuousClock.Instant?
    }

    private let poller: Int32
    private let limits: ServerLimits
    /// When deadlines are looked at next; nil while there is no client.
    private(set) var nextLook: ContinuousClock.Instant?
    private var clients: [Int32: Client] = [:]
    /// Those that send nothing more, of which libmicrohttpd may not know.
    private var halfClosed: Set<Int32> = []

    init(poller: Int32, limits: ServerLimits) {
        self.poller = poller
        self.limits = limits
    }

    mutating func add(_ socket: Int32) {
        let now = ContinuousClock.now
        clients[socket] = Client(deadline: now + limits.requestTimeout)
        nextLook = nextLook ?? now + pause
        // Where the system has no memory for it, only writing tells that the client is gone.
        _ = cmh_poller_add_leaving(poller, socket, PollerTag.client(socket))
    }

    /// Forgets a connection that is about to be closed; whether its client may still be sending what was refused.
    mutating func remove(_ socket: Int32) -> Bool {
        halfClosed.remove(socket)
        cmh_poller_remove(poller, socket)
        return clients.removeValue(forKey: socket)?.wasRefused == true
    }

    func isLeaving(_ socket: Int32) -> Bool { clients[socket]?.isLeaving == true }

    func exchange(of socket: Int32) -> UInt64? { clients[socket]?.exchange }

    /// Notes that a request begins.
    mutating func begin(_ number: UInt64, on socket: Int32) {
        guard var client = clients[socket] else { return }
        client.exchange = number
        let deadline = ContinuousClock.now + limits.requestTimeout
        client.deadline = min(client.deadline ?? deadline, deadline)
        clients[socket] = client
    }

    /// Notes that a request has been answered: another one may follow, some time.
    mutating func finish(on socket: Int32) {
        guard var client = clients[socket] else { return }
        client.exchange = nil
        client.deadline = .now + limits.idleTimeout + limits.requestTimeout
        clients[socket] = client
    }

    /// Notes that nothing more of a request is waited for.
    mutating func noteComplete(_ socket: Int32) { clients[socket]?.deadline = nil }

    /// Ends connections whose requests are not complete in time. The library only counts silence, and a client may send
    /// a byte now and then.
    mutating func dropOverdue() {
        let now = ContinuousClock.now
        guard let nextLook, nextLook <= now else { return }
        self.nextLook = clients.isEmpty ? nil : now + pause
        for (socket, client) in clients {
            guard let deadline = client.deadline, deadline <= now else { continue }
            clients[socket]?.deadline = nil
            shutdown(socket, Int32(SHUT_RDWR))
        }
    }

    /// Between two looks at deadlines.
    private var pause: Duration { min(.seconds(1), limits.requestTimeout / 4) }

    mutating func noteRefusal(_ socket: Int32) { clients[socket]?.wasRefused = true }

    mutating func noteLeaving(_ socket: Int32) {
        guard clients[socket] != nil else { return }
        clients[socket]?.isLeaving = true
        halfClosed.insert(socket)
    }

    /// Makes libmicrohttpd see that nothing more comes from clients, unless they are being answered.
    ///
    /// It is told once of what arrives (`EPOLLET`), and may miss an end that comes with the last bytes of an incomplete
    /// request. Whoever shuts down the reading end has the system tell it again.
    mutating func tellOfHalfClosed(_ isBeingAnswered: (UInt64) -> Bool) {
        for socket in halfClosed {
            if let exchange = exchange(of: socket), isBeingAnswered(exchange) { continue }
            guard cmh_unread_bytes(socket) == 0 else { continue }
            halfClosed.remove(socket)
            shutdown(socket, Int32(SHUT_RD))
        }
    }
}
