import ClusterSnapshot
import KubernetesModel

/// A snapshot of these objects, taken at second 10,000.
public func snapshot(
    nodes: [Node] = [], pods: [Pod] = [], daemonSets: [DaemonSet] = [], edit: (inout Snapshot) -> Void = { _ in }
) -> Snapshot {
    var snapshot = Snapshot()
    snapshot.source = "test"
    snapshot.capturedAt = Timestamp(seconds: 10_000)
    snapshot.nodes = nodes
    snapshot.pods = pods
    snapshot.daemonSets = daemonSets
    edit(&snapshot)
    return snapshot
}
