import ClusterSnapshot
import Foundation
import HTTPServing
import KubernetesClient
import KubernetesModel
import SnapshotCollector
import TestServers
import Threads
import Testing

@testable import ClusterConfiguration
@testable import ClusterWatching

/// What goes wrong during a watch.
@Suite(.waiting) struct LiveWatchFaultTests {
    /// Something that goes wrong during a watch.
    struct Fault: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var happen: @Sendable (ChangingCluster) throws -> Void
    }

    private static let broken =
        #"{"type":"MODIFIED","object":{"kind":"Pod","apiVersion":"v1","metadata":{"name":"agent-1","namespace":"logging","#
        + #""resourceVersion":"1"},"spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"much"}}}]}}}"#

    static let faults: [Fault] = [
        Fault(testDescription: "watches are cut off") { $0.dropWatches() },
        Fault(testDescription: "the server forgets what was before (410 as an event)") {
            $0.dropWatches()
            $0.compact()
        },
        Fault(testDescription: "410 as a status") { cluster in
            cluster.refuse { $0.parameter("watch") == nil ? nil : .status(410, "Expired") }
            cluster.dropWatches()
            sleepShortly()
            sleepShortly()
            cluster.refuse { _ in nil }
        },
        Fault(testDescription: "an error in the stream") {
            $0.send(#"{"type":"ERROR","object":{"kind":"Status","code":500,"message":"etcd is away"}}"#, to: .pod)
        },
        Fault(testDescription: "a line that is no JSON") { $0.send(#"{"type":"ADDED","obj"#, to: .pod) },
        Fault(testDescription: "a line that is no event") { $0.send(#"{"kind":"PodList","items":[]}"#, to: .pod) },
        Fault(testDescription: "an object of another kind") {
            $0.send(#"{"type":"ADDED","object":{"kind":"Secret","metadata":{"name":"s"}}}"#, to: .pod)
        },
        Fault(testDescription: "an object that cannot be read") { $0.send(broken, to: .pod) },
        Fault(testDescription: "the server is started again") { cluster in
            cluster.stop()
            sleepShortly()
            sleepShortly()
            try cluster.start()
        },
        Fault(testDescription: "the server is busy") { cluster in
            cluster.refuse { _ in .status(503, "ServiceUnavailable") }
            cluster.dropWatches()
            sleepShortly()
            sleepShortly()
            sleepShortly()
            cluster.refuse { _ in nil }
        },
        Fault(testDescription: "the watch may not be had for a while, as after a start") { cluster in
            cluster.refuse { $0.parameter("watch") == nil ? nil : .status(403, "Forbidden") }
            cluster.dropWatches()
            sleepShortly()
            cluster.refuse { _ in nil }
        },
        Fault(testDescription: "the server is silent") { cluster in
            cluster.refuse { $0.parameter("watch") == nil ? nil : .silence }
            cluster.dropWatches()
            sleepShortly()
            cluster.refuse { _ in nil }
        },
    ]

    @Test(arguments: faults) func `What changes during a fault is known after it`(fault: Fault) throws {
        let cluster = try ChangingCluster.small()
        defer { cluster.stop() }
        var watch = try cluster.watch()
        _ = try watch.moment { $0.isComplete }
        try cluster.put(.pod, ChangingCluster.pod("before", in: "logging"))
        _ = try watch.moment { $0.snapshot.pods.contains { $0.name == "before" } }
        try cluster.put(.pod, ChangingCluster.pod("just-before", in: "logging"))
        try fault.happen(cluster)
        try cluster.put(.pod, ChangingCluster.pod("after", in: "logging"))
        cluster.delete(.pod, "before", in: "logging")
        let moment = try watch.moment { moment in
            Set(moment.snapshot.pods.map(\.name)) == ["agent-1", "just-before", "after"] && moment.troubles.isEmpty
        }
        try expectSame(moment, as: cluster)
        // And what comes later is still watched.
        try cluster.put(.pod, ChangingCluster.pod("later", in: "logging"))
        _ = try watch.moment { $0.snapshot.pods.contains { $0.name == "later" } }
    }

    @Test(arguments: [(403, "Forbidden"), (405, "MethodNotAllowed")])
    func `Where nothing may be watched, lists are read again`(status: Int, reason: String) throws {
        let cluster = try ChangingCluster.small()
        defer { cluster.stop() }
        cluster.refuse { $0.parameter("watch") == nil ? nil : .status(status, reason) }
        var watch = try cluster.watch()
        let first = try watch.moment { $0.isComplete }
        #expect(first.troubles.isEmpty)
        try cluster.put(.pod, ChangingCluster.pod("new", in: "logging"))
        let moment = try watch.moment { $0.snapshot.pods.count == 2 }
        #expect(moment.troubles.isEmpty)
        try expectSame(moment, as: cluster)
    }

    @Test func `Trouble is told while the server is away, and is over when it is back`() throws {
        let cluster = try ChangingCluster.small()
        defer { cluster.stop() }
        var watch = try cluster.watch()
        let first = try watch.moment { $0.isComplete }
        cluster.stop()
        let broken = try watch.moment { $0.troubles.contains { $0.kinds.contains(.pod) } }
        let trouble = try #require(broken.troubles.first { $0.kinds.contains(.pod) })
        #expect(trouble.isEssential)
        #expect(trouble.since >= first.snapshot.capturedAt)
        #expect(trouble.message.contains("127.0.0.1"))
        // What was known stays.
        #expect(broken.snapshot.pods == first.snapshot.pods)
        try cluster.start()
        _ = try watch.moment { $0.troubles.isEmpty }
    }

    @Test func `A token that is renewed in its file is read again after a 401`() throws {
        let cluster = try ChangingCluster.small()
        defer { cluster.stop() }
        let path = NSTemporaryDirectory() + "dsdoctor-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("first".utf8).write(to: URL(fileURLWithPath: path))
        cluster.refuse { $0.headers["authorization"] == "Bearer first" ? nil : .status(401, "Unauthorized") }
        let credentials = CredentialSource(parts: [try TokenFile(FilePlace(path: path, named: "tokenFile"))])
        var watch = try cluster.watch(credentials)
        _ = try watch.moment { $0.isComplete }
        cluster.refuse { $0.headers["authorization"] == "Bearer second" ? nil : .status(401, "Unauthorized") }
        cluster.dropWatches()
        _ = try watch.moment { !$0.troubles.isEmpty }
        try Data("second".utf8).write(to: URL(fileURLWithPath: path))
        try cluster.put(.pod, ChangingCluster.pod("new", in: "logging"))
        _ = try watch.moment { $0.troubles.isEmpty && $0.snapshot.pods.count == 2 }
    }

    @Test func `What may not be read is a gap, as with the collector, and the rest is watched`() throws {
        let cluster = try ChangingCluster.small()
        defer { cluster.stop() }
        cluster.refuse { request in
            ["/api/v1/services", "/apis/storage.k8s.io/v1/storageclasses"].contains(request.path)
                ? .status(403, "Forbidden", "no rights") : nil
        }
        var watch = try cluster.watch()
        let first = try watch.moment { $0.isComplete }
        #expect(first.snapshot.hasGap(.accessForbidden))
        try expectSame(first, as: cluster)
        try cluster.put(.pod, ChangingCluster.pod("new", in: "logging"))
        try expectSame(try watch.moment { $0.snapshot.pods.count == 2 }, as: cluster)
    }

    @Test func `Where only some namespaces may be read, those are watched`() throws {
        let cluster = try ChangingCluster.small()
        defer { cluster.stop() }
        try cluster.put(.pod, ChangingCluster.pod("foreign", in: "other"))
        cluster.refuse { ["/api/v1/pods", "/api/v1/events"].contains($0.path) ? .status(403, "Forbidden", "no") : nil }
        var watch = try cluster.watch()
        let first = try watch.moment { $0.isComplete }
        #expect(first.snapshot.hasGap(.namespacesPartial))
        try expectSame(first, as: cluster)
        try cluster.put(.pod, ChangingCluster.pod("new", in: "logging"))
        try cluster.put(.pod, ChangingCluster.pod("foreign-too", in: "other"))
        let moment = try watch.moment { $0.snapshot.pods.count == 2 }
        #expect(moment.snapshot.pods.allSatisfy { $0.namespace == "logging" })
        try expectSame(moment, as: cluster)
    }

    @Test func `Without the right to read pods there is no watch`() throws {
        let cluster = try ChangingCluster.small()
        defer { cluster.stop() }
        cluster.refuse { $0.path.hasSuffix("/pods") ? .status(403, "Forbidden", "no rights") : nil }
        var watch = try cluster.watch()
        #expect(throws: CollectorError.self) { _ = try watch.moment { $0.isComplete } }
        #expect(try watch.next(within: .seconds(1)) == nil)
    }

    @Test func `A list that fails at the beginning makes the snapshot incomplete until it is read`() throws {
        let cluster = try ChangingCluster.small()
        defer { cluster.stop() }
        cluster.refuse { $0.path == "/api/v1/services" ? .status(500, "InternalError", "broken") : nil }
        var watch = try cluster.watch()
        let first = try watch.moment { !$0.snapshot.pods.isEmpty && !$0.troubles.isEmpty }
        #expect(!first.isComplete)
        #expect(first.snapshot.hasGap(.collectorError))
        cluster.refuse { _ in nil }
        let moment = try watch.moment { $0.isComplete && $0.troubles.isEmpty }
        try expectSame(moment, as: cluster)
    }
}

extension ServerResponse {
    /// An answer that begins and says nothing more.
    static let silence = ServerResponse(contentType: "application/json", body: .stream(Silence()))

    private struct Silence: BodyStream {
        func next() -> BodyPiece { .pause(.seconds(3600)) }
    }
}
