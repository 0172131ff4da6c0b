import CheckedJSON
import SecretRedaction
import SnapshotCollector
import SnapshotSaving

/// An object as it is saved; nil when it is not saved.
func redactedText(_ json: String, _ redaction: Redaction = .standard) throws -> String? {
    try redaction.redacted(Array(json.utf8)).map { String(decoding: $0, as: UTF8.self) }
}

/// The same, read again.
func redactedTree(_ json: String, _ redaction: Redaction = .standard) throws -> JSONValue? {
    try redaction.redacted(Array(json.utf8)).map { try JSONValue($0) }
}

/// A text as JSON.
func quoted(_ text: String) -> String { String(decoding: JSONValue.string(text).bytes, as: UTF8.self) }

/// A snapshot as it is saved, without compression.
func savedBytes(of snapshot: [UInt8]) throws -> [UInt8] {
    let recorded = try SnapshotReader.record(
        bytes: snapshot, name: "test.json", by: SnapshotRecorder(redaction: .standard))
    var bytes: [UInt8] = []
    try SnapshotWriter(recorded).write(as: .plain) { bytes += $0 }
    return bytes
}
