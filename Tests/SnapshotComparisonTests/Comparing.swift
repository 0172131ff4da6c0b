import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine

@testable import SnapshotComparison

/// Compares what an example cluster is before and after something was done to it.
func comparing(
    _ before: (inout ExampleCluster) -> Void, _ after: (inout ExampleCluster) -> Void
) -> ClusterComparison {
    ClusterComparison(diagnosed(before), diagnosed(after, secondsLater: 1_800))
}

/// The diagnosis of an example cluster whose controller has written what is so.
func diagnosed(_ build: (inout ExampleCluster) -> Void, secondsLater: WholeNumber = 0) -> DiagnosedSnapshot {
    var cluster = ExampleCluster()
    build(&cluster)
    var snapshot = cluster.snapshot
    snapshot.daemonSets.insert(cluster.daemonSet, at: 0)
    snapshot.capturedAt.microseconds += secondsLater * 1_000_000
    if let counts = diagnosis(of: snapshot).daemonSets.first?.counts {
        snapshot.daemonSets[0].status.desiredNumberScheduled = WholeNumber(counts.desired)
        snapshot.daemonSets[0].status.currentNumberScheduled = WholeNumber(counts.current)
        snapshot.daemonSets[0].status.numberReady = WholeNumber(counts.ready)
        snapshot.daemonSets[0].status.numberAvailable = WholeNumber(counts.available)
        snapshot.daemonSets[0].status.updatedNumberScheduled = WholeNumber(counts.updated)
        snapshot.daemonSets[0].status.numberMisscheduled = WholeNumber(counts.misscheduled)
    }
    return DiagnosedSnapshot(snapshot, diagnosis(of: snapshot))
}

private func diagnosis(of snapshot: Snapshot) -> ClusterDiagnosis {
    DiagnosisEngine(PlacementEngine(ClusterIndex(snapshot))).diagnosis()
}

extension ClusterComparison {
    /// What became of `logging/agent`, which every example is about.
    var agent: DaemonSetComparison? { daemonSets.first { $0.namespace == "logging" && $0.name == "agent" } }
}
