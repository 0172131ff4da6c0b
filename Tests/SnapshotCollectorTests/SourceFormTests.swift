import ClusterSnapshot
import Foundation
import KubernetesModel
import SnapshotCollector
import TestServers
import Testing

/// One small cluster in many forms.
private enum Cluster {
    static let node =
        #"{"apiVersion":"v1","kind":"Node","metadata":{"name":"n1"},"status":{"nodeInfo":{"kubeletVersion":"v1.9.0"}}}"#
    static let node2 =
        #"{"apiVersion":"v1","kind":"Node","metadata":{"name":"n2"},"status":{"nodeInfo":{"kubeletVersion":"v1.36.2"}}}"#
    static let pod =
        #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"a"},"spec":{"nodeName":"n1"},"status":{"phase":"Running","startTime":"2026-11-21T21:00:00Z"}}"#
    static let all = [node, node2, pod]

    static let list = #"{"apiVersion":"v1","items":[\#(all.joined(separator: ","))],"kind":"List"}"#

    /// Lists of one kind, whose items name none, as `cluster-info dump` writes them.
    static func kindList(_ kind: String, _ items: [String], kindFirst: Bool) -> String {
        let bare = items.map { $0.replacingOccurrences(of: #""apiVersion":"v1","kind":"\#(kind)","#, with: "") }
        let members = #""items":[\#(bare.joined(separator: ","))]"#
        let head = #""kind":"\#(kind)List","apiVersion":"v1""#
        return kindFirst ? "{\(head),\(members)}" : "{\(members),\(head)}"
    }

    static func pretty() throws -> String {
        let value = try JSONSerialization.jsonObject(with: Data(list.utf8))
        let data = try JSONSerialization.data(withJSONObject: value, options: [.prettyPrinted, .sortedKeys])
        return String(decoding: data, as: UTF8.self)
    }
}

@Suite("The same cluster in every form", .serialized)
struct SourceFormTests {
    private func expectCluster(_ snapshot: Snapshot) throws {
        var snapshot = snapshot
        var expected = try read(Cluster.list)
        for same in [\Snapshot.source] { snapshot[keyPath: same] = expected[keyPath: same] }
        snapshot.logs = []
        expected.gaps = []
        snapshot.gaps = []
        #expect(snapshot == expected)
        #expect(snapshot.nodes.count == 2 && snapshot.pods.count == 1)
        #expect(snapshot.kubernetesVersion == "v1.36.2")
        #expect(snapshot.capturedAt == Timestamp("2026-11-21T21:00:00Z"))
    }

    @Test("as JSON in one document or many, pretty or not, and as YAML")
    func texts() throws {
        let yaml = Cluster.all.map {
            $0.replacingOccurrences(of: ":", with: ": ").replacingOccurrences(of: "T21: 00: 00", with: "T21:00:00")
        }
        let forms = [
            Cluster.list, try Cluster.pretty(), "\u{FEFF}" + Cluster.list, Cluster.all.joined(separator: "\n"),
            "[\(Cluster.all.joined(separator: ","))]",
            yaml.joined(separator: "\n---\n").replacingOccurrences(of: "{\"apiV", with: " {\"apiV"),
            "# a comment\n" + yaml.joined(separator: "\n---\n"),
            Cluster.kindList("Node", [Cluster.node, Cluster.node2], kindFirst: true) + Cluster.pod,
            Cluster.kindList("Node", [Cluster.node, Cluster.node2], kindFirst: false)
                + Cluster.kindList("Pod", [Cluster.pod], kindFirst: false),
        ]
        for form in forms { try expectCluster(try read(form)) }
    }

    @Test("as a directory, compressed, and as an archive")
    func files() throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("dsdoctor-\(UUID().uuidString)")
        let directory = root.appendingPathComponent("snapshot")
        let logs = directory.appendingPathComponent("logs/a/p")
        try FileManager.default.createDirectory(at: logs, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root) }
        func write(_ text: String, _ name: String) throws {
            try Data(text.utf8).write(to: directory.appendingPathComponent(name))
        }
        try write(Cluster.kindList("Node", [Cluster.node, Cluster.node2], kindFirst: true), "nodes.json")
        try write(Cluster.pod, "pods.yaml")
        try write("not read", "README.md")
        try write("one\ntwo\n", "logs/a/p/main-previous.log")
        let snapshot = try SnapshotReader.read(path: directory.path)
        try expectCluster(snapshot)
        #expect(
            snapshot.logs == [
                ContainerLog(namespace: "a", pod: "p", container: "main", isPrevious: true, lines: ["one", "two"])
            ])

