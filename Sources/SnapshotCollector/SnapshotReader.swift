import ByteStreams
import ClusterSnapshot
import KubernetesClient
import KubernetesModel
import SnapshotSaving

/// Reads a saved cluster.
public enum SnapshotReader {
    /// The snapshot at a path: a file, a directory, an archive, or `-` for standard input.
    ///
    /// The form is told by content: JSON or YAML, plain or compressed, lists or single objects.
    /// Missing or partly broken data becomes a gap of the snapshot.
    public static func read(path: String) throws(CollectorError) -> Snapshot { try read(paths: [path]) }

    /// The snapshot that several paths hold parts of. Of an object that more than one of them holds, the newest is kept.
    ///
    /// - Throws: when any of them cannot be read.
    public static func read(paths: [String]) throws(CollectorError) -> Snapshot {
        SnapshotComposition(try assemble(paths)).snapshot
    }

    /// The snapshot at a path, with every object as it is written.
    package static func readRaw(path: String) throws(CollectorError) -> RawSnapshot {
        try readRaw(try source(at: path))
    }

    /// The snapshot of a live cluster, as far as its user may read it.
    public static func read(_ client: APIClient, options: CollectionOptions) throws(CollectorError) -> Snapshot {
        try read(LiveSource(client: client, options: options))
    }

    /// The snapshot that these bytes hold, with every object as it is written.
    package static func readRaw(bytes: [UInt8], name: String) throws(CollectorError) -> RawSnapshot {
        try readRaw(BytesSource(name: name, bytes: bytes))
    }

    private static func readRaw(_ source: any SnapshotSource) throws(CollectorError) -> RawSnapshot {
        SnapshotComposition([try assemble(source, keepsRawObjects: true)]).rawSnapshot
    }

    /// The snapshot that paths hold, as ``read(paths:)`` does, with its objects as they are saved.
    package static func record(
        paths: [String], by recorder: SnapshotRecorder
    ) throws(CollectorError) -> RecordedSnapshot {
        SnapshotComposition(try assemble(paths, recorder: recorder)).recordedSnapshot(by: recorder)
    }

    /// The snapshot that these bytes hold, with its objects as they are saved.
    package static func record(
        bytes: [UInt8], name: String, by recorder: SnapshotRecorder
    ) throws(CollectorError) -> RecordedSnapshot {
        let input = try assemble(BytesSource(name: name, bytes: bytes), recorder: recorder)
        return SnapshotComposition([input]).recordedSnapshot(by: recorder)
    }

    /// The snapshot of a live cluster, with its objects as they are saved.
    package static func record(
        _ client: APIClient, options: CollectionOptions, by recorder: SnapshotRecorder
    ) throws(CollectorError) -> RecordedSnapshot {
        let input = try assemble(LiveSource(client: client, options: options), recorder: recorder)
        return SnapshotComposition([input]).recordedSnapshot(by: recorder)
    }

    private static func assemble(
        _ paths: [String], recorder: SnapshotRecorder? = nil
    ) throws(CollectorError) -> [AssembledInput] {
        var inputs: [AssembledInput] = []
        for path in paths { inputs.append(try assemble(try source(at: path), recorder: recorder)) }
        return inputs
    }

    private static func assemble(
        _ source: any SnapshotSource, keepsRawObjects: Bool = false, recorder: SnapshotRecorder? = nil
    ) throws(CollectorError) -> AssembledInput {
        let assembly: SnapshotAssembly
        do throws(StreamError) {
            assembly = try SnapshotAssembly(path: source.name, keepsRawObjects: keepsRawObjects, recorder: recorder)
        } catch {
            throw .stream(error)
        }
        try source.read(into: assembly)
        return try assembly.finish()
    }

    private static func source(at path: String) throws(CollectorError) -> any SnapshotSource {
        if path == "-" { return FileSource(path: path) }
        do throws(StreamError) {
            return try FileKind.of(path) == .directory ? DirectorySource(path: path) : FileSource(path: path)
        } catch {
            throw .stream(error)
        }
    }

    /// The snapshot that these bytes hold; `name` is what they are called in errors.
    public static func read(bytes: [UInt8], name: String) throws(CollectorError) -> Snapshot {
        try read(BytesSource(name: name, bytes: bytes))
    }

    static func read(_ source: some SnapshotSource) throws(CollectorError) -> Snapshot {
        SnapshotComposition([try assemble(source)]).snapshot
    }
}

extension Snapshot {
    /// Throws unless there is a node: without one no DaemonSet can be judged.
    public func requireNodes() throws(CollectorError) {
        if nodes.isEmpty { throw .noNodes(path: source, damage: gaps.first(where: \.isDamage)?.detail) }
    }
}
