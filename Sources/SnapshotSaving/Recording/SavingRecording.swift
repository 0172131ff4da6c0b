import ByteStreams
import CheckedJSON
import KubernetesModel
import ObjectDecoding

/// Keeps the objects that one decoder reads, for saving.
final class SavingRecording: ObjectRecording {
    private let redactor: ObjectRedactor
    /// Objects since the last chunk, a line each.
    private var json: [UInt8] = []
    private var objectCount = 0

    init(_ recorder: SnapshotRecorder) { redactor = ObjectRedactor(recorder.redaction) }

    /// Keeps an object on which `reader` was sent, and which it could decode.
    func keep(_ bytes: UnsafeBufferPointer<UInt8>, loadedBy reader: ObjectReader, kind: ObjectKind, says head: ItemHead)
    {
        let before = json.count
        if objectCount > 0 { json += ",\n".utf8 }
        var members: [String: JSONValue] = [:]
        if !head.namesKind { members["kind"] = .string(kind.rawValue) }
        if !head.namesVersion {
            members["apiVersion"] = .string(head.apiVersion.isEmpty ? kind.usualVersion : head.apiVersion)
        }
        let missing = members.isEmpty ? nil : JSONValue.object(members)
        if redactor.append(
            bytes, loadedBy: reader, head: .init(kind: kind.rawValue, missing: missing), to: &json)
        {
            objectCount += 1
        } else {
            json.removeLast(json.count - before)
            redactor.report.malformedCount += 1
        }
    }

    /// Notes an object that the model does not know the kind of.
    func leaveOut(kind: String) { redactor.report.leaveOut(kind: kind) }

    /// Forgets what came since the last time: it was of a page that did not arrive whole.
    func discard() {
        redactor.report = RedactionReport()
        json.removeAll(keepingCapacity: true)
        objectCount = 0
    }

    /// Compresses what came since the last time.
    func seal() throws(StreamError) -> any ObjectRecord {
        var record = SavedRecord(report: redactor.report)
        redactor.report = RedactionReport()
        if objectCount == 0 { return record }
        record.chunk = SavedChunk(gzip: try GzipMember.compressed(json), objectCount: objectCount)
        json.removeAll(keepingCapacity: true)
        objectCount = 0
        return record
    }
}

/// The data that a ``SavingRecording`` kept of a batch's objects.
struct SavedRecord: ObjectRecord {
    /// Nil where no object was kept.
    var chunk: SavedChunk?
    /// The counts of values hidden in objects and of omitted objects.
    var report: RedactionReport
}
