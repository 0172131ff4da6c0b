import SnapshotCollector

/// An archive or compressed file.
func checkArchive(_ bytes: [UInt8]) {
    SnapshotCheck.read(bytes)
}
