import ClusterSnapshot
import Logging
import PlacementEngine
import ReportRendering
import SnapshotComparison

extension DiagnosisPipeline {
    /// Reads two snapshots, diagnoses both, and compares what was found.
    ///
    /// Both are read before either is diagnosed, so that nobody waits for a diagnosis to learn of a typo.
    func diff(
        of selection: DaemonSetSelection, before: String, after: String, logger: Logger
    ) throws -> DiffReport {
        let logSignatures = try loadLogSignatures(nil)
        let old = try logger.timing(.readingBefore) { try read(before, as: "BEFORE", logger) }
        let new = try logger.timing(.readingAfter) { try read(after, as: "AFTER", logger) }
        // A DaemonSet that only one of the two has can be asked for.
        var both = Snapshot()
        both.daemonSets = old.daemonSets + new.daemonSets
        try selection.check(against: both)
        let diagnosed = logger.timing(.diagnosingBoth) {
            [old, new].map { snapshot in
                let diagnosis = diagnose(PlacementEngine(ClusterIndex(snapshot)), logSignatures, false)
                return DiagnosedSnapshot(snapshot, selection.selected(from: diagnosis))
            }
        }
        let comparison = logger.timing(.comparing) { ClusterComparison(diagnosed[0], diagnosed[1]) }
        return DiffReport(before: SnapshotSummary(old), after: SnapshotSummary(new), comparison: comparison)
    }

    /// - Throws: ``CommandError/comparedSnapshotUnreadable(side:reason:)``, for two paths of one name in two
    ///   directories are easily mistaken for each other.
    private func read(_ path: String, as side: String, _ logger: Logger) throws -> Snapshot {
        do { return try read(.saved(paths: [path]), logger).snapshot } catch {
            throw CommandError.comparedSnapshotUnreadable(side: side, reason: String(describing: error))
        }
    }
}
