import ClusterSnapshot
import KubernetesClient
import KubernetesModel

/// Reads a saved cluster.
public enum SnapshotReader {
    /// The snapshot at a path: a file, a directory, an archive, or `-` for standard input.
    ///
    /// The form is told by content: JSON or YAML, plain or compressed, lists or single objects.
    /// What is missing or broken in part stands in the snapshot's gaps.
    public static func read(path: String) throws(CollectorError) -> Snapshot {
        try read(try source(at: path))
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
        let assembly = try SnapshotAssembly(path: source.name, keepsRawObjects: true)
        try source.read(into: assembly)
        return try assembly.rawSnapshot()
    }

    /// The snapshot at a path, with its objects as they are saved.
    package static func record(path: String, by recorder: SnapshotRecorder) throws(CollectorError) -> RecordedSnapshot {
        try record(try source(at: path), by: recorder)
    }

    /// The snapshot that these bytes hold, with its objects as they are saved.
    package static func record(
        bytes: [UInt8], name: String, by recorder: SnapshotRecorder
    ) throws(CollectorError) -> RecordedSnapshot {
        try record(BytesSource(name: name, bytes: bytes), by: recorder)
    }

    /// The snapshot of a live cluster, with its objects as they are saved.
    package static func record(
        _ client: APIClient, options: CollectionOptions, by recorder: SnapshotRecorder
    ) throws(CollectorError) -> RecordedSnapshot {
        try record(LiveSource(client: client, options: options), by: recorder)
    }

    private static func record(
        _ source: any SnapshotSource, by recorder: SnapshotRecorder
    ) throws(CollectorError) -> RecordedSnapshot {
        let assembly = try SnapshotAssembly(path: source.name, recorder: recorder)
        try source.read(into: assembly)
        return try assembly.recordedSnapshot()
    }

    private static func source(at path: String) throws(CollectorError) -> any SnapshotSource {
        if path != "-", try FileKind.of(path) == .directory {
            return DirectorySource(path: path)
        }
        return FileSource(path: path)
    }

    /// The snapshot that these bytes hold; `name` is what they are called in errors.
    public static func read(bytes: [UInt8], name: String) throws(CollectorError) -> Snapshot {
        try read(BytesSource(name: name, bytes: bytes))
    }

    static func read(_ source: some SnapshotSource) throws(CollectorError) -> Snapshot {
        let assembly = try SnapshotAssembly(path: source.name)
        try source.read(into: assembly)
        return try assembly.snapshot()
    }
}

extension Snapshot {
    /// Throws unless there is a node: without one no DaemonSet can be judged.
    public func requireNodes() throws(CollectorError) {
        if nodes.isEmpty { throw .noNodes(path: source) }
    }
}
