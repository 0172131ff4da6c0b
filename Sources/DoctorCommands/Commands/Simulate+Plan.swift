import ClusterSnapshot
import DiagnosisEngine
import PlacementEngine
import RemedyPlan
import ReportRendering

extension Simulate {
    /// Makes the steps of a plan again, one after the other.
    func replay(_ plan: String, in context: CommandContext) throws -> ExitStatus {
        let outputs = try output.open(for: PlanReplayReport.self, in: context)
        let redaction = try redaction.redaction()
        let steps = try PlanFile.steps(of: plan)
        let namespaces = Set(steps.compactMap { $0.daemonSet.split(separator: "/").first.map(String.init) })
        let origin = source.origin(
            namespace: nil, namespaces: namespaces.sorted(), isStandardInputTaken: plan == "-")
        let snapshot = try context.read(origin, logger: log.logger).snapshot
        let engine = log.logger.timing(.indexing) { PlacementEngine(ClusterIndex.completing(snapshot)) }
        let diagnosis = log.logger.timing(.diagnosing) { DiagnosisEngine(engine).diagnosis() }
        let report = log.logger.timing(.tryingChanges) {
            PlanReplayReport(
                snapshot: SnapshotSummary(snapshot), steps: PlanReplay(diagnosis, engine: engine).replay(steps))
        }
        return try outputs.write(
            report, ending: report.isEveryStepKept ? .nothingFound : .found, hiding: redaction, in: context)
    }
}
