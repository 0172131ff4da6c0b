import ClusterSnapshot
import Foundation
import KubernetesModel
import ObjectDecoding
import SnapshotCollector
import SecretRedaction
import SnapshotSaving
import TestBuilders
import Testing

/// One cluster through every form: the snapshots are equal, but for what a form cannot hold, and that is a gap.
@Suite(.serialized) struct ConformanceTests {
    /// The cluster, with a log of each kind.
    private struct Cluster {
        var snapshot: Snapshot
        var objects: [RawObject]

        init() throws {
            let raw = try SnapshotReader.readRaw(path: ShippedSnapshot.stuckRollout.path)
            (snapshot, objects) = (raw.snapshot, raw.objects)
            let pods = snapshot.pods.prefix(2)
            snapshot.logs = pods.flatMap { pod in
                [false, true].map { isPrevious in
                    ContainerLog(
                        namespace: pod.namespace, pod: pod.name, container: pod.spec.containers[0].name,
                        isPrevious: isPrevious, lines: ["panic: \(pod.name)", "{\"not\": \"an object\"}", "---"])
                }
            }
        }
    }

    private static let cluster = Result { try Cluster() }

    /// Equal but for the order of objects, and for kinds and logs that the form does not hold.
    private func expect(
        _ snapshot: Snapshot, in form: ToolForm, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let expected = try Self.cluster.get().snapshot
        func compare<Object: KubernetesObject>(_ objects: KeyPath<Snapshot, [Object]>) {
            let isHeld = form.kinds?.contains(Object.kind) ?? true
            let wanted = isHeld ? expected[keyPath: objects].sorted { $0.order < $1.order } : []
            let found = snapshot[keyPath: objects].sorted { $0.order < $1.order }
            #expect(found.map(\.order) == wanted.map(\.order), sourceLocation: sourceLocation)
            #expect(found == wanted, sourceLocation: sourceLocation)
            if !isHeld, !expected[keyPath: objects].isEmpty {
                #expect(
                    snapshot.gaps.contains { $0.code.isMissingKind && !$0.missing.isEmpty },
                    "\(Object.kind)s are missing without a gap", sourceLocation: sourceLocation)
            }
        }
        compare(\.nodes)
        compare(\.pods)
        compare(\.daemonSets)
        compare(\.controllerRevisions)
        compare(\.events)
        compare(\.services)
        compare(\.endpointSlices)
        compare(\.podDisruptionBudgets)
        compare(\.priorityClasses)
        compare(\.runtimeClasses)
        compare(\.resourceQuotas)
        compare(\.limitRanges)
        compare(\.persistentVolumeClaims)
        compare(\.persistentVolumes)
        compare(\.storageClasses)
        compare(\.namespaces)
        compare(\.serviceAccounts)
        compare(\.csiNodes)
        #expect(snapshot.kubernetesVersion == expected.kubernetesVersion, sourceLocation: sourceLocation)
        #expect(snapshot.gaps.filter { $0.isDamage } == [], sourceLocation: sourceLocation)
        #expect(!snapshot.gaps.contains { $0.code == .objectDuplicated }, sourceLocation: sourceLocation)
        guard form.holdsLogs else { return }
        // A printed dump has no logs of containers that are gone.
        let holdsPrevious = !form.testDescription.hasPrefix("printed")
        #expect(
            snapshot.logs == expected.logs.filter { holdsPrevious || !$0.isPrevious }.sorted { $0.order < $1.order },
            sourceLocation: sourceLocation)
    }

    private func withFiles(_ form: ToolForm, _ body: (URL) throws -> Void) throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("dsdoctor-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root) }
        try body(root)
    }

    private static let list = Result {
        let cluster = try Self.cluster.get()
        return ToolForm.all[0].files(cluster.objects, cluster.snapshot.logs)
    }

    private func files(of form: ToolForm) throws -> [(name: String, content: [UInt8])] {
        let cluster = try Self.cluster.get()
        return form.files(cluster.objects, cluster.snapshot.logs)
    }

    @Test(arguments: ToolForm.all) func `As files in a directory`(form: ToolForm) throws {
        try withFiles(form) { root in
            for (name, content) in try files(of: form) {
                let file = root.appendingPathComponent(name)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(content).write(to: file)
            }
            try expect(try SnapshotReader.read(path: root.path), in: form)
        }
    }

    @Test(arguments: ToolForm.all.filter { $0.holdsLogs || $0.kinds == nil })
    func `As an archive in an archive`(form: ToolForm) throws {
        let inner = try Archive.bytes(try files(of: form), .tar, filter: "gzip")
        let outer = try Archive.bytes([("case-1/attachment.tgz", inner), ("case-1/notes.md", [])], .zip)
        try expect(try SnapshotReader.read(bytes: outer, name: "outer"), in: form)
    }

    @Test(arguments: ToolForm.all.filter { $0.testDescription.hasPrefix("printed") || $0.kinds == nil })
    func `As one stream`(form: ToolForm) throws {
        let files = try files(of: form)
        if files.count > 1 { return }
        try expect(try SnapshotReader.read(bytes: files[0].content, name: "-"), in: form)
    }

    @Test(arguments: [
        (Archive.Format.tar, "none"), (.tar, "gzip"), (.tar, "zstd"), (.tar, "xz"), (.tar, "bzip2"), (.zip, "none"),
        (.raw, "gzip"), (.raw, "zstd"), (.raw, "xz"), (.raw, "bzip2"),
    ])
    func `Packed in every way`(format: Archive.Format, filter: String) throws {
        let form = ToolForm.all[0]
        let bytes = try Archive.bytes(try Self.list.get(), format, filter: filter)
        try expect(try SnapshotReader.read(bytes: bytes, name: "packed"), in: form)
    }

    @Test func `In several paths, a kind in each`() throws {
        let form = ToolForm.all[0]
        try withFiles(form) { root in
            let objects = try Self.cluster.get().objects
            var paths: [String] = []
            for kind in Set(objects.map(\.kind)).sorted() {
                paths.append(root.appendingPathComponent(kind).path)
                try Data(objects.of(kind).flatMap(\.bytes)).write(to: URL(fileURLWithPath: paths[paths.count - 1]))
            }
            let snapshot = try SnapshotReader.read(paths: paths)
            try expect(snapshot, in: form)
            #expect(snapshot.source == paths.joined(separator: ", "))
        }
    }

    @Test func `Saved by this program`() throws {
        let form = ToolForm.all[0]
        try withFiles(form) { root in
            let path = root.appendingPathComponent("list").path
            try Data(try files(of: form)[0].content).write(to: URL(fileURLWithPath: path))
            let recorded = try SnapshotReader.record(paths: [path], by: SnapshotRecorder(redaction: .standard))
            try expect(try SnapshotReader.read(bytes: try saved(recorded), name: "saved"), in: form)
        }
    }

    @Test func `Old bundles hold no DaemonSets, which are made up again from their pods`() throws {
        let form = ToolForm.oldBundle
        let bytes = try Archive.bytes(try files(of: form), .tar, filter: "gzip")
        var snapshot = try SnapshotReader.read(bytes: bytes, name: "bundle")
        let madeUp = snapshot.daemonSets
        snapshot.daemonSets = []
        try expect(snapshot, in: form)

        let gap = try #require(snapshot.gaps.first { $0.code == .daemonSetReconstructed })
        #expect(gap.missing == [.daemonSetSpec])
        #expect(!snapshot.hasGap(.daemonSetsMissing))
        let cluster = try Self.cluster.get().snapshot
        let owners = Set(
            cluster.pods.compactMap { $0.metadata.controller?.kind == "DaemonSet" ? $0.metadata.controller?.uid : nil })
        let originals = cluster.daemonSets.filter { owners.contains($0.metadata.uid) }
        #expect(!originals.isEmpty)
        for original in originals {
            let copy = try #require(madeUp.first { $0.metadata.uid == original.metadata.uid })
            #expect(copy.metadata.qualifiedName == original.metadata.qualifiedName)
            #expect(original.selector.matches(copy.template.labels))
            #expect(copy.selector.matches(original.template.labels))
            #expect(copy.template.labels == original.template.labels)
            let (made, was) = (copy.template.spec, original.template.spec)
            #expect(made.containers.map(\.name) == was.containers.map(\.name))
            #expect(made.nodeSelector == was.nodeSelector && made.tolerations == was.tolerations)
        }
    }
}

extension KubernetesObject {
    /// A place in a stable order.
    fileprivate var order: String { metadata.qualifiedName }
}

extension ContainerLog {
    fileprivate var order: String { "\(namespace)/\(pod)/\(container)/\(isPrevious ? 1 : 0)" }
}
