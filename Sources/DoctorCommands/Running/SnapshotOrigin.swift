import ClusterConfiguration
import ClusterSnapshot
import SnapshotCollector
import SnapshotSaving

/// Where a cluster is read from.
package enum SnapshotOrigin: Sendable {
    /// A file, a directory, an archive, or `-` for standard input; or several that hold parts of one cluster.
    case saved(paths: [String])
    case live(LiveOrigin)
}

/// A cluster that is asked itself.
package struct LiveOrigin: Sendable {
    package var connection = ConnectionOptions()
    package var collection = CollectionOptions()
}

/// A snapshot as it was read.
package struct ReadSnapshot: Sendable {
    package var snapshot: Snapshot
    /// The snapshot with its objects as they are saved; nil where nothing was recorded.
    package var recorded: RecordedSnapshot?
    /// The namespace that is meant where none is named, as with kubectl; nil for all, as with a saved snapshot.
    package var currentNamespace: String?

    package init(_ snapshot: Snapshot, currentNamespace: String? = nil) {
        self.snapshot = snapshot
        self.currentNamespace = currentNamespace
    }

    package init(_ recorded: RecordedSnapshot, currentNamespace: String? = nil) {
        self.init(recorded.snapshot, currentNamespace: currentNamespace)
        self.recorded = recorded
    }
}