        try run("tar", "-C", root.path, "-czf", root.appendingPathComponent("x").path, "snapshot")
        try expectCluster(try SnapshotReader.read(path: root.appendingPathComponent("x").path))
        try Data(Cluster.list.utf8).write(to: root.appendingPathComponent("list"))
        try run("gzip", root.appendingPathComponent("list").path)
        try expectCluster(try SnapshotReader.read(path: root.appendingPathComponent("list.gz").path))
    }

    @Test("with logs in every layout, and beside a snapshot that is one file")
    func logs() throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("dsdoctor-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        func write(_ text: String, _ name: String) throws {
            let file = root.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        func log(_ pod: String, _ line: String, of container: String = "main", previous: Bool = false) -> ContainerLog {
            ContainerLog(namespace: "a", pod: pod, container: container, isPrevious: previous, lines: [line])
        }
        try write("beside", "one/logs/a/p0/main.log")
        try write("not of a container", "one/logs/agent.log")
        try write(Cluster.list, "one/list.json")
        try write(Cluster.list, "many/list.json")
        try write("bundle\r\n", "many/pods/logs/a/p1/main.log")
        try write("of old", "many/cluster-resources/pods/logs/a/p2/main-previous.log")
        try write("gathered", "many/namespaces/a/pods/p3/main/main/logs/previous.log")
        try write(
            """
            ==== START logs for container init of pod a/p4 ====
            Request log error: the server rejected our request for an unknown reason (get pods p4)
            ==== END logs for container init of pod a/p4 ====
            ==== START logs for container main of pod a/p4 ====
            ==== START logs for container other of pod a/another ====
            ==== END logs for container main of pod a/p4 ====
            what stands outside is nobody's
            ==== START logs for container side of pod a/p4 ====
            cut off
            """, "many/a/p4/logs.txt")
        let beside = try SnapshotReader.read(path: root.appendingPathComponent("one/list.json").path).logs
        #expect(beside == [log("p0", "beside")])
        #expect(
            try SnapshotReader.read(path: root.appendingPathComponent("many").path).logs == [
                log("p1", "bundle"), log("p2", "of old", previous: true), log("p3", "gathered", previous: true),
                log("p4", "==== START logs for container other of pod a/another ===="),
                log("p4", "cut off", of: "side"),
            ])
    }

    @Test("of an archive that is cut off the good files are kept, and the cut is declared")
    func truncatedArchive() throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("dsdoctor-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root) }
        try Data("[\(Cluster.node)]".utf8).write(to: root.appendingPathComponent("a.json"))
        // Items that name no kind are of the kind that their file is named for.
        let bare = Cluster.node2.replacingOccurrences(of: #""apiVersion":"v1","kind":"Node","#, with: "")
        try Data("[\(bare)]".utf8).write(to: root.appendingPathComponent("nodes.json"))
        let archive = root.appendingPathComponent("x.tar")
        try run("tar", "-C", root.path, "-cf", archive.path, "a.json", "nodes.json")
        #expect(try SnapshotReader.read(path: archive.path).nodes.map(\.name) == ["n1", "n2"])
        let bytes = Array(try Data(contentsOf: archive))
        let snapshot = try SnapshotReader.read(bytes: Array(bytes[..<1100]), name: "x")
        #expect(snapshot.nodes.map(\.name) == ["n1"])
        #expect(snapshot.hasGap(.inputTruncated))
    }

    private func run(_ command: String...) throws {
        let ended = try ChildProcess.run(command[0], Array(command.dropFirst()))
        #expect(ended.exitCode == 0, "\(String(decoding: ended.errors, as: UTF8.self))")
    }

    @Test("an empty directory holds nothing")
    func emptyDirectory() throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("dsdoctor-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        #expect(throws: CollectorError.stream(.directoryEmpty(path: directory.path))) {
            try SnapshotReader.read(path: directory.path)
        }
    }

    @Test("a long list is decoded in order, whichever thread decodes what")
    func order() throws {
        let padding = String(repeating: "x", count: 2000)
        let items = (0..<5000).map { #"{"kind":"Node","metadata":{"name":"n\#($0)","x":"\#(padding)"}}"# }
        let snapshot = try read(#"{"kind":"List","items":[\#(items.joined(separator: ","))]}"#)
        #expect(snapshot.nodes.map(\.name) == (0..<5000).map { "n\($0)" })
    }

    @Test("what the project's own member says counts before what the objects tell")
    func envelope() throws {
        let snapshot = try read(
            #"""
            {"kind": "List", "items": [\#(Cluster.node)], "dsdoctor": {"capturedAt": "2026-01-01T00:00:00Z",
             "kubernetesVersion": "v1.36.0", "gaps": [{"code": "value-redacted", "detail": "d", "affects": ["x"]},
             {"code": "of-the-future"}]}}
            """#)
        #expect(snapshot.capturedAt == Timestamp("2026-01-01T00:00:00Z"))
        #expect(snapshot.kubernetesVersion == "v1.36.0")
        #expect(snapshot.gaps.contains(Gap(code: .valueRedacted, detail: "d", savedCodes: ["x"])))
        #expect(!snapshot.hasGap(.captureTimeEstimated))
    }

    @Test("a saved gap says what is missing, or lets it be told by its code or its sentence as older versions saved it")
    func savedGaps() throws {
        let cases: [(gap: String, missing: [SnapshotPart])] = [
            (#"{"code": "access-forbidden", "detail": "d", "missing": ["Event"]}"#, [.events]),
            (
                #"{"code": "logs-missing", "detail": "d", "missing": ["container-logs", "of-the-future"]}"#,
                [.containerLogs]
            ),
            (#"{"code": "priority-classes-missing", "detail": "d", "affects": ["x"]}"#, [.priorityClasses]),
            (#"{"code": "csi-nodes-missing", "detail": "d"}"#, [.csiNodes]),
            (#"{"code": "daemon-set-reconstructed", "detail": "d", "affects": ["x"]}"#, [.daemonSetSpec]),
            (
                #"{"code": "access-forbidden", "detail": "Priority classes may not be read.", "affects": ["x"]}"#,
                [.priorityClasses]
            ),
            (#"{"code": "collector-error", "detail": "Events are missing: no", "affects": ["x"]}"#, [.events]),
            (#"{"code": "object-unreadable", "detail": "Pods are odd"}"#, []),
        ]
        for (gap, missing) in cases {
            let snapshot = try read(
                #"{"kind": "List", "items": [\#(Cluster.node)], "dsdoctor": {"gaps": [\#(gap)]}}"#)
            #expect(snapshot.gaps.first?.missing == missing, "\(gap)")
            #expect(snapshot.gaps.first?.savedCodes == [], "\(gap)")
        }
    }

    @Test("of two copies the newer is kept, and that is declared unless they are the same")
    func duplicates() throws {
        func node(_ version: Int, _ isUnschedulable: Bool) -> String {
            #"{"kind":"Node","metadata":{"name":"n","resourceVersion":"\#(version)"},"spec":{"unschedulable":\#(isUnschedulable)}}"#
        }
        for copies in [[node(10, true), node(9, false)], [node(9, false), node(10, true)]] {
            let snapshot = try read("[\(copies.joined(separator: ","))]")
            #expect(snapshot.nodes.map(\.isUnschedulable) == [true])
            #expect(snapshot.hasGap(.objectDuplicated))
        }
        #expect(try !read("[\(node(1, true)),\(node(1, true))]").hasGap(.objectDuplicated))
    }
}
