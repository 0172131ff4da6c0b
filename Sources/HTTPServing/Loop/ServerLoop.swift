import CMicroHTTPD
import Glibc

/// The thread that serves: it lets libmicrohttpd move bytes whenever there are some, hands complete requests to the
/// workers, and answers with what they send back.
///
/// A connection whose answer is being computed, or pauses, is suspended: libmicrohttpd neither reads from it nor counts
/// its silence. So the loop itself watches whether clients go.
final class ServerLoop {
    let handler: any RequestHandler
    let limits: ServerLimits
    let mailbox: Mailbox
    let workers: Workers
    private let counter: ConnectionCounter
    private let poller: Int32
    private(set) var server: OpaquePointer?
    private var exchanges: [UInt64: Exchange] = [:]
    private var lastNumber: UInt64 = 0
    private var pauses = Pauses()
    private var lingering: Lingering
    var clients: Clients
    /// Whether a connection was closed in this run of the library: with the next it accepts another, if it was at its
    /// limit.
    private var hasClosed = false
    /// Until when answers may end; nil while the server is not to stop.
    private var stopDeadline: ContinuousClock.Instant?

    /// Read of a body that was refused, so that the client reads why.
    private static let maxRefusedBytes = 16 << 20
    /// Read of what is no request, for the same reason.
    private static let maxStrayBytes = 256 << 10

    /// Takes over a socket that listens. Nil where the system has no memory or descriptor to give.
    init?(
        _ listener: Int32, handler: any RequestHandler, limits: ServerLimits, mailbox: Mailbox, workers: Workers,
        counter: ConnectionCounter
    ) {
        self.handler = handler
        self.limits = limits
        self.mailbox = mailbox
        self.workers = workers
        self.counter = counter
        poller = cmh_poller()
        clients = Clients(poller: poller, limits: limits)
        lingering = Lingering(poller: poller)
        guard poller >= 0 else {
            close(listener)
            return nil
        }
        var settings = LibraryCallbacks.settings(for: self)
        settings.listener = listener
        settings.connections = UInt32(clamping: limits.maxConnections)
        settings.connections_per_address = UInt32(clamping: limits.maxConnectionsPerAddress ?? 0)
        settings.idle_seconds = UInt32(clamping: max(1, limits.idleTimeout.components.seconds))
        settings.connection_bytes = limits.bytesPerConnection
        guard let server = cmh_start(&settings),
            cmh_poller_add_reading(poller, cmh_descriptor(server), PollerTag.library),
            cmh_poller_add_reading(poller, mailbox.bell, PollerTag.bell)
        else { return nil }
        self.server = server
    }

    deinit { close(poller) }

    /// Serves until it is told to stop.
    func run() {
        guard let server else { return }
        var tags = [UInt64](repeating: 0, count: 64)
        // It listens from its first run on.
        cmh_run(server)
        while !isDone {
            let count = cmh_poller_wait(poller, &tags, Int32(tags.count), milliseconds(server))
            for tag in tags[..<Int(count)] { takeEvent(tag) }
            for number in pauses.over(at: .now) { goOn(number) }
            repeat {
                hasClosed = false
                cmh_run(server)
            } while hasClosed
            tellOfHalfClosed()
            clients.dropOverdue()
            lingering.removeExpired()
        }
        cutOffAll()
        cmh_stop(server)
        lingering.removeAll()
        self.server = nil
    }

    /// Whether the server is to stop, and nothing is left to be done.
    private var isDone: Bool {
        guard let stopDeadline else { return false }
        return ContinuousClock.now >= stopDeadline || !exchanges.values.contains(where: \.isBeingAnswered)
    }

    /// For how long nothing has to be done by itself.
    private func milliseconds(_ server: OpaquePointer) -> Int32 {
        let own = [pauses.next, lingering.deadline, clients.nextLook, stopDeadline].compactMap { $0 }.min()
        let library = cmh_milliseconds_left(server)
        guard let own else { return library }
        // Rounded up: else it would be asked over and over in the last millisecond.
        let (seconds, attoseconds) = (own - .now).components
        let left = Int32(clamping: max(0, seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1))
        return library < 0 ? left : min(left, library)
    }

    // MARK: - News

    private func takeEvent(_ tag: UInt64) {
        let socket = Int32(truncatingIfNeeded: tag)
        switch tag {
        case PollerTag.library: break
        case PollerTag.bell: for message in mailbox.takeAll() { take(message) }
        case PollerTag.lingering(0)...: lingering.read(socket)
        default: noteLeaving(socket)
        }
    }

    private func take(_ message: Mailbox.Message) {
        switch message {
        case .answered(let number, let answer):
            if let exchange = exchanges[number] { take(answer, of: exchange) }
        case .produced(let number, let piece, let stream):
            if let exchange = exchanges[number] { take(piece, stream, of: exchange) }
        case .stop(let deadline):
            stopDeadline = deadline
            if let server { cmh_stop_listening(server) }
            for number in pauses.numbers { exchanges[number].map(endPause) }
        }
    }

