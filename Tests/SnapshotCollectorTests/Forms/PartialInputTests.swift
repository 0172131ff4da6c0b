import ClusterSnapshot
import Foundation
import KubernetesModel
import SnapshotCollector
import SecretRedaction
import SnapshotSaving
import Testing

/// What a bundle says of its own holes.
@Suite struct PartialInputTests {
    private static let node = #"{"apiVersion":"v1","kind":"Node","metadata":{"name":"n1"}}"#

    private static func pod(_ name: String, namespace: String = "a", more: String = "") -> String {
        #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"\#(name)","namespace":"\#(namespace)"\#(more)}}"#
    }

    private func read(_ files: [String: String]) throws -> Snapshot {
        let files = files.sorted { $0.key < $1.key }
        let bytes = try Archive.bytes(files.map { ($0.key, Array($0.value.utf8)) }, .tar)
        return try SnapshotReader.read(bytes: bytes, name: "bundle.tar")
    }

    private func gaps(_ snapshot: Snapshot, _ code: Gap.Code) -> [Gap] { snapshot.gaps.filter { $0.code == code } }

    @Test func `What a collector could not read is a gap with its error, once for all namespaces`() throws {
        let snapshot = try read([
            "cluster-resources/nodes.json": Self.node,
            "cluster-resources/pods-errors.json":
                #"{"a": "pods is forbidden\u001b[1m", "b": "pods is forbidden\u001b[1m", "c": "timed out"}"#,
            "cluster-resources/pod-disruption-budgets-errors.json": #"["no such resource"]"#,
            "cluster-resources/jobs-errors.json": #"["jobs are nobody's business here"]"#,
            "cluster-resources/events-errors.json": "null",
        ])
        let errors = gaps(snapshot, .collectorError)
        #expect(
            errors.map(\.detail) == [
                "The collector could not read PodDisruptionBudgets: no such resource",
                "The collector could not read pods of namespaces a, b: pods is forbidden\\u{1b}[1m",
                "The collector could not read pods of namespace c: timed out",
            ])
        #expect(errors.allSatisfy { $0.isDamage && !$0.missing.isEmpty })
        // Told once, with the reason.
        #expect(gaps(snapshot, .podsMissing).isEmpty && gaps(snapshot, .podDisruptionBudgetsMissing).isEmpty)
        #expect(gaps(snapshot, .eventsMissing).count == 1)
    }

    @Test func `A bundle with holes says the same when it is saved and read again`() throws {
        let files = [
            "cluster-resources/nodes.json": Self.node, "cluster-resources/pods/a.json": Self.pod("p"),
            "cluster-resources/events-errors.json": #"["forbidden"]"#,
            "cluster-resources/cluster_version.json": #"{"string": "v1.30.1+k3s1"}"#,
        ]
        let bytes = try Archive.bytes(files.sorted { $0.key < $1.key }.map { ($0, Array($1.utf8)) }, .tar)
        let recorded = try SnapshotReader.record(
            bytes: bytes, name: "bundle.tar", by: SnapshotRecorder(redaction: .standard))
        var again = try SnapshotReader.read(bytes: try saved(recorded), name: "again")
        again.source = recorded.snapshot.source
        #expect(again == recorded.snapshot)
        #expect(Set(again.gaps) == Set(recorded.snapshot.gaps))
        #expect(again.kubernetesVersion == "v1.30.1+k3s1")
    }

    // Whoever may read everything meets no such file.
    @Test(.enabled(if: getuid() != 0)) func `A file that may not be read leaves the others`() throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("dsdoctor-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root) }
        try Data(Self.node.utf8).write(to: root.appendingPathComponent("nodes.json"))
        let closed = root.appendingPathComponent("pods.json")
        try Data(Self.pod("p").utf8).write(to: closed)
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: closed.path)
        let snapshot = try SnapshotReader.read(path: root.path)
        #expect(snapshot.nodes.count == 1 && snapshot.pods.isEmpty)
        #expect(gaps(snapshot, .objectUnreadable).first?.detail.hasPrefix("pods.json is left out") == true)
    }

    @Test func `Events that were not saved of a namespace are a gap`() throws {
        let pods = [
            "nodes.json": Self.node, "pods/a.json": Self.pod("p"), "pods/b.json": Self.pod("p", namespace: "b"),
        ]
        func events(_ files: [String: String]) throws -> [Gap] {
            gaps(try read(pods.merging(files) { old, _ in old }), .eventsMissing)
        }
        let event =
            #"{"apiVersion":"v1","kind":"Event","metadata":{"name":"e","namespace":"a"},"involvedObject":{"kind":"Pod"}}"#
        let some = try events(["events/a.json": event, "events/b.json": ""])
        #expect(some.map(\.detail) == ["No events were saved from namespace b."])
        #expect(some[0].missing == [.events] && !some[0].isDoubtful)
        let empty = #"{"kind":"EventList","apiVersion":"v1","items":null}"#
        #expect(try events(["events/a.json": event, "events/b.json": empty]).isEmpty)
        // Nothing at all, and nothing but empty lists, which prove nothing.
        #expect(try events([:]).map(\.isDoubtful) == [false])
        let none = try events(["events/a.json": empty, "events/b.json": empty])
        #expect(none.map(\.isDoubtful) == [true])
        #expect(none[0].detail.contains("is empty"))
    }

    @Test func `A hidden value is not a wrong one`() throws {
        let container = """
            {"name": "c", "image": "***HIDDEN***:5000/agent:1", "resources": {"requests": \
            {"memory": "***HIDDEN***", "cpu": "1"}}}
            """
        let pod = """
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p", "namespace": "a", \
            "creationTimestamp": "***HIDDEN***"}, "spec": {"containers": [\(container)]}}
            """
        let snapshot = try read(["nodes.json": Self.node, "pods/a.json": pod + Self.pod("q")])
        #expect(snapshot.pods.map(\.name) == ["p", "q"])
        let requests = snapshot.pods[0].spec.containers[0].resources.requests
        #expect(requests["cpu"] != nil && requests["memory"] == nil)
        #expect(gaps(snapshot, .objectUnreadable).isEmpty)
        let hidden = gaps(snapshot, .valueRedacted)
        #expect(hidden.count == 1)
        #expect(hidden.first?.detail.contains("at least in Pod a/p") == true)
        #expect(try gaps(read(["nodes.json": Self.node]), .valueRedacted).isEmpty)
    }

    @Test func `A dump of two namespaces says so`() throws {
        func dump(_ namespaces: [String]) throws -> Snapshot {
            var files = ["nodes.json": Self.node]
            for namespace in namespaces {
                let pod = Self.pod("p", namespace: namespace)
                files["\(namespace)/pods.json"] = #"{"kind":"PodList","apiVersion":"v1","items":[\#(pod)]}"#
                files["\(namespace)/replication-controllers.json"] = #"{"kind":"List","apiVersion":"v1","items":[]}"#
            }
            return try read(files)
        }
        let partial = gaps(try dump(["default", "kube-system"]), .namespacesPartial)
        #expect(partial.count == 1)
        #expect(partial.first?.detail.contains("(default, kube-system)") == true)
        let whole = try dump(["default", "kube-node-lease", "kube-public", "kube-system"])
        #expect(gaps(whole, .namespacesPartial).isEmpty)
    }

    @Test func `An empty list that Go wrote as null is proof that there are none`() throws {
        let list = #"{"kind":"DaemonSetList","apiVersion":"apps/v1","metadata":{},"items":null}"#
        let orphan = Self.pod(
            "p", more: #","ownerReferences":[{"kind":"DaemonSet","name":"gone","uid":"1","controller":true}]"#)
        let snapshot = try read(["nodes.json": Self.node, "daemonsets/a.json": list, "pods/a.json": orphan])
        #expect(snapshot.daemonSets.isEmpty)
        #expect(gaps(snapshot, .daemonSetsMissing).isEmpty && gaps(snapshot, .daemonSetReconstructed).isEmpty)
        let without = try read(["nodes.json": Self.node, "pods/a.json": orphan])
        #expect(without.daemonSets.map(\.name) == ["gone"])
    }

    @Test func `What is no object is passed over in a bundle, and refused alone`() throws {
        let foreign = #"{"info": {"major": "1"}}"#
        let snapshot = try read(["nodes.json": Self.node, "a.json": foreign, "b.json": "[1, \"x\"]", "c.yaml": "- a\n"])
        #expect(!snapshot.gaps.contains { $0.code == .objectUnreadable || $0.code == .inputTruncated })
        #expect(throws: CollectorError.self) { try read(["a.json": foreign]) }
        // But not in a list of a kind.
        let broken = try read([
            "nodes.json": Self.node, "pods.json": #"{"kind":"PodList","apiVersion":"v1","items":["x"]}"#,
        ])
        #expect(gaps(broken, .objectUnreadable).count == 1)
    }

    @Test func `Of what several inputs hold the newest is kept, and what they lack is asked of all together`() throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("dsdoctor-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root) }
        func write(_ name: String, _ text: String) throws -> String {
            let file = root.appendingPathComponent(name)
            try Data(text.utf8).write(to: file)
            return file.path
        }
        func node(_ version: Int, _ label: String) -> String {
            #"{"apiVersion":"v1","kind":"Node","metadata":{"name":"n1","resourceVersion":"\#(version)","labels":{"l":"\#(label)"}}}"#
        }
        func list(_ moment: String, _ items: String, gap: String) -> String {
            #"{"kind":"List","apiVersion":"v1","dsdoctor":{"capturedAt":"\#(moment)","gaps":[{"code":"\#(gap)","detail":"d"}]},"items":[\#(items)]}"#
        }
        let old = try write(
            "old.json", list("2026-11-21T21:00:00Z", node(9, "nine") + "," + Self.pod("p"), gap: "services-missing"))
        let new = try write("new.json", list("2026-11-21T21:40:00Z", node(8, "eight"), gap: "pods-missing"))
        for paths in [[old, new], [new, old]] {
            let snapshot = try SnapshotReader.read(paths: paths)
            #expect(snapshot.nodes.map { $0.metadata.labels["l"] } == ["nine"])
            #expect(snapshot.capturedAt == Timestamp("2026-11-21T21:40:00Z"))
            #expect(snapshot.source == paths.joined(separator: ", "))
            #expect(gaps(snapshot, .objectDuplicated).count == 1)
            #expect(gaps(snapshot, .captureTimeEstimated).first?.detail.contains("40 minutes apart") == true)
            #expect(gaps(snapshot, .podsMissing).isEmpty && gaps(snapshot, .servicesMissing).map(\.detail) == ["d"])
        }
        let missing = root.appendingPathComponent("none").path
        #expect(throws: CollectorError.stream(.notFound(path: missing))) {
            try SnapshotReader.read(paths: [old, missing])
        }
    }
}
