import ClusterSnapshot
import DiagnosisEngine
import RemedyPlaybooks
import ReportRendering

/// The stages that a diagnosis goes through; the commands know nothing of who does the work.
public struct DiagnosisPipeline: Sendable {
    /// Gives the remedies for a finding, best first.
    ///
    /// The DaemonSet is nil for findings that concern the cluster.
    public typealias RemedyLookup =
        @Sendable (_ finding: Finding, _ daemonSet: DaemonSetDiagnosis?, _ snapshot: Snapshot) throws -> [Remedy]

    /// Reads the snapshot at a path, `-` for standard input.
    public var read: @Sendable (_ path: String) throws -> Snapshot
    /// Finds out what is wrong.
    public var diagnose: @Sendable (_ snapshot: Snapshot) -> ClusterDiagnosis
    /// Loads the playbooks of a directory, the built-in ones for nil.
    public var loadRemedies: @Sendable (_ playbooksDirectory: String?) throws -> RemedyLookup

    public init(
        read: @escaping @Sendable (_ path: String) throws -> Snapshot,
        diagnose: @escaping @Sendable (_ snapshot: Snapshot) -> ClusterDiagnosis,
        loadRemedies: @escaping @Sendable (_ playbooksDirectory: String?) throws -> RemedyLookup
    ) {
        self.read = read
        self.diagnose = diagnose
        self.loadRemedies = loadRemedies
    }

    /// Goes through all stages.
    ///
    /// What can fail for a wrong command line comes first, so that nobody waits for a diagnosis to learn of a typo.
    func report(on selection: DaemonSetSelection, source: String, playbooksDirectory: String?) throws -> Report {
        let remedies = try loadRemedies(playbooksDirectory)
        let snapshot = try read(source)
        try selection.check(against: snapshot)
        let diagnosis = selection.selected(from: diagnose(snapshot))
        return Report(
            snapshot: SnapshotSummary(snapshot),
            daemonSets: try diagnosis.daemonSets.map { daemonSet in
                DaemonSetReport(
                    diagnosis: daemonSet,
                    findings: try daemonSet.findings.map {
                        FindingReport(finding: $0, remedies: try remedies($0, daemonSet, snapshot))
                    })
            },
            clusterFindings: try diagnosis.clusterFindings.map {
                FindingReport(finding: $0, remedies: try remedies($0, nil, snapshot))
            })
    }
}
