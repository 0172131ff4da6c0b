import ClusterSnapshot
import Foundation
import KubernetesModel
import SnapshotCollector
import SecretRedaction
import SnapshotSaving
import TestBuilders
import Testing

extension SnapshotReader {
    /// Bytes as a snapshot that is to be saved.
    static func record(bytes: [UInt8], redaction: Redaction? = .standard) throws -> RecordedSnapshot {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dsdoctor-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("input").path
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return try record(paths: [file], by: SnapshotRecorder(redaction: redaction))
    }
}

/// A recorded snapshot as bytes of a form.
func saved(_ recorded: RecordedSnapshot, as form: SavedForm = .gzip) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try SnapshotWriter(recorded).write(as: form) { bytes += $0 }
    return bytes
}

@Suite("Saved snapshots read back")
struct RoundTripTests {
    /// Writes, reads back and compares all but the source.
    private func expectEqual(_ recorded: RecordedSnapshot, form: SavedForm = .gzip) throws {
        var again = try SnapshotReader.read(bytes: try saved(recorded, as: form), name: "again")
        #expect(again.source == "again")
        again.source = recorded.snapshot.source
        #expect(again == recorded.snapshot)
        #expect(again.gaps == recorded.snapshot.gaps)
        #expect(again.logs == recorded.snapshot.logs)
    }

    /// The spec with the placeholder in the place of plain variables' values, as the redaction leaves it.
    private func hidingVariables(_ spec: PodSpec) -> Shared<PodSpec> {
        func hide(_ container: Container) -> Container {
            var container = container
            for index in container.plainVariables.indices where !container.plainVariables[index].value.isEmpty {
                container.plainVariables[index].value = Redaction.placeholder
            }
            return container
        }
        var spec = spec
        spec.containers = spec.containers.map(hide)
        spec.initContainers = spec.initContainers.map(hide)
        return Shared(spec)
    }

    @Test(arguments: ShippedSnapshot.allCases, [SavedForm.plain, .gzip, .zstandard])
    func `Every shipped snapshot in every form`(snapshot: ShippedSnapshot, form: SavedForm) throws {
        let recorded = try SnapshotReader.record(paths: [snapshot.path], by: SnapshotRecorder(redaction: nil))
        #expect(try recorded.snapshot == SnapshotReader.read(path: snapshot.path))
        try expectEqual(recorded, form: form)
        // Of what these hold that is hidden, the model reads the values of plain variables alone.
        var redacted = try SnapshotReader.record(paths: [snapshot.path], by: SnapshotRecorder(redaction: .standard))
        for index in redacted.snapshot.pods.indices {
            redacted.snapshot.pods[index].sharedSpec = hidingVariables(redacted.snapshot.pods[index].spec)
        }
        for index in redacted.snapshot.daemonSets.indices {
            let template = redacted.snapshot.daemonSets[index].template
            redacted.snapshot.daemonSets[index].template.sharedSpec = hidingVariables(template.spec)
        }
        for index in redacted.snapshot.controllerRevisions.indices {
            guard let template = redacted.snapshot.controllerRevisions[index].template else { continue }
            redacted.snapshot.controllerRevisions[index].template?.sharedSpec = hidingVariables(template.spec)
        }
        try expectEqual(redacted)
    }

