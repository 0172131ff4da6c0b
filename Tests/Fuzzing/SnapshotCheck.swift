import ClusterSnapshot
import KubernetesModel
import SnapshotCollector
import SnapshotSaving
import Wording

/// What must hold of any input that is read as a snapshot.
enum SnapshotCheck {
    /// Reads the bytes; nil when they give no snapshot, of which one clear line must tell.
    @discardableResult
    static func read(_ bytes: [UInt8]) -> Snapshot? {
        do throws(CollectorError) {
            let snapshot = try SnapshotReader.read(bytes: bytes, name: "input")
            for gap in snapshot.gaps {
                require(isOneLine(gap.detail), "a gap of one line: \(gap.detail.debugDescription)")
            }
            return snapshot
        } catch {
            require(isOneLine(error.description), "an error of one line: \(error.description.debugDescription)")
            return nil
        }
    }

    /// Saves what was read and reads that: it must be the same.
    static func saveAndReadBack(_ bytes: [UInt8]) {
        guard let first = try? SnapshotReader.record(bytes: bytes, name: "input", by: SnapshotRecorder(redaction: nil))
        else { return }
        var saved: [UInt8] = []
        do {
            try SnapshotWriter(first).write(as: .plain) { saved += $0 }
            var again = try SnapshotReader.read(bytes: saved, name: "input")
            again.source = first.snapshot.source
            // An object that could be read although it is not JSON to the letter is not saved, and that is told.
            if again.hasGap(.objectUnreadable) { return }
            require(again.gaps == first.snapshot.gaps, "the same gaps: \(again.gaps) for \(first.snapshot.gaps)")
            require(again == first.snapshot, "the same snapshot again from \(String(decoding: saved, as: UTF8.self))")
        } catch {
            fatalError("expected: a saved snapshot can be read, not \(error)")
        }
    }

    /// Whether a terminal shows the text as one line, and obeys nothing in it.
    static func isOneLine(_ text: String) -> Bool { text == text.escapedForOneLine && !text.isEmpty }
}
