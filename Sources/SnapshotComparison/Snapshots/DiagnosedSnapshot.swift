import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel

/// A snapshot, and what was found in it.
package struct DiagnosedSnapshot: Sendable {
    package let index: ClusterIndex
    package let diagnosis: ClusterDiagnosis

    package var snapshot: Snapshot { index.snapshot }

    package init(_ snapshot: Snapshot, _ diagnosis: ClusterDiagnosis) {
        index = ClusterIndex(snapshot)
        self.diagnosis = diagnosis
    }

    /// Whether pods may be in the cluster that the snapshot lacks: a node without a pod proves nothing then.
    var mayHidePods: Bool { snapshot.hasGap(.podsMissing) || snapshot.gaps.contains(where: \.isDamage) }

    /// Whether DaemonSets of a namespace may be in the cluster that the snapshot lacks.
    func mayHideDaemonSets(of namespace: String) -> Bool {
        let hidingGaps: [Gap.Code] = [.daemonSetsMissing, .daemonSetReconstructed, .namespacesPartial]
        if hidingGaps.contains(where: snapshot.hasGap) { return true }
        if snapshot.gaps.contains(where: \.isDamage) { return true }
        // Where no list of namespaces tells that one is gone, a snapshot with nothing of it may not have asked for it.
        return snapshot.namespaces.isEmpty && !snapshot.daemonSets.contains { $0.namespace == namespace }
            && !snapshot.pods.contains { $0.namespace == namespace }
    }
}

/// Which of the two snapshots is meant.
package enum SnapshotSide: String, CaseIterable, Sendable {
    case before
    case after
}

/// The earlier and the later value.
package struct BeforeAndAfter<Value: Sendable>: Sendable {
    package var before: Value
    package var after: Value

    package init(before: Value, after: Value) {
        self.before = before
        self.after = after
    }
}

extension BeforeAndAfter: Equatable where Value: Equatable {
    /// Whether the two are not the same.
    package var isChanged: Bool { before != after }
}

extension BeforeAndAfter: Hashable where Value: Hashable {}
