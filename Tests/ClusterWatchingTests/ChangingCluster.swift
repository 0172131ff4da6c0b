import CheckedJSON
import ClusterConfiguration
import ClusterSnapshot
import HTTPServing
import KubernetesModel
import ObjectDecoding
import SnapshotCollector
import Synchronization
import TestServers
import Testing

@testable import ClusterWatching
@testable import KubernetesClient

/// A cluster in memory behind a small API server with lists and watches, in which tests change and break things.
final class ChangingCluster: Sendable {
    /// Where an object stands in a list: etcd's keys.
    struct Key: Hashable, Comparable {
        var namespace: String
        var name: String

        private var bytes: [UInt8] { Array("\(namespace)/\(name)".utf8) }

        static func < (left: Self, right: Self) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
    }

    fileprivate struct Change {
        var kind: ObjectKind
        var namespace: String
        var version: Int
        var line: [UInt8]
    }

    fileprivate struct State {
        var objects: [ObjectKind: [Key: JSONValue]] = [:]
        var changes: [Change] = []
        var version = 1000
        /// Changes up to this version are forgotten.
        var compacted = 0
        var watchGeneration = 0
        var refusal: @Sendable (ServerRequest) -> ServerResponse? = { _ in nil }
        var requests: [ServerRequest] = []
        var server: HTTPServer?
        var port: UInt16 = 0
    }

    private let state = Mutex(State())

    init() throws { try start() }

    // MARK: - The server

    /// Listens; on the same port as before, if there was one.
    func start() throws {
        let server = HTTPServer(handler: Handler(cluster: self))
        var port = state.withLock { $0.port }
        // The port may not be free yet.
        for attempt in 0..<50 {
            do {
                port = try server.start(port: port)
                break
            } catch {
                if attempt == 49 { throw error }
                sleepShortly()
            }
        }
        state.withLock { state in
            state.server = server
            state.port = port
        }
    }

    func stop() {
        let server = state.withLock { state in
            defer { state.server = nil }
            return state.server
        }
        server?.stop(within: .zero)
    }

    /// Answers some requests otherwise.
    func refuse(_ refusal: @escaping @Sendable (ServerRequest) -> ServerResponse?) {
        state.withLock { $0.refusal = refusal }
    }

    /// Cuts off all watches.
    func dropWatches() { state.withLock { $0.watchGeneration += 1 } }

    /// Forgets all changes: who watches from before gets 410.
    func compact() {
        state.withLock { state in
            state.version += 1
            state.compacted = state.version
            state.changes = []
        }
    }

    /// Sends a line as it is to the watches of a kind.
    func send(_ line: String, to kind: ObjectKind) {
        state.withLock { state in
            state.version += 1
            state.changes.append(
                Change(kind: kind, namespace: "", version: state.version, line: Array((line + "\n").utf8)))
        }
    }

    var requests: [ServerRequest] { state.withLock { $0.requests } }
    var watchCount: Int { requests.count { $0.parameter("watch") != nil } }

    // MARK: - Its objects

    /// Adds or changes an object, which is given without kind and version.
    func put(_ kind: ObjectKind, _ json: String) throws { put(kind, try JSONValue(json.utf8)) }

    func put(_ kind: ObjectKind, _ object: JSONValue) {
        state.withLock { state in
            state.version += 1
            let object = object.setting(kind, version: state.version)
            let isNew = state.objects[kind, default: [:]].updateValue(object, forKey: Key(object)) == nil
            state.add(isNew ? "ADDED" : "MODIFIED", kind, object)
        }
    }

    func delete(_ kind: ObjectKind, _ name: String, in namespace: String = "") {
        state.withLock { state in
            let key = Key(namespace: namespace, name: name)
            guard let object = state.objects[kind]?.removeValue(forKey: key) else { return }
            state.version += 1
            state.add("DELETED", kind, object.setting(kind, version: state.version))
        }
    }

    /// Puts in all objects of the shipped sample.
    func fillWithSample() throws {
        for object in try SnapshotReader.readRaw(path: "snapshots/mixed-faults.json.gz").objects {
            guard let kind = ObjectKind(rawValue: object.kind), kind.belongs(to: object.apiVersion) else { continue }
            put(kind, try JSONValue(object.bytes))
        }
    }

    // MARK: - Clients

    func connection(_ credentials: CredentialSource = CredentialSource()) -> ClusterConnection {
        let port = state.withLock { $0.port }
        var connection = ClusterConnection(server: "http://127.0.0.1:\(port)", name: "test")
        connection.credentials = credentials
        return connection
    }

    static var options: CollectionOptions {
        var options = CollectionOptions()
        options.namespaces = ["logging"]
        return options
    }

    func watch(_ credentials: CredentialSource = CredentialSource()) throws -> LiveClusterWatch {
        var timing = WatchTiming()
        timing.gathering = .milliseconds(50)
        timing.firstPause = .milliseconds(20)
        timing.longestPause = .milliseconds(200)
        timing.polling = .milliseconds(200)
        timing.watchRetry = .milliseconds(500)
        timing.longestSilence = .seconds(2)
        var deadlines = Deadlines()
        deadlines.silence = .seconds(2)
        return try LiveClusterWatch(
            connection(credentials), options: Self.options, timing: timing, deadlines: deadlines)
    }

