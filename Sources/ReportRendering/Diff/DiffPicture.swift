import DiagnosisEngine
import SnapshotComparison

/// What a page of a comparison draws: the nodes of both snapshots, and how DaemonSets stood on them.
package struct DiffPicture: Equatable, Sendable {
    /// The nodes of both.
    package var cluster: MappedCluster
    /// The DaemonSets as they were.
    package var before: [DaemonSetDiagnosis]
    /// The DaemonSets as they are.
    package var after: [DaemonSetDiagnosis]

    /// The picture of two diagnosed snapshots.
    package init(_ before: DiagnosedSnapshot, _ after: DiagnosedSnapshot) {
        cluster = MappedCluster(before: before.snapshot, after: after.snapshot)
        self.before = before.diagnosis.daemonSets
        self.after = after.diagnosis.daemonSets
    }
}
