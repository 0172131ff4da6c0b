import ClusterSnapshot
import KubernetesModel
import SnapshotCollector

/// The snapshot that a text holds.
func read(_ text: String) throws -> Snapshot {
    try SnapshotReader.read(bytes: Array(text.utf8), name: "test.json")
}

/// The only pod of a text that gives the inside of a Pod, without the braces around it.
func pod(_ members: String) throws -> Pod? {
    let snapshot = try read(#"{"apiVersion": "v1", "kind": "Pod", \#(members)}"#)
    return snapshot.pods.first
}

/// The error that reading a text ends with; nil when it does not.
func error(of text: String) -> CollectorError? { error(of: Array(text.utf8)) }

/// The error that reading bytes ends with; nil when it does not.
func error(of bytes: [UInt8]) -> CollectorError? {
    do throws(CollectorError) {
        _ = try SnapshotReader.read(bytes: bytes, name: "test.json")
        return nil
    } catch {
        return error
    }
}
