import ClusterSnapshot
import KubernetesModel
import SnapshotCollector
import TestBuilders
import Testing
import Wording

@Suite("Objects that no API server would hold")
struct HostileObjectTests {
    private static let goodNode = #"{"apiVersion": "v1", "kind": "Node", "metadata": {"name": "n1"}}"#

    @Test(
        "are left out and told of, and the others are read",
        arguments: [
            (#""metadata": {"name": "\#(String(repeating: "n", count: 2000))"}"#, "a name of more than 1024 bytes"),
            (
                #""metadata": {"name": "p", "namespace": "\#(String(repeating: "s", count: 2000))"}"#,
                "a name of more than 1024 bytes"
            ),
            (
                #""metadata": {"name": "p", "annotations": {"a": "\#(String(repeating: "x", count: 9 << 20))"}}"#,
                "larger than 8 MB"
            ),
        ])
    func leftOut(_ members: String, _ reason: String) throws {
        let snapshot = try read(#"{"kind": "List", "items": [{"kind": "Pod", \#(members)}, \#(Self.goodNode)]}"#)
        #expect(snapshot.nodes.map(\.name) == ["n1"])
        #expect(snapshot.pods.isEmpty)
        let gap = try #require(snapshot.gaps.first { $0.code == .objectUnreadable })
        #expect(gap.detail.contains(reason), "\(gap.detail)")
        #expect(gap.detail.utf8.count < 1000)
    }

    @Test("do no harm with thousands of labels of one key", .takes(atMostMinutes: 1))
    func repeatedLabels() throws {
        let labels = (0..<100_000).map { #""k\#($0 % 50_000)": "v\#($0)""# }.joined(separator: ",")
        let snapshot = try read(#"{"kind": "Node", "metadata": {"name": "n1", "labels": {\#(labels)}}}"#)
        let kept = try #require(snapshot.nodes.first).metadata.labels
        #expect(kept.pairs.count == 50_000)
        #expect(kept["k7"] == "v50007")
        #expect(kept["k"] == nil)
    }

    @Test("bring gaps of one line, also where the snapshot itself tells them")
    func envelopeGaps() throws {
        let snapshot = try read(
            #"""
            {"kind": "List", "dsdoctor": {"gaps": [{"code": "events-missing", "detail": "a\nb\u001b[2J\u202e"},
            {"code": "pods-missing"}]}, "items": [\#(Self.goodNode)]}
            """#)
        for gap in snapshot.gaps { #expect(!gap.detail.isEmpty && gap.detail == gap.detail.escapedForOneLine) }
    }

    @Test("may own each other in circles")
    func cyclicOwners() throws {
        func owned(_ kind: String, _ name: String, by owner: String, _ ownerName: String) -> String {
            #"""
            {"apiVersion": "\#(kind == "Pod" ? "v1" : "apps/v1")", "kind": "\#(kind)", "metadata": {"name": "\#(name)",
            "namespace": "a", "uid": "\#(name)", "ownerReferences": [
            {"kind": "\#(owner)", "name": "\#(ownerName)", "uid": "\#(ownerName)", "controller": true}]}}
            """#
        }
        let snapshot = try read(
            "[\(Self.goodNode), \(owned("Pod", "p", by: "Pod", "p")), \(owned("DaemonSet", "d", by: "Pod", "q")),"
                + "\(owned("Pod", "q", by: "DaemonSet", "d"))]")
        #expect(snapshot.pods.count == 2)
        #expect(snapshot.daemonSets.count == 1)
    }

    @Test("keep a text that has two signs or is no number in YAML, and write JSON to the letter")
    func numbersInYAML() throws {
        let snapshot = try read(
            """
            kind: Node
            metadata: {name: n1, labels: {a: 0x-5, b: -0x-1, c: 0b+1}}
            status: {allocatable: {cpu: 00.5, memory: 007.}}
            """)
        let node = try #require(snapshot.nodes.first)
        #expect(node.metadata.labels == ["a": "0x-5", "b": "-0x-1", "c": "0b+1"])
        #expect(node.allocatable["cpu"] == Quantity(milliUnits: 500))
        #expect(node.allocatable["memory"] == Quantity(units: 7))
    }
}
