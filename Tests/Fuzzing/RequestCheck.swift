import ObjectDecoding
import SnapshotCollector

@testable import HTTPServing
@testable import SnapshotServer

/// A request to `replay`: its target in the first line, headers in the others. Each gets an answer.
func checkRequest(_ bytes: [UInt8]) {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
        let words = String(decoding: line, as: UTF8.self).split(separator: ":", maxSplits: 1)
        if words.count == 2 { headers[words[0].lowercased()] = String(words[1].drop { $0 == " " }) }
    }
    let target = Array(lines.first ?? [])
    guard let request = try? ServerRequest(method: "GET", target: target, headers: headers) else { return }
    let response = RequestCheckServer.api.response(to: request)
    require((200..<600).contains(response.status), "a status of HTTP: \(response.status)")
}

private enum RequestCheckServer {
    static let api: ClusterAPI = {
        let list = """
            {"apiVersion": "v1", "kind": "List", "items": [
            {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "n1", "labels": {"pool": "a"}}},
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p", "namespace": "a", "labels": {"app": "x"}},
             "spec": {"nodeName": "n1"}, "status": {"phase": "Running"}},
            {"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "d", "namespace": "a"}},
            {"apiVersion": "v1", "kind": "Event", "metadata": {"name": "e", "namespace": "a"}, "reason": "Killing"}]}
            """
        guard let snapshot = try? SnapshotReader.readRaw(bytes: Array(list.utf8), name: "cluster") else {
            fatalError("the cluster of requests cannot be read")
        }
        return ClusterAPI(cluster: ServedCluster(snapshot), bookmarkSeconds: 60)
    }()
}
