import ClusterConfiguration
import ClusterSnapshot
import SnapshotCollector

/// Where a cluster is read from.
public enum SnapshotOrigin: Sendable {
    /// A file, a directory, an archive, or `-` for standard input; or several that hold parts of one cluster.
    case saved(paths: [String])
    case live(LiveOrigin)
}

/// A cluster that is asked itself.
public struct LiveOrigin: Sendable {
    public var connection = ConnectionOptions()
    public var collection = CollectionOptions()

    public init() {}
}

/// A snapshot as it was read.
public struct ReadSnapshot: Sendable {
    public var snapshot: Snapshot
    /// The namespace that is meant where none is named, as with kubectl; nil for all, as with a saved snapshot.
    public var currentNamespace: String?

    public init(_ snapshot: Snapshot, currentNamespace: String? = nil) {
        self.snapshot = snapshot
        self.currentNamespace = currentNamespace
    }
}
