import ObjectDecoding
import SecretRedaction

/// Asks the reading of a snapshot to keep every object for saving, as it was written but for what is hidden.
///
/// Objects are redacted and compressed as they are decoded, so that no more than a window of them is in memory at a
/// time as it was written. The batches that are decoded hold what was kept, of which a ``RecordedSnapshot`` is made at the end.
package struct SnapshotRecorder: Sendable {
    /// The redaction; nil hides nothing.
    package var redaction: Redaction?

    package init(redaction: Redaction?) { self.redaction = redaction }

    /// Makes what each decoder keeps its objects with.
    package var makeRecording: RecordingFactory { { SavingRecording(self) } }
}

/// Objects as they are saved: some lines of JSON, parted by commas, compressed on their own.
package struct SavedChunk: Equatable, Sendable {
    /// A whole gzip member.
    var gzip: [UInt8]
    package var objectCount: Int
}
