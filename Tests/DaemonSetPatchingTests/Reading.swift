import ClusterSnapshot
import SnapshotCollector

/// The snapshot that a text holds.
func read(_ text: String) throws -> Snapshot {
    try SnapshotReader.read(bytes: Array(text.utf8), name: "test.json")
}
