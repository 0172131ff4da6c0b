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
    }

    private let poller: Int32
    private var clients: [Int32: Client] = [:]
    /// Those that send nothing more, of which libmicrohttpd may not know.
    private var halfClosed: Set<Int32> = []

    init(poller: Int32) { self.poller = poller }

    mutating func add(_ socket: Int32) {
        clients[socket] = Client()
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

    mutating func setExchange(_ number: UInt64?, of socket: Int32) { clients[socket]?.exchange = number }

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
