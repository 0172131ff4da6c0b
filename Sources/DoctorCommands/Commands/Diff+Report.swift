import ClusterSnapshot
import DiagnosisEngine
import Logging
import PlacementEngine
import ReportRendering
import SnapshotComparison

extension Diff {
    /// Reads two snapshots, diagnoses both, and compares what was found.
    ///
    /// Both are read before either is diagnosed, so that nobody waits for a diagnosis to learn of a typo.
    func report(in context: CommandContext, logger: Logger) throws -> DiffReport {
        let old = try read(before, as: "BEFORE", .readingBefore, in: context, logger: logger)
        let new = try read(after, as: "AFTER", .readingAfter, in: context, logger: logger)
        var selection = selection.selection
        // A DaemonSet that only one of the two has can be asked for.
        var both = Snapshot()
        both.daemonSets = old.daemonSets + new.daemonSets
        try selection.check(against: both)
        selection = try selection.resolvingLabels(in: both)
        let diagnosed = logger.timing(.diagnosingBoth) {
            [old, new].map { snapshot in
                let engine = DiagnosisEngine(
                    PlacementEngine(ClusterIndex(snapshot)), logSignatures: LogSignatureFile.signatures(for: snapshot))
                return DiagnosedSnapshot(snapshot, selection.selected(from: engine.diagnosis()))
            }
        }
        let comparison = logger.timing(.comparing) { ClusterComparison(diagnosed[0], diagnosed[1]) }
        var report = DiffReport(before: SnapshotSummary(old), after: SnapshotSummary(new), comparison: comparison)
        if output.drawsPictures { report.picture = DiffPicture(diagnosed[0], diagnosed[1]) }
        return report
    }

    /// - Throws: ``CommandError/comparedSnapshotUnreadable(side:_:)``, for two paths of one name in two
    ///   directories are easily mistaken for each other.
    private func read(
        _ path: String, as side: String, _ stage: Stage, in context: CommandContext, logger: Logger
    ) throws -> Snapshot {
        do { return try context.read(.saved(paths: [path]), stage, logger: logger).snapshot } catch {
            throw CommandError.comparedSnapshotUnreadable(side: side, error)
        }
    }
}
