import ClusterSnapshot
import ObjectDecoding
import SecretRedaction

/// A snapshot, and its objects as they are saved.
package struct RecordedSnapshot: Sendable {
    /// The snapshot as it was read, with nothing hidden: fit for a diagnosis, not for saving.
    package var snapshot: Snapshot
    /// Objects in the order of the input; one may stand there more than once, as it did there.
    package var chunks: [SavedChunk]
    /// Kinds of which there was a list, be it empty.
    package var listedKinds: Set<String>
    /// The redaction of saved data; nil hides nothing.
    package var redaction: Redaction?
    /// The counts of values hidden in objects and of omitted objects.
    package var report: RedactionReport
    /// The snapshot's saved source: the path's last part, or the source in a snapshot that was saved before.
    package var origin: String

    /// A snapshot whose objects `recorder` kept, as the records of the batches have them.
    package init(
        snapshot: Snapshot, records: [any ObjectRecord], listedKinds: Set<String>, recorder: SnapshotRecorder,
        origin: String
    ) {
        self.snapshot = snapshot
        self.listedKinds = listedKinds
        self.origin = origin
        redaction = recorder.redaction
        chunks = []
        report = RedactionReport()
        for case let record as SavedRecord in records {
            report.add(record.report)
            if let chunk = record.chunk { chunks.append(chunk) }
        }
    }

    /// How many objects are saved.
    package var objectCount: Int { chunks.reduce(0) { $0 + $1.objectCount } }
}
