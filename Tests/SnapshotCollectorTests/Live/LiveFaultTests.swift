import ClusterSnapshot
import Glibc
import HTTPServing
import KubernetesClient
import TestServers
import Testing

@testable import SnapshotCollector
@testable import SnapshotServer

/// A live cluster that fails while it is read: either the snapshot is whole all the same, or it is told.
@Suite(.waiting) struct LiveFaultTests {
    struct Fault: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var fault: @Sendable (ServerRequest, Int) -> ReplayFault?
    }

    private static func page(_ request: ServerRequest) -> Bool {
        request.path == "/api/v1/pods" && request.parameter("continue") != nil
    }

    @Test(arguments: [
        Fault(testDescription: "500, then fine, for each page") { request, repetition in
            request.path == "/api/v1/pods" && repetition == 0 ? .status(500, reason: "InternalError") : nil
        },
        Fault(testDescription: "429 with Retry-After") { request, repetition in
            repetition == 0
                ? .status(429, reason: "TooManyRequests", headers: ["Retry-After": "0"]) : nil
        },
        Fault(testDescription: "a page is cut short") { request, repetition in
            page(request) && repetition == 0 ? ReplayFault(.truncated(bodyBytes: 5000)) : nil
        },
        Fault(testDescription: "a page is cut short within its head") { request, repetition in
            page(request) && repetition == 0 ? ReplayFault(.truncated(bodyBytes: 40)) : nil
        },
        Fault(testDescription: "a connection is closed without an answer") { request, repetition in
            page(request) && repetition == 0 ? ReplayFault(.none) : nil
        },
        Fault(testDescription: "410 in the middle of paging, once") { request, repetition in
            page(request) && repetition == 0 ? .status(410, reason: "Expired") : nil
        },
        Fault(testDescription: "410 for every page but the first") { request, _ in
            page(request) ? .status(410, reason: "Expired") : nil
        },
        Fault(testDescription: "a server that lists no past moment") { request, _ in
            request.parameter("resourceVersionMatch") != nil ? .status(400, reason: "BadRequest") : nil
        },
        Fault(testDescription: "a server that does not know the moment yet") { request, _ in
            request.parameter("resourceVersionMatch") != nil ? .status(504, reason: "Timeout") : nil
        },
    ])
    func `The snapshot is whole all the same`(_ fault: Fault) throws {
        let cluster = try LiveCluster(fault.fault)
        defer { cluster.server.stop() }
        let snapshot = try cluster.collect()
        #expect(snapshot.objectsAlone == (try LiveCluster.sample.get().snapshot.objectsAlone))
        #expect(!snapshot.gaps.contains { $0.code.isDamage })
    }

    struct Lasting: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var path: String
        var fault: ReplayFault
        var code: String
    }

    @Test(arguments: [
        Lasting(
            testDescription: "401", path: "/apis/apps/v1/daemonsets",
            fault: .status(401, reason: "Unauthorized"), code: "unauthorized"),
        Lasting(
            testDescription: "pods always 500", path: "/api/v1/pods", fault: .status(500, reason: "InternalError"),
            code: "refused"),
        Lasting(
            testDescription: "pods are garbage", path: "/api/v1/pods",
            fault: ReplayFault(.other(status: 200, headers: [:], body: "hello")), code: "unexpected-answer"),
        Lasting(
            testDescription: "pods are a page for people", path: "/api/v1/pods",
            fault: ReplayFault(.other(status: 200, headers: ["Content-Type": "text/html"], body: "<html></html>")),
            code: "unexpected-answer"),
        Lasting(
            testDescription: "pods are nodes", path: "/api/v1/pods",
            fault: ReplayFault(
                .other(
                    status: 200, headers: [:],
                    body: #"{"kind":"NodeList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[]}"#)),
            code: "unexpected-answer"),
        Lasting(
            testDescription: "pods are no list", path: "/api/v1/pods",
            fault: ReplayFault(.other(status: 200, headers: [:], body: #"{"kind":"Pod","apiVersion":"v1"}"#)),
            code: "unexpected-answer"),
        Lasting(
            testDescription: "pods are nothing", path: "/api/v1/pods",
            fault: ReplayFault(.other(status: 200, headers: [:], body: "")), code: "unexpected-answer"),
        Lasting(
            testDescription: "pods are always cut short", path: "/api/v1/pods",
            fault: ReplayFault(.truncated(bodyBytes: 3000)), code: "connection-lost"),
        Lasting(
            testDescription: "pods send elsewhere", path: "/api/v1/pods",
            fault: ReplayFault(.other(status: 307, headers: ["Location": "http://127.0.0.1:1/"], body: "")),
            code: "redirected"),
    ])
    func `Where what matters cannot be read, there is no snapshot`(_ lasting: Lasting) throws {
        let cluster = try LiveCluster { request, _ in request.path == lasting.path ? lasting.fault : nil }
        defer { cluster.server.stop() }
        let error = try #require(throws: CollectorError.self) { try cluster.collect() }
        #expect(error.code == lasting.code)
        #expect(!error.description.contains("\n"))
    }

    @Test(arguments: [
        ReplayFault.status(500, reason: "InternalError"),
        ReplayFault(.other(status: 200, headers: [:], body: "hello")),
        ReplayFault(.truncated(bodyBytes: 3000)),
    ])
    func `What else cannot be read is a gap with its reason, and nothing of it is kept`(fault: ReplayFault) throws {
        let cluster = try LiveCluster { request, _ in request.path == "/api/v1/events" ? fault : nil }
        defer { cluster.server.stop() }
        let snapshot = try cluster.collect()
        #expect(snapshot.events.isEmpty)
        let gap = try #require(snapshot.gaps.first { $0.code == .collectorError })
        #expect(gap.detail.hasPrefix("Events are missing"))
        #expect(gap.missing == [.events])
        #expect(!snapshot.pods.isEmpty)
    }

    @Test func `Cancelling while it is read ends it`() throws {
        let cluster = try LiveCluster { request, _ in
            request.path == "/api/v1/pods" ? ReplayFault(.asUsual, delay: .seconds(1)) : nil
        }
        defer { cluster.server.stop() }
        let client = try cluster.client()
        let thread = JoinableThread {
            while !cluster.server.requests.contains(where: { $0.path == "/api/v1/pods" }) { usleep(1000) }
            client.cancel()
        }
        #expect(throws: CollectorError.cluster(.cancelled)) {
            try SnapshotReader.read(client, options: CollectionOptions())
        }
        thread.join()
    }
}
