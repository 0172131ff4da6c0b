import CheckedJSON
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import SnapshotSaving

/// What a kubelet answers to `stats/summary`, of a node that is short of everything.
func checkKubelet(_ bytes: [UInt8]) {
    guard let json = try? JSONValue(bytes) else { return }
    var cluster = ExampleCluster()
    cluster.node("n1") { node in
        for type in [
            Node.ConditionType.diskPressure, Node.ConditionType.memoryPressure, Node.ConditionType.pidPressure,
        ] {
            node.conditions.append(Condition(type: type, status: .isTrue))
        }
    }
    cluster.daemonPod(on: "n1")
    var snapshot = cluster.snapshot
    snapshot.daemonSets = [cluster.daemonSet]
    snapshot.kubeletSummaries = [KubeletSummary(node: "n1", json)]
    ReportCheck.run(snapshot)
}
