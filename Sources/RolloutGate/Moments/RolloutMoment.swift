import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine

/// A moment of a cluster, diagnosed for one DaemonSet.
package struct RolloutMoment: Sendable {
    /// What the diagnosis is made with; remedies are tried on it.
    package var engine: PlacementEngine
    /// The DaemonSet; nil where the cluster has none of that name.
    package var daemonSet: DaemonSet?
    /// What is known of it.
    package var diagnosis: DaemonSetDiagnosis?
    /// Whether all that is needed was read at least once.
    package var isComplete: Bool
    /// Why what the moment tells is old; nil where it is current.
    package var trouble: String?

    /// Diagnoses the DaemonSet of a snapshot. Where it has all nodes that there are, as a watched cluster's does, a pod on
    /// another one was left behind when its node was deleted.
    package init(
        _ snapshot: Snapshot, namespace: String, name: String, logSignatures: LogSignatures = .none,
        isComplete: Bool = true, trouble: String? = nil, hasAllNodes: Bool = false
    ) {
        let engine = PlacementEngine(hasAllNodes ? ClusterIndex(snapshot) : .completing(snapshot))
        let key = ClusterIndex.ObjectKey(kind: DaemonSet.kind, namespace: namespace, name: name)
        self.engine = engine
        if let position = engine.index.daemonSetByName[key] {
            let daemonSet = engine.snapshot.daemonSets[position]
            self.daemonSet = daemonSet
            diagnosis = DiagnosisEngine(engine, logSignatures: logSignatures).diagnosis(of: daemonSet)
        }
        self.isComplete = isComplete
        self.trouble = trouble
    }

    /// Now, by the snapshot.
    package var time: Timestamp { engine.snapshot.capturedAt }
}