    /// What the live collector reads now.
    func collected(_ credentials: CredentialSource = CredentialSource()) throws -> Snapshot {
        try SnapshotReader.read(try APIClient(connection(credentials)), options: Self.options)
    }
}

extension ChangingCluster {
    fileprivate struct Handler: RequestHandler {
        let cluster: ChangingCluster

        func answer(_ request: ServerRequest) -> ServerAnswer { .response(cluster.answer(request)) }
    }

    private func answer(_ request: ServerRequest) -> ServerResponse {
        let refusal = state.withLock { state in
            state.requests.append(request)
            return state.refusal(request)
        }
        if let refusal { return refusal }
        if request.path == "/version" { return .json(#"{"gitVersion":"v1.36.2"}"#) }
        guard let (kind, namespace) = place(request), request.segments.last == kind.resource else {
            return .status(404, "NotFound", "there is no such path")
        }
        if request.parameter("watch") == nil { return list(kind, namespace) }
        let version = request.parameter("resourceVersion").flatMap { Int($0) } ?? 0
        let generation = state.withLock { $0.watchGeneration }
        let events = Events(
            cluster: self, kind: kind, namespace: namespace, version: version, generation: generation,
            bookmarks: request.parameter("allowWatchBookmarks") == "true")
        return ServerResponse(contentType: "application/json", body: .stream(events))
    }

    private func place(_ request: ServerRequest) -> (ObjectKind, String?)? {
        var parts = request.segments[...]
        guard let root = parts.popFirst() else { return nil }
        let group = root == "api" ? "" : parts.popFirst() ?? ""
        _ = parts.popFirst()
        var namespace: String?
        if parts.count == 3, parts.first == "namespaces" {
            parts = parts.dropFirst()
            namespace = parts.popFirst()
        }
        let kind = ObjectKind.allCases.first { $0.apiGroup == group && $0.resource == parts.first }
        guard let kind, kind != .podMetrics else { return nil }
        return (kind, namespace)
    }

    private func list(_ kind: ObjectKind, _ namespace: String?) -> ServerResponse {
        let (objects, version) = state.withLock { state in
            let all = state.objects[kind, default: [:]].filter { namespace == nil || $0.key.namespace == namespace }
            return (all.sorted { $0.key < $1.key }.map(\.value), state.version)
        }
        let list = JSONValue.object([
            "kind": .string(kind.rawValue + "List"), "apiVersion": .string(kind.usualVersion),
            "metadata": .object(["resourceVersion": .string("\(version)")]), "items": .array(objects),
        ])
        return ServerResponse(contentType: "application/json", body: .bytes(list.bytes))
    }

    /// The events of a watch, as they come.
    private struct Events: BodyStream {
        let cluster: ChangingCluster
        let kind: ObjectKind
        let namespace: String?
        var version: Int
        let generation: Int
        let bookmarks: Bool
        private var hasEnded = false
        private var hasBegun = false
        private var lastBookmark = ContinuousClock.now

        init(
            cluster: ChangingCluster, kind: ObjectKind, namespace: String?, version: Int, generation: Int,
            bookmarks: Bool
        ) {
            self.cluster = cluster
            self.kind = kind
            self.namespace = namespace
            self.version = version
            self.generation = generation
            self.bookmarks = bookmarks
        }

        mutating func next() -> BodyPiece {
            if hasEnded { return .end }
            defer { hasBegun = true }
            let (lines, present, isDropped, isExpired) = cluster.state.withLock { state in
                let lines = state.changes.filter {
                    $0.kind == kind && $0.version > version
                        && (namespace == nil || $0.namespace.isEmpty || $0.namespace == namespace)
                }.map(\.line)
                return (
                    lines, state.version, state.watchGeneration != generation,
                    !hasBegun && version < state.compacted
                )
            }
            if isDropped { return .cutOff }
            if isExpired {
                hasEnded = true
                return .bytes(
                    Array(
                        (#"{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","#
                            + #""message":"too old resource version"}}"# + "\n").utf8))
            }
            if !lines.isEmpty {
                version = present
                return .bytes(lines.flatMap(\.self))
            }
            if bookmarks, .now - lastBookmark > .milliseconds(300) {
                lastBookmark = .now
                version = max(version, present)
                return .bytes(
                    Array(
                        (#"{"type":"BOOKMARK","object":{"kind":"\#(kind.rawValue)","metadata":{"resourceVersion":"#
                            + #""\#(version)"}}}"# + "\n").utf8))
            }
            return .pause(.milliseconds(10))
        }
    }
}

extension ChangingCluster.State {
    fileprivate mutating func add(_ type: String, _ kind: ObjectKind, _ object: JSONValue) {
        let line = JSONValue.object(["type": .string(type), "object": object]).bytes + [UInt8(ascii: "\n")]
        let namespace = object["metadata"]?["namespace"]?.string ?? ""
        changes.append(ChangingCluster.Change(kind: kind, namespace: namespace, version: version, line: line))
    }
}
