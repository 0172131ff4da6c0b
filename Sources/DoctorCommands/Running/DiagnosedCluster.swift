import ClusterSnapshot
import DiagnosisEngine
import Logging
import PlacementEngine
import RemedyPlaybooks
import ReportRendering

/// A snapshot that is diagnosed: where `diagnose` and `plan` begin.
struct DiagnosedCluster {
    /// The verdicts on placement.
    var engine: PlacementEngine
    /// The findings on the whole cluster.
    var whole: ClusterDiagnosis
    /// The source of remedies.
    var advisor: RemedyAdvisor
    /// The report on the DaemonSets that were asked for.
    var report: Report

    /// Diagnoses what was read.
    ///
    /// - Parameters:
    ///   - read: the snapshot.
    ///   - selection: the DaemonSets that were asked for.
    ///   - playbooks: the user's playbooks beside the embedded ones; nil for none.
    ///   - signatures: the user's log signatures; nil for none.
    ///   - givesAdvice: whether findings that are only advice are told.
    ///   - hasAllNodes: whether there are no other nodes, so that pods on such ones were left behind.
    ///   - advisesOnAll: whether remedies of DaemonSets are needed that were not asked for.
    ///   - makesPlan: whether a plan is made, for remedies to keep what came of their trials.
    ///   - showsPlanOnly: whether nothing else is shown, so that findings without a cause need no remedies.
    ///   - logger: told how long each stage took.
    /// - Throws: ``CommandError`` where nothing is there of what was asked for.
    init(
        _ read: ReadSnapshot, selection: DaemonSetSelection, playbooks: PlaybookCatalogue?,
        signatures: [LogSignature]? = nil, givesAdvice: Bool = false, hasAllNodes: Bool = false,
        advisesOnAll: Bool = false, makesPlan: Bool = false, showsPlanOnly: Bool = false,
        logger: Logger
    ) throws {
        let snapshot = read.snapshot
        let named = selection.completed(withCurrent: read.currentNamespace)
        try named.check(against: snapshot)
        let chosen = try named.resolvingLabels(in: snapshot)
        let engine = logger.timing(.indexing) {
            PlacementEngine(hasAllNodes ? ClusterIndex(snapshot) : .completing(snapshot))
        }
        let whole = logger.timing(.diagnosing) {
            let known = LogSignatureFile.signatures(for: snapshot, adding: signatures)
            return DiagnosisEngine(engine, logSignatures: known, givesAdvice: givesAdvice).diagnosis()
        }
        let diagnosis = chosen.selected(from: whole)
        let advisor = logger.timing(.readingPlaybooks) {
            let told = advisesOnAll ? whole : diagnosis
            let findings = told.daemonSets.flatMap(\.findings) + told.clusterFindings
            return RemedyAdvisor(
                engine, catalogue: playbooks ?? .embedded(for: Set(findings.map(\.code))), keepsOutcomes: makesPlan)
        }
        self.engine = engine
        self.whole = whole
        self.advisor = advisor
        report = logger.timing(.tryingRemedies) {
            Report(diagnosis, of: snapshot, advisor: advisor, isForPlan: showsPlanOnly)
        }
    }
}
