import ByteStreams
import ClusterSnapshot
import KubernetesModel
import Testing

@testable import SnapshotCollector

@Suite("What bad input gets")
struct InputErrorTests {
    private static let goodNode = #"{"apiVersion": "v1", "kind": "Node", "metadata": {"name": "n1"}}"#

    @Test(
        "an error with a stable code",
        arguments: [
            ("", "input-empty"), (" \n\t", "input-empty"), ("\u{FEFF}", "input-empty"),
            ("{", "truncated"), (#"{"kind": "List", "items": [{"kind": "Node", "metadata": {"na"#, "truncated"),
            ("<html></html>", "not-json-or-yaml"), ("{]", "not-json-or-yaml"), ("a\u{0}b", "not-json-or-yaml"),
            ("{}", "not-kubernetes"), (#"{"a": 1}"#, "not-kubernetes"), ("[1, 2]", "not-kubernetes"),
            ("a: 1", "not-kubernetes"),
            (#"{"kind": "Pod", "metadata": {"name": 7}}"#, "nothing-readable"),
            (#"{"kind": "Pod", "metadata": {}}"#, "nothing-readable"),
            (
                #"{"kind": "List", "items": [{"kind": "Pod", "spec": 1}, {"kind": "Node", "spec": []}]}"#,
                "nothing-readable"
            ),
        ])
    func codes(_ text: String, _ code: String) {
        #expect(error(of: text)?.code == code)
    }

    @Test("an error of one line, also for names that hold line breaks and terminal escapes")
    func oneLine() throws {
        let failure = try #require(error(of: #"{"kind": "Pod", "metadata": {"name": "a\nb\u001b[31m", "labels": 1}}"#))
        #expect(!failure.description.contains { $0.isNewline || $0 == "\u{1B}" })
        #expect(failure.description.contains("metadata.labels"))
    }

    @Test("a file that is not there is told apart from one that may not be read")
    func missing() {
        #expect(throws: CollectorError.stream(.notFound(path: "/nowhere/x.json"))) {
            try SnapshotReader.read(path: "/nowhere/x.json")
        }
    }

    @Test("a truncated file tells where it ends and what came before")
    func truncated() throws {
        let text = #"{"kind": "List", "items": [\#(Self.goodNode), \#(Self.goodNode.dropLast(3))"#
        #expect(
            error(of: text) == .stream(.truncated(path: "test.json", offset: text.utf8.count, completeObjects: 1)))
    }

    @Test("a stream of objects without end is refused, in one list and in many documents")
    func endlessObjects() throws {
        let nodes = Array(repeating: Self.goodNode, count: 2_000)
        for text in [nodes.joined(separator: "\n"), "[" + nodes.joined(separator: ",") + "]"] {
            func read(mostObjects: Int) throws(StreamError) {
                let assembly = try SnapshotAssembly(path: "-", mostObjects: mostObjects)
                try ContentReader(assembly: assembly).read(MemoryByteStream(Array(text.utf8)), file: "")
            }
            #expect(throws: Never.self) { try read(mostObjects: 2_000) }
            #expect(throws: StreamError.tooLarge(path: "-", reason: "it has more than 1000 objects and goes on")) {
                try read(mostObjects: 1_000)
            }
        }
    }

    @Test("a device that never ends is read so far and no further")
    func endlessBytes() throws {
        let stream = try FileByteStream(path: "/dev/zero", mostBytes: 1 << 30)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 16 << 20, alignment: 1)
        defer { buffer.deallocate() }
        #expect(throws: StreamError.tooLarge(path: "/dev/zero", reason: "it goes on after 1 GB")) {
            while try stream.read(into: buffer) > 0 {}
        }
    }

    @Test("a snapshot without nodes says so when asked")
    func noNodes() throws {
        let snapshot = try read(#"{"kind": "Pod", "metadata": {"name": "p"}}"#)
        #expect(throws: CollectorError.noNodes(path: "test.json", damage: nil)) { try snapshot.requireNodes() }
        #expect(throws: Never.self) { try read(Self.goodNode).requireNodes() }
        let broken = try read(
            #"{"kind": "List", "items": [{"kind": "Node", "metadata": {"name": 7}}, {"kind": "Pod", "metadata": {"name": "p"}}]}"#
        )
        let damage = try #require(broken.gaps.first { $0.code == .objectUnreadable }?.detail)
        #expect(throws: CollectorError.noNodes(path: "test.json", damage: damage)) { try broken.requireNodes() }
    }

    @Test(
        "a broken object among good ones is left out and declared, with the place of what is wrong",
        arguments: [
            (
                #""spec": {"containers": [{"resources": {"requests": {"memory": "1..5Gi"}}}]}"#,
                "spec.containers[0].resources.requests.memory"
            ),
            (#""spec": {"tolerations": [{}, {"tolerationSeconds": "x"}]}"#, "spec.tolerations[1].tolerationSeconds"),
            (#""spec": {"priority": 99999999999}"#, "spec.priority"),
            (#""spec": {"terminationGracePeriodSeconds": 99999999999999999999}"#, "spec.terminationGracePeriodSeconds"),
            (#""status": {"startTime": "yesterday"}"#, "status.startTime"),
            (#""spec": {"nodeSelector": ["a"]}"#, "spec.nodeSelector"),
            (#""spec": {"hostNetwork": "true"}"#, "spec.hostNetwork"),
        ])
    func gaps(_ members: String, _ path: String) throws {
        let snapshot = try read(
            #"""
            {"kind": "List", "items": [\#(Self.goodNode),
              {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p", "namespace": "logging"}, \#(members)}]}
            """#)
        #expect(snapshot.nodes.count == 1 && snapshot.pods.isEmpty)
        let gap = try #require(snapshot.gaps.first { $0.code == .objectUnreadable })
        for part in ["item 1", "Pod logging/p", path] { #expect(gap.detail.contains(part), "\(gap.detail)") }
    }

    @Test("invalid UTF-8 spoils one object only")
    func encoding() throws {
        let broken = Array(#"{"kind": "Node", "metadata": {"name": ""#.utf8) + [0xFF, 0xFE] + Array(#""}}"#.utf8)
        let bytes = Array("[\(Self.goodNode),".utf8) + broken + Array("]".utf8)
        let snapshot = try SnapshotReader.read(bytes: bytes, name: "x")
        #expect(snapshot.nodes.count == 1)
        #expect(snapshot.hasGap(.objectUnreadable))
    }

    @Test("nothing traps, whatever byte of a good input is changed or cut off")
    func mutations() {
        let text = Array(
            #"""
            {"apiVersion": "v1", "kind": "List", "items": [{"kind": "Pod", "metadata": {"name": "p\u00e9"},
            "spec": {"containers": [{"name": "c", "resources": {"requests": {"cpu": "1"}}}]}}, {"kind": "NodeList",
            "items": [{"metadata": {"name": "n", "labels": null}}]}], "dsdoctor": {"gaps": []}}
            """#.utf8)
        for position in text.indices {
            _ = error(of: Array(text[..<position]))
            for byte in [0x00, 0x22, 0x5C, 0x7B, 0x7D, 0x5B, 0x5D, 0x2C, 0x3A, 0x31, 0x80] as [UInt8] {
                var changed = text
                changed[position] = byte
                _ = error(of: changed)
            }
        }
    }

    @Test("depth, long strings and endless numbers end well")
    func hostile() throws {
        let deep = String(repeating: #"{"a":["#, count: 50_000) + String(repeating: "]}", count: 50_000)
        let long = String(repeating: "x", count: 5_000_000)
        let digits = String(repeating: "9", count: 100_000)
        let snapshot = try read(
            #"""
            {"kind": "List", "items": [{"kind": "Node", "metadata": {"name": "a", "x": \#(deep)}},
            {"kind": "Node", "metadata": {"name": "b", "labels": {"k": "\#(long)"}}},
            {"kind": "Node", "metadata": {"name": "c", "generation": \#(digits)}},
            {"kind": "Node", "metadata": {"name": "first", "name": "d"}}]}
            """#)
        #expect(snapshot.nodes.map(\.name) == ["a", "b", "d"])
    }

    @Test("lists in lists are read, but not without end")
    func nestedLists() throws {
        func nested(_ depth: Int) -> String {
            depth == 0 ? Self.goodNode : #"{"kind": "List", "items": [\#(nested(depth - 1))]}"#
        }
        #expect(try read(nested(3)).nodes.count == 1)
        #expect(error(of: nested(100))?.code == "nothing-readable")
    }
}
