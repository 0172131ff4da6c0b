import DaemonSetPatching
import DiagnosisEngine
import KubernetesModel
import SnapshotCollector

/// A patch of a DaemonSet or a manifest of it: it is refused in one line, or the outcome can be diagnosed.
func checkPatch(_ bytes: [UInt8]) {
    var cluster = ExampleCluster()
    cluster.node("n1")
    cluster.daemonPod(on: "n1")
    var daemonSet = cluster.daemonSet
    daemonSet.selector.matchLabels = daemonSet.template.labels
    do {
        let result = try DaemonSetPatch.read(bytes: bytes, name: "patch").apply(to: daemonSet)
        for path in result.ignored { require(!path.isEmpty, "a path") }
        var snapshot = cluster.snapshot
        snapshot.daemonSets = [result.daemonSet]
        ReportCheck.run(snapshot)
    } catch {
        require(!"\(error)".isEmpty, "what is wrong")
    }
}
