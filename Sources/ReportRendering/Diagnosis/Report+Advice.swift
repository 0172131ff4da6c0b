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
        let byName = Dictionary(daemonSets.map { ($0.name, $0.findings) }, uniquingKeysWith: { first, _ in first })
        causes = diagnosis.causes.map { cause in
            CauseReport(cause) { reference in
                let findings = reference.daemonSet.map { byName[$0] ?? [] } ?? clusterFindings
                return findings.indices.contains(reference.index) ? findings[reference.index] : nil
            }
        }
    }
}

extension FindingReport {
    init(_ finding: Finding, _ advice: FindingAdvice) {
        self.init(finding: finding, remedies: advice.remedies, inVain: advice.inVain)
    }
}
