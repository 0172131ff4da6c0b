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

    struct Change {
        var kind: ObjectKind
        var namespace: String
        var version: Int
        var line: [UInt8]
    }

    struct State {
        var objects: [ObjectKind: [Key: JSONValue]] = [:]
        var changes: [ObjectKind: [Change]] = [:]
        var version = 1000
        /// Changes up to this version are forgotten.
        var compacted = 0
        var watchGeneration = 0
        var refusal: @Sendable (ServerRequest) -> ServerResponse? = { _ in nil }
        var requests: [ServerRequest] = []
        var server: HTTPServer?
        var port: UInt16 = 0
    }

    let state = Mutex(State())

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
            state.changes = [:]
        }
    }

    /// Sends a line as it is to the watches of a kind.
    func send(_ line: String, to kind: ObjectKind) {
        state.withLock { state in
            state.version += 1
            state.changes[kind, default: []].append(
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
        deadlines.silence = .seconds(20)
        return try LiveClusterWatch(
            connection(credentials), options: Self.options, timing: timing, deadlines: deadlines)
    }

    /// What the live collector reads now.
    func collected(_ credentials: CredentialSource = CredentialSource()) throws -> Snapshot {
        try SnapshotReader.read(try APIClient(connection(credentials)), options: Self.options)
    }
}

extension ChangingCluster.State {
    fileprivate mutating func add(_ type: String, _ kind: ObjectKind, _ object: JSONValue) {
        let line = JSONValue.object(["type": .string(type), "object": object]).bytes + [UInt8(ascii: "\n")]
        let namespace = object["metadata"]?["namespace"]?.string ?? ""
        changes[kind, default: []].append(
            ChangingCluster.Change(kind: kind, namespace: namespace, version: version, line: line))
    }
}

extension ChangingCluster.Key {
    fileprivate init(_ object: JSONValue) {
        namespace = object["metadata"]?["namespace"]?.string ?? ""
        name = object["metadata"]?["name"]?.string ?? ""
    }
}

extension JSONValue {
    fileprivate func setting(_ kind: ObjectKind, version: Int) -> JSONValue {
        var members = self.members ?? [:]
        var metadata = members["metadata"]?.members ?? [:]
        metadata["resourceVersion"] = .string("\(version)")
        members["metadata"] = .object(metadata)
        members["kind"] = .string(kind.rawValue)
        members["apiVersion"] = .string(kind.usualVersion)
        return .object(members)
    }
}

extension LiveClusterWatch {
    /// Waits for a moment of which something holds.
    mutating func moment(
        within longest: Duration = .seconds(30), where condition: (WatchedMoment) -> Bool
    ) throws -> WatchedMoment {
        let end = ContinuousClock.now + longest
        var last: WatchedMoment?
        while ContinuousClock.now < end {
            let moment = try #require(try next(within: .seconds(1)))
            if condition(moment) { return moment }
            last = moment
        }
        throw NoSuchMoment(
            troubles: last?.troubles ?? [], isComplete: last?.isComplete ?? false, pods: last?.snapshot.pods.count ?? -1
        )
    }
}

struct NoSuchMoment: Error {
    var troubles: [WatchTrouble]
    var isComplete: Bool
    var pods: Int
}

func sleepShortly() { WatchPauses().sleep(.milliseconds(100)) }