    private func take(_ answer: ServerAnswer, of exchange: Exchange) {
        switch answer {
        case .response(let response): resume(exchange, .answered(response))
        case .hangUp: resume(exchange, .answered(nil))
        case .later(let time, let next):
            exchange.phase = .pausing(.answer(next))
            pause(exchange, for: time)
        }
    }

    private func take(_ piece: BodyPiece, _ stream: any BodyStream, of exchange: Exchange) {
        exchange.outgoing?.stream = stream
        switch piece {
        case .bytes(let bytes):
            if bytes.isEmpty {
                work(onBodyOf: exchange)
                return
            }
            exchange.outgoing?.add(bytes)
        case .pause(let time):
            exchange.phase = .pausing(.body)
            pause(exchange, for: time)
            return
        case .end: exchange.outgoing?.end(cutOff: false)
        case .cutOff: exchange.outgoing?.end(cutOff: true)
        }
        resume(exchange, .sending)
    }

    // MARK: - Pauses

    private func pause(_ exchange: Exchange, for time: Duration) {
        if stopDeadline != nil {
            endPause(exchange)
            return
        }
        if clients.isLeaving(cmh_socket(exchange.connection)) {
            loseClient(of: exchange)
            return
        }
        pauses.add(exchange.number, until: .now + time)
    }

    private func goOn(_ number: UInt64) {
        guard let exchange = exchanges[number], case .pausing(let continuation) = exchange.phase else { return }
        pauses.remove(exchange.number)
        switch continuation {
        case .body: work(onBodyOf: exchange)
        case .answer(let next):
            exchange.phase = .working
            workers.add { [mailbox, number] in mailbox.post(.answered(number, next())) }
        }
    }

    /// Ends what pauses because the server stops.
    private func endPause(_ exchange: Exchange) {
        guard case .pausing(let continuation) = exchange.phase else { return }
        pauses.remove(exchange.number)
        endSuspended(exchange, hasBody: continuation.isBody, cutOff: false)
    }

    /// Ends what pauses because the client is gone.
    private func loseClient(of exchange: Exchange) {
        guard case .pausing(let continuation) = exchange.phase else { return }
        pauses.remove(exchange.number)
        endSuspended(exchange, hasBody: continuation.isBody, cutOff: true)
    }

    private func endSuspended(_ exchange: Exchange, hasBody: Bool, cutOff: Bool) {
        exchange.outgoing?.end(cutOff: cutOff)
        resume(exchange, hasBody ? .sending : .answered(nil))
    }

    /// Ends everything that is suspended: the library does not stop before that.
    private func cutOffAll() {
        for exchange in exchanges.values {
            switch exchange.phase {
            case .working: endSuspended(exchange, hasBody: exchange.outgoing != nil, cutOff: true)
            case .pausing: loseClient(of: exchange)
            case .head, .body, .answered, .sending: break
            }
        }
    }

    // MARK: - Clients

    private func noteLeaving(_ socket: Int32) {
        clients.noteLeaving(socket)
        if let exchange = clients.exchange(of: socket).flatMap({ exchanges[$0] }) { loseClient(of: exchange) }
    }

    private func tellOfHalfClosed() {
        clients.tellOfHalfClosed { number in exchanges[number]?.isBeingAnswered == true }
    }

    // MARK: - Suspended connections

    private func resume(_ exchange: Exchange, _ phase: Exchange.Phase) {
        exchange.phase = phase
        cmh_resume(exchange.connection)
    }

    /// Has a worker compute the answer. The connection is suspended from then on.
    func work(on exchange: Exchange, _ request: ServerRequest) {
        exchange.phase = .working
        cmh_suspend(exchange.connection)
        workers.add { [handler, mailbox, number = exchange.number] in
            mailbox.post(.answered(number, handler.answer(request)))
        }
    }

    /// Has a worker make more of the body of a suspended connection.
    func work(onBodyOf exchange: Exchange) {
        guard let stream = exchange.outgoing?.stream else { return }
        exchange.phase = .working
        workers.add { [mailbox, number = exchange.number] in
            var stream = stream
            let piece = stream.next()
            mailbox.post(.produced(number, piece, stream))
        }
    }

    // MARK: - What the library tells

    func begin(_ connection: OpaquePointer, target: [UInt8]) -> Exchange {
        lastNumber += 1
        let exchange = Exchange(number: lastNumber, connection: connection, target: target, loop: self)
        exchanges[lastNumber] = exchange
        clients.begin(lastNumber, on: cmh_socket(connection))
        return exchange
    }

    func finish(_ exchange: Exchange) {
        exchanges[exchange.number] = nil
        clients.finish(on: cmh_socket(exchange.connection))
    }

    func connectionOpened(_ socket: Int32) {
        counter.value.add(1, ordering: .releasing)
        clients.add(socket)
    }

    func connectionClosed(_ socket: Int32) {
        counter.value.subtract(1, ordering: .releasing)
        hasClosed = true
        let wasRefused = clients.remove(socket)
        if stopDeadline == nil, wasRefused || cmh_unread_bytes(socket) > 0 {
            lingering.add(socket, maxBytes: wasRefused ? Self.maxRefusedBytes : Self.maxStrayBytes)
        }
    }
}

extension Exchange.Continuation {
    fileprivate var isBody: Bool {
        if case .body = self { return true }
        return false
    }
}
