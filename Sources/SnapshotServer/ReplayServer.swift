import ClusterSnapshot
import Dispatch
import Glibc
import KubernetesClient
import SnapshotCollector
import Synchronization

/// Serves a saved snapshot as a read-only Kubernetes API on 127.0.0.1.
///
/// Each connection has a thread of its own, so that clients in the same process may wait for answers as they like.
///
/// In tests of a client:
///
///     let server = try ReplayServer(snapshot: SnapshotReader.readRaw(path: path), recordsRequests: true) { request in
///         request.path == "/api/v1/pods" ? .status(429, reason: "TooManyRequests") : nil
///     }
///     try server.start()
///     defer { server.stop() }
///     // … ask server.url …
///     #expect(server.requests.map(\.path) == ["/api/v1/pods"])
public final class ReplayServer: Sendable {
    private struct State {
        var listener: ListeningSocket?
        var clients: Set<ClientSocket> = []
        var isStopping = false
        var requests: [ReplayRequest] = []
    }

    private let asked: UInt16
    private let api: ClusterAPI
    private let recordsRequests: Bool
    private let fault: @Sendable (ReplayRequest) -> ReplayFault?
    private let state = Mutex(State())
    /// Left by every thread that ends.
    private let threads = DispatchGroup()

    /// As many connections as are served at once; others are closed at once.
    private static let mostClients = 512

    /// A server of a snapshot that does not listen yet.
    ///
    /// - Parameters:
    ///   - snapshot: what is served.
    ///   - port: where to listen; 0 means any port that is free.
    ///   - bookmarkSeconds: how often a watch that wants bookmarks gets one.
    ///   - recordsRequests: whether ``requests`` are kept.
    ///   - fault: what is to go wrong with a request; nil for nothing. It is asked on the connection's thread, before
    ///     the answer is made, and may wait.
    package init(
        snapshot: RawSnapshot, port: UInt16 = 0, bookmarkSeconds: Double = 60, recordsRequests: Bool = false,
        fault: @escaping @Sendable (ReplayRequest) -> ReplayFault? = { _ in nil }
    ) {
        asked = port
        api = ClusterAPI(cluster: ServedCluster(snapshot), bookmarkSeconds: bookmarkSeconds)
        self.recordsRequests = recordsRequests
        self.fault = fault
    }

    /// A server of the snapshot at a path: a file, a directory, an archive, or `-` for standard input.
    public convenience init(path: String, port: UInt16) throws(CollectorError) {
        self.init(snapshot: try SnapshotReader.readRaw(path: path), port: port)
    }

    deinit { endConnections()?.stop() }

    /// What is served, in a few words: `42 nodes, 381 pods and 1,240 other objects`.
    public var summary: String { api.cluster.summary }

    /// What the snapshot lacks, as the names of resources: `events`.
    public var missingResources: [String] { api.cluster.missing.map(\.plural) }

    /// Listens, and serves from now on until ``stop()``.
    ///
    /// - Returns: the port.
    @discardableResult
    public func start() throws(ReplayError) -> UInt16 {
        let listener = try ListeningSocket(port: asked)
        state.withLock { $0.listener = listener }
        threads.enter()
        // The threads hold what they need and not the server, so that a server that nobody holds any more ends.
        let isStarted = OwnThread.start { [weak self, threads] in
            while let client = listener.accept() {
                guard let self else {
                    close(client.descriptor)
                    break
                }
                self.serve(client)
            }
            close(listener.descriptor)
            threads.leave()
        }
        guard isStarted else {
            threads.leave()
            throw .noThread
        }
        return listener.port
    }

    /// The port that it listens on; 0 before ``start()``.
    public var port: UInt16 { state.withLock { $0.listener?.port ?? 0 } }

    /// Where it serves: `http://127.0.0.1:40123`.
    public var url: String { "http://127.0.0.1:\(port)" }

    /// The requests so far, in the order in which they came.
    package var requests: [ReplayRequest] { state.withLock(\.requests) }

    /// How many clients are connected.
    package var connectionCount: Int { state.withLock(\.clients.count) }

    /// Ends all connections, those of watches too, and waits for that.
    public func stop() {
        guard let listener = endConnections() else { return }
        listener.stop()
        _ = threads.wait(timeout: .now() + 5)
    }

    /// Ends all connections, once; gives what listens for more.
    private func endConnections() -> ListeningSocket? {
        state.withLock { state in
            guard !state.isStopping else { return nil }
            state.isStopping = true
            for client in state.clients { client.shutDown() }
            return state.listener
        }
    }

    private func serve(_ client: ClientSocket) {
        let isWelcome = state.withLock { state in
            guard !state.isStopping, state.clients.count < Self.mostClients else { return false }
            return state.clients.insert(client).inserted
        }
        guard isWelcome else {
            close(client.descriptor)
            return
        }
        threads.enter()
        let isStarted = OwnThread.start { [self] in
            let connection = Connection(socket: client, answer: { [api] in api.response(to: $0) }, fault: note)
            connection.serve()
            end(client)
        }
        if !isStarted { end(client) }
    }

    private func end(_ client: ClientSocket) {
        // Forgotten first: once it is closed another connection may get its descriptor.
        state.withLock { _ = $0.clients.remove(client) }
        close(client.descriptor)
        threads.leave()
    }

    @Sendable private func note(_ request: ReplayRequest) -> ReplayFault? {
        if recordsRequests { state.withLock { $0.requests.append(request) } }
        return fault(request)
    }
}
