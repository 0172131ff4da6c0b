import ClusterSnapshot
import HTTPServing
import SnapshotCollector
import Synchronization

/// Serves a saved snapshot as a read-only Kubernetes API on 127.0.0.1.
///
/// Clients in the same process may wait for answers as they like (``HTTPServer``).
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
    private let asked: UInt16
    private let api: ClusterAPI
    private let log: RequestLog?
    private let server: HTTPServer

    /// A server of a snapshot that does not listen yet.
    ///
    /// - Parameters:
    ///   - snapshot: what is served.
    ///   - port: where to listen; 0 means any port that is free.
    ///   - bookmarkSeconds: how often a watch that wants bookmarks gets one.
    ///   - recordsRequests: whether ``requests`` are kept.
    ///   - fault: what is to go wrong with a request; nil for nothing. It is asked before the answer is made, and
    ///     must not wait: it can ask for a delay.
    package init(
        snapshot: RawSnapshot, port: UInt16 = 0, bookmarkSeconds: Double = 60, recordsRequests: Bool = false,
        fault: @escaping @Sendable (ServerRequest) -> ReplayFault? = { _ in nil }
    ) {
        asked = port
        api = ClusterAPI(cluster: ServedCluster(snapshot), bookmarkSeconds: bookmarkSeconds)
        log = recordsRequests ? RequestLog() : nil
        let handler = ReplayHandler(api: api) { [log] request in
            log?.add(request)
            return fault(request)
        }
        server = HTTPServer(handler: handler, limits: ReplayHandler.limits)
    }

    /// A server of the snapshot at a path: a file, a directory, an archive, or `-` for standard input.
    public convenience init(path: String, port: UInt16) throws(CollectorError) {
        self.init(snapshot: try SnapshotReader.readRaw(path: path), port: port)
    }

    /// The served objects, in a few words: `42 nodes, 381 pods and 1,240 other objects`.
    public var summary: String { api.cluster.summary }

    /// The missing kinds, as names of resources: `events`.
    public var missingResources: [String] { api.cluster.missing.map(\.plural) }

    /// Listens, and serves from now on until ``stop()``.
    ///
    /// - Returns: the port.
    @discardableResult
    public func start() throws(ReplayError) -> UInt16 {
        do throws(ServerError) {
            return try server.start(port: asked)
        } catch {
            throw ReplayError(error, port: asked)
        }
    }

    /// The port that it listens on; 0 before ``start()``.
    public var port: UInt16 { server.port }

    /// Where it serves: `http://127.0.0.1:40123`.
    public var url: String { "http://127.0.0.1:\(port)" }

    /// The requests so far, in the order in which they came.
    package var requests: [ServerRequest] { log?.requests ?? [] }

    /// How many clients are connected.
    package var connectionCount: Int { server.connectionCount }

    /// Ends all connections, those of watches too, and waits for that.
    public func stop() { server.stop() }
}

/// The requests that a server in a test got.
private final class RequestLog: Sendable {
    private let all = Mutex<[ServerRequest]>([])

    var requests: [ServerRequest] { all.withLock { $0 } }

    func add(_ request: ServerRequest) { all.withLock { $0.append(request) } }
}
