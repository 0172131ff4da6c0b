import ClusterSnapshot
import KubernetesModel

/// Reads a saved cluster.
public enum SnapshotReader {
    /// The snapshot at a path: a file, a directory, an archive, or `-` for standard input.
    ///
    /// The form is told by content: JSON or YAML, plain or compressed, lists or single objects.
    /// What is missing or broken in part stands in the snapshot's gaps.
    public static func read(path: String) throws(CollectorError) -> Snapshot {
        let source: any SnapshotSource
        if path != "-", try FileKind.of(path) == .directory {
            source = DirectorySource(path: path)
        } else {
            source = FileSource(path: path)
        }
        return try read(source)
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