    @Test(arguments: [nil, Redaction.standard])
    func `Templates of revisions, annotations and all`(redaction: Redaction?) throws {
        func template(_ annotation: String, _ memory: String) -> String {
            #"""
            {"metadata": {"labels": {"a": "b"}, "annotations": {\#(annotation)}}, "spec": {"containers": [
              {"name": "c", "image": "i:1", "env": [{"name": "A", "value": "secret"}], "resources": {"requests":
                {"memory": "\#(memory)"}}}]}}
            """#
        }
        func revision(_ number: Int, _ template: String) -> String {
            #"""
            {"apiVersion": "apps/v1", "kind": "ControllerRevision", "revision": \#(number),
             "data": {"spec": {"template": \#(template)}}, "metadata": {"name": "d-\#(number)", "labels":
             {"controller-revision-hash": "h\#(number)"}, "ownerReferences":
             [{"kind": "DaemonSet", "name": "d", "uid": "u", "controller": true}]}}
            """#
        }
        let restarted = #""kubectl.kubernetes.io/restartedAt": "2026-11-21T21:00:00Z", "team": "x""#
        let now = template(#""team": "x""#, "1Gi")
        let list = """
            {"kind": "List", "items": [{"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "d", "uid": "u"},
             "spec": {"template": \(now)}}, \(revision(1, now)), \(revision(2, template(restarted, "1Gi"))),
             \(revision(3, template(#""team": "x""#, "2Gi")))]}
            """
        let recorded = try SnapshotReader.record(bytes: Array(list.utf8), redaction: redaction)
        let again = try SnapshotReader.read(bytes: try saved(recorded), name: "again")
        for snapshot in [recorded.snapshot, again] {
            let current = try #require(snapshot.daemonSets.first?.template)
            let same = snapshot.controllerRevisions.sorted { $0.revision < $1.revision }
                .map { $0.template?.isIdentical(to: current) }
            #expect(same == [true, false, false])
        }
        guard redaction == nil else { return }
        try expectEqual(recorded)
        let remainders = recorded.snapshot.controllerRevisions.map(\.template?.remainder)
        #expect(again.controllerRevisions.map(\.template?.remainder) == remainders)
    }

    @Test(arguments: ShippedSnapshot.allCases)
    func `Saved twice gives the same bytes`(snapshot: ShippedSnapshot) throws {
        let recorder = SnapshotRecorder(redaction: .standard)
        let first = try saved(try SnapshotReader.record(paths: [snapshot.path], by: recorder), as: .plain)
        #expect(try saved(try SnapshotReader.record(paths: [snapshot.path], by: recorder), as: .plain) == first)
        var second = try SnapshotReader.record(bytes: first)
        #expect(second.report.hiddenText == nil)
        second.snapshot.source = snapshot.path
        #expect(try saved(second, as: .plain) == first)
    }

    @Test(arguments: [
        // Kinds that only the list tells, before or after its items; empty lists; kinds that are not saved.
        #"{"items":[{"metadata":{"name":"n"}}],"kind":"NodeList","apiVersion":"v1"}{"kind":"EventList","items":[]}"#,
        #"{"kind":"PodList","apiVersion":"v1","items":[{"metadata":{"name":"p","namespace":"a"}}]}{"kind":"ConfigMap","metadata":{"name":"c"},"data":{"a":"b"}}"#,
        #"{"kind":"List","items":[{"kind":"NodeList","items":[{"metadata":{"name":"n"}}]},{"kind":"Node","metadata":{"name":"m"}}]}"#,
        "kind: Node\nmetadata:\n  name: n\n---\nkind: DaemonSet\nmetadata: {name: d, namespace: a}\n",
        // The same object twice; one that is broken; one that is newer.
        #"[{"kind":"Node","metadata":{"name":"n"}},{"kind":"Pod","metadata":{"name":""}},{"kind":"Node","metadata":{"name":"n","resourceVersion":"5"},"spec":{"unschedulable":true}}]"#,
        #"{"kind":"List","dsdoctor":{"capturedAt":"2026-01-01T00:00:00Z","kubernetesVersion":"v1.2.3","gaps":[{"code":"access-forbidden","detail":"d","affects":["a"]},{"code":"events-missing","detail":"why"}]},"items":[{"kind":"Node","metadata":{"name":"n"}}]}"#,
    ])
    func `Every form of input`(text: String) throws {
        try expectEqual(try SnapshotReader.record(bytes: Array(text.utf8)))
    }

    @Test func `Logs come back once, be they beside the file too`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dsdoctor-\(UUID().uuidString)")
        let logs = folder.appendingPathComponent("logs/a/p")
        try FileManager.default.createDirectory(at: logs, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("one\n\u{1}two\"\\\n".utf8).write(to: logs.appendingPathComponent("c.log"))
        try Data("before\n".utf8).write(to: logs.appendingPathComponent("c-previous.log"))
        let input = folder.appendingPathComponent("input.json").path
        try Data(#"{"kind":"Node","metadata":{"name":"n"}}"#.utf8).write(to: URL(fileURLWithPath: input))
        let recorded = try SnapshotReader.record(paths: [input], by: SnapshotRecorder(redaction: .standard))
        #expect(recorded.snapshot.logs.count == 2)
        try expectEqual(recorded)
        let output = folder.appendingPathComponent("output.json.gz").path
        try SnapshotWriter(recorded).write(toFile: output)
        #expect(try SnapshotReader.read(path: output).logs == recorded.snapshot.logs)
    }

    @Test func `A gap that is in doubt stays so, and none comes twice`() throws {
        let recorded = try SnapshotReader.record(bytes: Array(#"{"kind":"Node","metadata":{"name":"n"}}"#.utf8))
        #expect(recorded.snapshot.gaps.contains { $0.isDoubtful })
        let again = try SnapshotReader.read(bytes: try saved(recorded), name: "again")
        #expect(again.gaps == recorded.snapshot.gaps)
        #expect(Set(again.gaps.map(\.code)).count == again.gaps.count)
    }

    @Test func `The source that is saved is no path`() throws {
        let recorded = try SnapshotReader.record(bytes: Array(#"{"kind":"Node","metadata":{"name":"n"}}"#.utf8))
        #expect(recorded.origin == "input")
        #expect(try SnapshotReader.record(bytes: try saved(recorded)).origin == "input")
    }

    @Test func `A long input is saved in order, in pieces`() throws {
        let padding = String(repeating: "x", count: 2000)
        let items = (0..<5000).map { #"{"kind":"Node","metadata":{"name":"n\#($0)","x":"\#(padding)"}}"# }
        let recorded = try SnapshotReader.record(bytes: Array("[\(items.joined(separator: ","))]".utf8))
        #expect(recorded.chunks.count > 1)
        #expect(recorded.objectCount == 5000)
        try expectEqual(recorded)
        try expectEqual(recorded, form: .plain)
    }
}
