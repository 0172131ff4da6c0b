import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import RemedyPlaybooks

extension Report {
    /// The report on a diagnosis of a snapshot, with the advisor's remedies beside its findings.
    package init(_ diagnosis: ClusterDiagnosis, of snapshot: Snapshot, advisor: RemedyAdvisor) {
        var summary = SnapshotSummary(snapshot)
        summary.gaps += diagnosis.gaps
        self.init(
            snapshot: summary,
            // What is tried for one DaemonSet does not touch what is tried for another.
            daemonSets: diagnosis.daemonSets.concurrentMap { daemonSet in
                DaemonSetReport(
                    diagnosis: daemonSet,
                    findings: zip(daemonSet.findings, advisor.advice(for: daemonSet)).map(FindingReport.init))
            },
            clusterFindings: diagnosis.clusterFindings.map {
                FindingReport($0, advisor.advice(forClusterFinding: $0))
            })
        let finding = findingLookup
        causes = diagnosis.causes.map { CauseReport($0, findings: finding) }
    }
}

extension FindingReport {
    /// A finding with the advice on it.
    package init(_ finding: Finding, _ advice: FindingAdvice) {
        self.init(finding: finding, remedies: advice.remedies, inVain: advice.inVain)
    }
}
