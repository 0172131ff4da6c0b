import ClusterSnapshot
import DiagnosisEngine
import Logging
import PlacementEngine
import RemedyPlan
import RemedyPlaybooks
import ReportRendering
import SnapshotCollector
import SecretRedaction
import SnapshotSaving
import Wording

extension Diagnose {
    /// Goes through all stages.
    ///
    /// Whatever a wrong command line makes fail comes first, so that nobody waits for a diagnosis to learn of a typo.
    func report(in context: CommandContext, hiding redaction: Redaction?, logger: Logger) throws -> Report {
        let ownPlaybooks = try more.playbooks.directory.map { try PlaybookFiles.catalogue(addedFrom: $0) }
        let ownSignatures = try more.logSignatureFile.map { try LogSignatureFile.signatures(of: $0) }
        let read = try read(in: context, hiding: redaction, logger: logger)
        let snapshot = read.snapshot
        // Without nodes, what DaemonSets and their pods say of themselves can still be told.
        if snapshot.daemonSets.isEmpty { try snapshot.requireNodes() }
        if let node { try requireNode(node, in: snapshot) }
        let diagnosed = try DiagnosedCluster(
            read, selection: selection.selection, playbooks: ownPlaybooks, signatures: ownSignatures,
            givesAdvice: more.advice,
            logger: logger)
        var report = diagnosed.report
        // Only an overview says what to do first.
        if printedExtent == .overview, output.requests.contains(where: \.format.tellsFirstStep) {
            report.firstStep = logger.timing(.findingFirstStep) {
                PlanStep.first(diagnosed.whole, for: report, advisor: diagnosed.advisor)
            }
        }
        if output.drawsPictures {
            report.picture = logger.timing(.planning) {
                var picture = ClusterPicture(diagnosed.engine, report.daemonSets.map(\.diagnosis))
                picture.plan = Plan(diagnosed.whole, for: report, advisor: diagnosed.advisor)
                return picture
            }
        }
        return report
    }

    /// - Throws: ``CommandError/nodeNotFound(_:nearest:)``: a typo must not pass for a healthy node.
    private func requireNode(_ node: String, in snapshot: Snapshot) throws {
        let known = snapshot.nodes.map(\.name)
        guard known.contains(node) else {
            throw CommandError.nodeNotFound(node, nearest: NearestName.completing(node, among: known))
        }
    }

    /// Reads the cluster, and saves it where that is asked for.
    private func read(in context: CommandContext, hiding redaction: Redaction?, logger: Logger) throws -> ReadSnapshot {
        let origin = selection.origin(from: source)
        guard let savedFile = more.savedFile else {
            return try logger.timing(.reading) { try context.readSnapshot(origin, nil, logger) }
        }
        let recorder = SnapshotRecorder(redaction: redaction)
        let read = try logger.timing(.reading) { try context.readSnapshot(origin, recorder, logger) }
        let copy = SnapshotCopy(output: savedFile, isRedactionOff: redaction == nil)
        guard let recorded = read.recorded else { throw CommandError.notRecorded }
        try copy.save(recorded, in: context, logger: logger)
        return read
    }
}
