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

/// A live cluster as a sequence of snapshots.
@Suite(.waiting) struct LiveWatchTests {
    @Test func `A watch begins with what the live collector reads`() throws {
        let cluster = try ChangingCluster()
        defer { cluster.stop() }
        try cluster.fillWithSample()
        var watch = try cluster.watch()
        let first = try watch.moment { $0.isComplete }
        #expect(first.troubles.isEmpty)
        #expect(first.changes[.pod] == first.snapshot.pods.count)
        try expectSame(first, as: cluster)
    }

    @Test func `After changes of every sort the snapshot is what the live collector reads`() throws {
        let cluster = try ChangingCluster()
        defer { cluster.stop() }
        try cluster.fillWithSample()
        var watch = try cluster.watch()
        let first = try watch.moment { $0.isComplete }
        // A slash stands between the hyphen and letters.
        for namespace in ["a", "a-b", "ab", "a.b", "logging", "zz"] {
            for name in ["x", "x-1", "w", "x.2"] { try cluster.put(.pod, ChangingCluster.pod(name, in: namespace)) }
        }
        let gone = try #require(first.snapshot.pods.first)
        cluster.delete(.pod, gone.name, in: gone.namespace)
        try cluster.put(.pod, ChangingCluster.pod("x", in: "zz", labels: #""changed":"yes""#))
        cluster.delete(.pod, "w", in: "a")
        try cluster.put(.pod, ChangingCluster.pod("w", in: "a", node: "n2"))
        cluster.delete(.node, try #require(first.snapshot.nodes.last).name)
        try cluster.put(
            .event,
            #"{"metadata":{"name":"e1","namespace":"zz"},"reason":"FailedScheduling","message":"0/1 nodes","#
                + #""involvedObject":{"kind":"Pod","namespace":"zz","name":"x"},"lastTimestamp":"2026-01-01T00:00:00Z"}"#
        )
        try cluster.put(.priorityClass, #"{"metadata":{"name":"aaa"},"value":7}"#)
        let moment = try watch.moment { moment in
            moment.snapshot.pods.contains { $0.name == "w" && $0.nodeName == "n2" }
                && moment.snapshot.priorityClasses.contains { $0.name == "aaa" }
                && moment.snapshot.events.contains { $0.metadata.name == "e1" }
                && moment.snapshot.nodes.count + 1 == first.snapshot.nodes.count
                && !moment.snapshot.pods.contains { $0.name == gone.name && $0.namespace == gone.namespace }
        }
        try expectSame(moment, as: cluster)
    }

    @Test func `Nothing is listed twice while watches hold`() throws {
        let cluster = try ChangingCluster.small()
        defer { cluster.stop() }
        var watch = try cluster.watch()
        _ = try watch.moment { $0.isComplete }
        for number in 0..<20 { try cluster.put(.pod, ChangingCluster.pod("p\(number)", in: "logging")) }
        _ = try watch.moment { $0.snapshot.pods.count == 21 }
        let lists = cluster.requests.filter { $0.parameter("watch") == nil && $0.path == "/api/v1/pods" }
        #expect(lists.count == 1)
        #expect(!cluster.requests.contains { $0.path.contains("secrets") || $0.path.contains("configmaps") })
        let watches = cluster.requests.filter { $0.parameter("watch") != nil }
        #expect(
            watches.allSatisfy {
                $0.parameter("allowWatchBookmarks") == "true" && $0.parameter("timeoutSeconds") != nil
            })
    }

    @Test func `A burst makes few moments, and each tells how much has changed`() throws {
        let cluster = try ChangingCluster.small()
        defer { cluster.stop() }
        var watch = try cluster.watch()
        _ = try watch.moment { $0.isComplete }
        for number in 0..<2000 { try cluster.put(.pod, ChangingCluster.pod("p\(number)", in: "logging")) }
        var moments = 0
        var changes = 0
        _ = try watch.moment { moment in
            moments += 1
            changes += moment.changes[.pod] ?? 0
            return moment.snapshot.pods.count == 2001
        }
        #expect(changes == 2000)
        #expect(moments < 60)
    }

    @Test func `A moment without changes comes at the deadline, and time has passed`() throws {
        let cluster = try ChangingCluster.small()
        defer { cluster.stop() }
        var watch = try cluster.watch()
        let first = try watch.moment { $0.isComplete }
        let later = try watch.moment { $0.snapshot.capturedAt > first.snapshot.capturedAt && $0.changes.isEmpty }
        #expect(later.snapshot.pods == first.snapshot.pods)
    }

    @Test func `Cancelling from another thread ends the watch`() throws {
        let cluster = try ChangingCluster.small()
        defer { cluster.stop() }
        var watch = try cluster.watch()
        _ = try watch.moment { $0.isComplete }
        let copy = watch
        _ = OwnThread.start {
            sleepShortly()
            copy.cancel()
        }
        while try watch.next(within: .seconds(20)) != nil {}
        #expect(try watch.next(within: .seconds(20)) == nil)
    }
}
