import CMicroHTTPD
import Dispatch
import Glibc
import Synchronization
import Threads

/// Serves HTTP/1.1 at one address, within limits, for callers that wait.
///
/// Three sorts of threads work on it. One, the server's own, moves all bytes with GNU libmicrohttpd and never waits for
/// anything else (``ServerLoop``). A few workers compute answers and the pieces of large ones (``RequestHandler``,
/// ``BodyStream``). Nobody waits on a thread for a client or for time to pass. None of them are threads that tasks or
/// queues share, so that callers that block those still get their answers.
///
///     let server = HTTPServer(handler: handler)
///     try server.start(port: 8080)
///     defer { server.stop() }
public final class HTTPServer: Sendable {
    private enum State {
        case new
        case started(port: UInt16, Mailbox)
        case stopped
    }

    private let handler: any RequestHandler
    private let limits: ServerLimits
    private let counter = ConnectionCounter()
    private let state = Mutex(State.new)
    /// Left when the server's thread has ended.
    private let ended = DispatchGroup()

    /// A server that does not listen yet.
    public init(handler: any RequestHandler, limits: ServerLimits = ServerLimits()) {
        self.handler = handler
        self.limits = limits
    }

    deinit { _ = beginStop(within: .zero) }

    /// Listens, and serves from now on until ``stop(within:)``. Once only.
    ///
    /// May raise the number of files that the process may have open, up to its hard limit, so that
    /// ``ServerLimits/maxConnections`` fit.
    ///
    /// - Parameters:
    ///   - address: an IPv4 or IPv6 address of this machine, without brackets.
    ///   - port: zero means any that is free.
    /// - Returns: the port.
    /// - Throws: ``ServerError``; nothing serves then.
    @discardableResult
    public func start(address: String = "127.0.0.1", port: UInt16 = 0) throws(ServerError) -> UInt16 {
        if let reason = cmh_open() { throw .libraryMissing(reason: String(cString: reason)) }
        let socket = try ListeningSocket(address: address, port: port)
        var limits = limits
        limits.maxConnections = OpenFileLimit.makeRoom(for: limits.maxConnections)
        guard let mailbox = Mailbox(), let workers = Workers(count: limits.workerCount) else {
            close(socket.descriptor)
            throw .outOfResources
        }
        let isServing = Mutex(false)
        let settled = DispatchSemaphore(value: 0)
        ended.enter()
        let isStarted = OwnThread.start { [handler, counter, ended, limits] in
            let loop = ServerLoop(
                socket.descriptor, handler: handler, limits: limits, mailbox: mailbox, workers: workers,
                counter: counter)
            isServing.withLock { $0 = loop != nil }
            settled.signal()
            loop?.run()
            workers.stop()
            ended.leave()
        }
        if isStarted { settled.wait() } else { ended.leave() }
        guard isServing.withLock({ $0 }) else {
            workers.stop()
            throw .outOfResources
        }
        state.withLock { $0 = .started(port: socket.port, mailbox) }
        return socket.port
    }

    /// The port that it listens on; zero while it does not.
    public var port: UInt16 {
        state.withLock { state in
            if case .started(let port, _) = state { return port }
            return 0
        }
    }

    /// How many clients are connected.
    public var connectionCount: Int { counter.value.load(ordering: .acquiring) }

    /// Accepts no more connections, lets answers that have begun end within the time, closes all connections, and waits
    /// for that. Streams that pause end at once.
    public func stop(within time: Duration = .seconds(2)) {
        if beginStop(within: time) { ended.wait() }
    }

    /// Whether there was anything to stop.
    private func beginStop(within time: Duration) -> Bool {
        let mailbox = state.withLock { state -> Mailbox? in
            defer { state = .stopped }
            if case .started(_, let mailbox) = state { return mailbox }
            return nil
        }
        mailbox?.post(.stop(deadline: .now + time))
        return mailbox != nil
    }
}
