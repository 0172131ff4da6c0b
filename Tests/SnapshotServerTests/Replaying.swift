import CheckedJSON
import ClusterSnapshot
import HTTPServing
import ObjectDecoding
import SnapshotCollector
import SnapshotServer
import TestBuilders
import TestServers

/// A server for the time of a test.
final class Replaying: Sendable {
    let server: ReplayServer
    let port: UInt16

    init(
        _ snapshot: RawSnapshot, bookmarkSeconds: Double = 60, recordsRequests: Bool = false,
        fault: @escaping @Sendable (ServerRequest) -> ReplayFault? = { _ in nil }
    ) throws {
        server = ReplayServer(
            snapshot: snapshot, bookmarkSeconds: bookmarkSeconds, recordsRequests: recordsRequests, fault: fault)
        port = try server.start()
    }

    /// Serves a List of objects, each the text of a JSON object.
    convenience init(
        objects: [String], logs: [ContainerLog] = [], bookmarkSeconds: Double = 60, recordsRequests: Bool = false,
        fault: @escaping @Sendable (ServerRequest) -> ReplayFault? = { _ in nil }
    ) throws {
        let text = #"{"apiVersion":"v1","kind":"List","items":[\#(objects.joined(separator: ","))]}"#
        var snapshot = try SnapshotReader.readRaw(bytes: Array(text.utf8), name: "test.json")
        snapshot.snapshot.logs = logs
        try self.init(
            snapshot, bookmarkSeconds: bookmarkSeconds, recordsRequests: recordsRequests, fault: fault)
    }

    deinit { server.stop() }

    func get(_ path: String, method: String = "GET", accept: String? = nil, headers: [String: String] = [:])
        -> HTTPExchange
    {
        let accepts = accept.map { ["Accept": $0] } ?? [:]
        return HTTPExchange(path, port: port, method: method, headers: headers.merging(accepts) { $1 })
    }

    /// The names of the objects of a list.
    func names(_ path: String) -> [String] {
        get(path).json["items"]?.elements?.compactMap { $0["metadata"]?["name"]?.string } ?? []
    }

    /// The shipped snapshot with all kinds of faults, served for all tests.
    static let mixedFaults = Result { try Replaying(SnapshotReader.readRaw(path: ShippedSnapshot.mixedFaults.path)) }

    static let table = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"
}

/// A pod for a test.
func pod(
    _ name: String, namespace: String = "default", node: String = "n1", labels: [String: String] = [:],
    version: Int = 1, status: String = #"{"phase":"Running"}"#, containers: [String] = ["main"]
) -> String {
    let labels = labels.sorted { $0.key < $1.key }.map { #""\#($0.key)":"\#($0.value)""# }.joined(separator: ",")
    let containers = containers.map { #"{"name":"\#($0)","image":"i"}"# }.joined(separator: ",")
    return """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"\(name)","namespace":"\(namespace)",\
        "resourceVersion":"\(version)","creationTimestamp":"2026-11-21T21:00:00Z","labels":{\(labels)}},\
        "spec":{"nodeName":"\(node)","containers":[\(containers)]},"status":\(status)}
        """
}
