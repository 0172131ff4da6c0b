import ClusterSnapshot
import DiagnosisEngine
import RemedyPlaybooks

extension DiagnosisPipeline {
    /// The stages of the program: the only place where collecting and diagnosing meet.
    public static let standard = DiagnosisPipeline(
        read: { _ in throw CommandError.stageMissing("reader of snapshots") },
        diagnose: { _ in ClusterDiagnosis(daemonSets: [], clusterFindings: []) },
        loadRemedies: { _ in { _, _, _ in [] } })
}
