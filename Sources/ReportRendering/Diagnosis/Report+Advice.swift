import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import RemedyPlaybooks

extension Report {
    /// The report on a diagnosis of a snapshot, with the advisor's remedies beside its findings.
    ///
    /// - Parameters:
    ///   - diagnosis: the diagnosis.
    ///   - snapshot: the snapshot.
    ///   - advisor: what finds remedies.
    ///   - isForPlan: whether a plan alone is made of it, which asks only for remedies of findings that have a cause.
    package init(_ diagnosis: ClusterDiagnosis, of snapshot: Snapshot, advisor: RemedyAdvisor, isForPlan: Bool = false)
    {
        let wanted = isForPlan ? Self.findingsWithCause(diagnosis) : nil
        var summary = SnapshotSummary(snapshot)
        summary.gaps += diagnosis.gaps
        self.init(
            snapshot: summary,
            // What is tried for one DaemonSet does not touch what is tried for another.
            daemonSets: diagnosis.daemonSets.concurrentMap { daemonSet in
                let advice = advisor.advice(
                    for: daemonSet,
                    onFindingsAt: wanted.map { $0["\(daemonSet.namespace)/\(daemonSet.name)"] ?? [] })
                return DaemonSetReport(
                    diagnosis: daemonSet, findings: zip(daemonSet.findings, advice).map(FindingReport.init))
            },
            clusterFindings: diagnosis.clusterFindings.map {
                FindingReport($0, advisor.advice(forClusterFinding: $0))
            })
        let finding = findingLookup
        causes = diagnosis.causes.map { CauseReport($0, findings: finding) }
    }

    /// Positions of the findings that have a cause, by `namespace/name` of their DaemonSet.
    private static func findingsWithCause(_ diagnosis: ClusterDiagnosis) -> [String: Set<Int>] {
        var positions: [String: Set<Int>] = [:]
        for reference in diagnosis.causes.flatMap(\.findings) {
            if let name = reference.daemonSet { positions[name, default: []].insert(reference.index) }
        }
        return positions
    }
}

extension FindingReport {
    /// A finding with the advice on it.
    package init(_ finding: Finding, _ advice: FindingAdvice) {
        self.init(finding: finding, remedies: advice.remedies, inVain: advice.inVain)
    }
}
