import ClusterConfiguration
import ClusterSnapshot
import KubernetesClient
import KubernetesModel
import Synchronization
import TestServers
import Testing

@testable import SnapshotCollector

/// A server that sends more than a cluster holds: the reading ends, and says where.
@Suite(.waiting) struct LiveBoundTests {
    private static let kinds = [
        "/api/v1/nodes": ("Node", "v1"), "/api/v1/pods": ("Pod", "v1"), "/api/v1/events": ("Event", "v1"),
        "/apis/apps/v1/daemonsets": ("DaemonSet", "apps/v1"), "/api/v1/services": ("Service", "v1"),
    ]

    /// A list with as many objects, and what leads on from it.
    private static func list(_ path: String, objects: Int = 1, token: String = "") -> String {
        let (kind, version) = kinds[path] ?? ("", "")
        let items = (0..<objects).map { #"{"metadata":{"name":"a\#($0)","namespace":"b"}}"# }
        return #"{"kind":"\#(kind)List","apiVersion":"\#(version)","metadata":{"resourceVersion":"7","#
            + #""continue":"\#(token)"},"items":[\#(items.joined(separator: ","))]}"#
    }

    /// A small cluster, one path of which is answered otherwise.
    private static func server(
        _ path: String, _ steps: @escaping @Sendable (ScriptedServer.Request, Int) -> [ScriptedServer.Step]
    ) -> ScriptedServer {
        let count = Mutex(0)
        return ScriptedServer { request in
            if request.path == path {
                return steps(
                    request,
                    count.withLock { count in
                        count += 1
                        return count
                    })
            }
            if request.path == "/version" { return [.answer(200, "{}")] }
            guard kinds[request.path] != nil else { return [.status(404, "NotFound", "no")] }
            return [.answer(200, list(request.path))]
        }
    }

    private static func read(_ server: ScriptedServer) throws -> Snapshot {
        var policy = RetryPolicy()
        policy.firstPause = .milliseconds(1)
        var options = CollectionOptions()
        options.maxListObjectCount = 2000
        let client = try APIClient(ClusterConnection(server: server.url, name: "test"), retryPolicy: policy)
        return try SnapshotReader.read(client, options: options)
    }

    struct Endless: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var told: String
        var steps: @Sendable (ScriptedServer.Request, Int) -> [ScriptedServer.Step]
    }

    private static func body(_ opening: String, _ rest: String) -> [ScriptedServer.Step] {
        // One chunk, larger than anybody reads.
        [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffff\r\n" + opening), .sendForever(rest)]
    }

    private static func opened(_ path: String) -> String { String(list(path, objects: 0).dropLast(2)) }

    static let endless = [
        Endless(testDescription: "the same token again", told: "leads to the same page again: ") {
            request, _ in
            [.answer(200, list(request.path, token: "same"))]
        },
        Endless(testDescription: "two tokens in turns", told: "leads to the same page again") { request, count in
            [.answer(200, list(request.path, token: "t\(count % 2)"))]
        },
        Endless(testDescription: "pages without objects", told: "almost empty and go on: 0 objects") { request, count in
            [.answer(200, list(request.path, objects: 0, token: "t\(count)"))]
        },
        Endless(testDescription: "full pages", told: "goes on after 2") { request, count in
            [.answer(200, list(request.path, objects: 500, token: "t\(count)"))]
        },
        Endless(testDescription: "a token that is none", told: "a token of 20000 bytes") { request, _ in
            [.answer(200, list(request.path, token: String(repeating: "t", count: 20_000)))]
        },
        Endless(testDescription: "objects in one body", told: "goes on after") { request, _ in
            body(opened(request.path) + "{}", #",{"metadata":{"name":"a","namespace":"b"}}"#)
        },
        Endless(testDescription: "an object", told: "too few objects") { request, _ in
            body(opened(request.path) + #"{"metadata":{"name":""#, "a")
        },
        Endless(testDescription: "blanks", told: "too few objects") { request, _ in body(opened(request.path), " ") },
        Endless(testDescription: "what stands before the objects", told: "too few objects") { _, _ in
            body(#"{"kind":""#, "a")
        },
        Endless(testDescription: "what stands after the objects", told: "too few objects") { request, _ in
            body(list(request.path).dropLast() + "", #","a":1"#)
        },
    ]

    @Test(arguments: endless) func `Without end in a list that is needed, the reading ends with one error`(
        _ endless: Endless
    ) throws {
        for path in ["/apis/apps/v1/daemonsets", "/api/v1/pods"] {
            let server = Self.server(path, endless.steps)
            defer { server.stop() }
            let error = try #require(throws: CollectorError.self) { try Self.read(server) }
            #expect(error.code == "list-too-long")
            #expect(error.description.hasPrefix(path) && error.description.contains(endless.told))
        }
    }

    @Test(arguments: endless) func `Without end in another list, a gap says so and the rest is there`(
        _ endless: Endless
    ) throws {
        let server = Self.server("/api/v1/events", endless.steps)
        defer { server.stop() }
        let snapshot = try Self.read(server)
        #expect(snapshot.pods.count == 1 && snapshot.services.count == 1)
        #expect(snapshot.events.isEmpty)
        let gap = try #require(snapshot.gaps.first { $0.code == .collectorError })
        #expect(gap.detail.hasPrefix("Events are missing: /api/v1/events") && gap.detail.contains(endless.told))
        #expect(gap.missing == [.events])
    }

    @Test(arguments: ["hello\n", #"{"kind":"List","items":[]}"#, "<p>log in</p>", "\0"])
    func `What is no list without end is told at once`(text: String) throws {
        let server = Self.server("/api/v1/pods") { _, _ in Self.body("", text) }
        defer { server.stop() }
        let time = try ContinuousClock().measure {
            let error = try #require(throws: CollectorError.self) { try Self.read(server) }
            #expect(error.code == "unexpected-answer")
        }
        #expect(time < .seconds(10))
    }

    @Test func `A server that gives smaller pages than asked for is read whole`() throws {
        let server = Self.server("/api/v1/pods") { request, count in
            [.answer(200, Self.list(request.path, objects: 60, token: count < 30 ? "t\(count)" : ""))]
        }
        defer { server.stop() }
        #expect(try Self.read(server).gaps.allSatisfy { !$0.detail.hasPrefix("Pods") })
    }

    @Test(arguments: [401, 500]) func `Where the first list fails, no other one is asked for`(status: Int) throws {
        let server = Self.server("/apis/apps/v1/daemonsets") { _, _ in [.status(status, "Reason", "no")] }
        defer { server.stop() }
        #expect(throws: CollectorError.self) { try Self.read(server) }
        #expect(Set(server.requests.map(\.path)).subtracting(["/version"]) == ["/apis/apps/v1/daemonsets"])
    }

    @Test func `What fails alike is one gap`() throws {
        let server = ScriptedServer { request in
            if request.path == "/version" { return [.answer(200, "{}")] }
            if ["/api/v1/events", "/api/v1/services"].contains(request.path) { return [.status(501, "x", "no")] }
            guard Self.kinds[request.path] != nil else { return [.status(404, "NotFound", "no")] }
            return [.answer(200, Self.list(request.path))]
        }
        defer { server.stop() }
        let gaps = try Self.read(server).gaps.filter { $0.code == .collectorError }
        #expect(gaps.count == 1)
        #expect(Set(gaps.flatMap(\.missing)) == [.events, .services])
    }
}
