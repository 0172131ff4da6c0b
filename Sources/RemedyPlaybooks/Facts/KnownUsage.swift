import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel

/// The most that a container is known to use: by metrics, by what the kubelet said when it evicted a pod, or because it was
/// killed at its limit. Nobody is to be told to ask for less.
struct KnownUsage {
    var amount: Quantity
    /// Who tells: `metrics`, `an eviction`, `a kill at its memory limit`.
    var source: String

    /// Nil where nothing tells it.
    init?(of container: String, _ resource: String, for subject: FactSubject) {
        var known = Self.measured(container, resource, subject).map { [(amount: $0, source: "metrics")] } ?? []
        for finding in subject.others {
            let parameters = finding.parameters
            guard parameters.text("container") == container else { continue }
            if parameters.text("resource") == resource, finding.code == .evictedNodePressure,
                let used = parameters.quantity("usage")
            {
                known.append((used, "an eviction"))
            }
            if resource == ResourceName.memory, finding.code == .crashLoopOutOfMemory,
                let limit = parameters.quantity("memoryLimit")
            {
                known.append((limit, "a kill at its memory limit"))
            }
        }
        guard let greatest = known.max(by: { $0.amount < $1.amount }) else { return nil }
        (amount, source) = greatest
    }

    private static func measured(_ container: String, _ resource: String, _ subject: FactSubject) -> Quantity? {
        let snapshot = subject.snapshot
        guard !snapshot.podMetrics.isEmpty, let placement = subject.placement else { return nil }
        var greatest: Quantity?
        for position in placement.pods.onNode.joined() {
            let key = ClusterIndex.ObjectKey(
                kind: PodMetrics.kind, namespace: placement.daemonSet.namespace, name: snapshot.pods[position].name)
            guard let metrics = subject.index.metricsByPod[key] else { continue }
            for entry in snapshot.podMetrics[metrics].containers where entry.name == container {
                greatest = [greatest, entry.usage[resource]].compactMap(\.self).max()
            }
        }
        return greatest
    }
}
