import ClusterSnapshot
import KubernetesModel
import ObjectDecoding
import SnapshotSaving

/// What is known of a live cluster at a moment, from which its snapshot is made as the live collector makes it.
package struct LiveParts {
    /// What the cluster is called.
    package var name: String
    package var capturedAt: Timestamp
    /// For instance `v1.36.2`; empty where the server does not tell.
    package var kubernetesVersion = ""
    /// Of lists, logs and kubelets, in this order.
    package var gaps: [Gap] = []
    package var logs: [ContainerLog] = []
    package var kubeletSummaries: [KubeletSummary] = []
    /// The kinds of which there was a list, be it empty, or of which there is nothing more to say.
    package var listedKinds: Set<String> = []
    /// The pages of lists, of which what they say beside their objects counts.
    package var faults: [ListFaults] = []

    package init(name: String, capturedAt: Timestamp) {
        self.name = name
        self.capturedAt = capturedAt
    }

    /// The snapshot; `deliver` puts the objects in.
    package func snapshot(delivering deliver: @escaping (inout Snapshot) -> Void) -> Snapshot {
        var input = AssembledInput(path: name)
        for fault in faults { input.batch.append(fault.batch) }
        input.batch.listedKinds.formUnion(listedKinds)
        input.gaps = gaps
        input.logs = logs
        var envelope = SnapshotEnvelope()
        envelope.capturedAt = capturedAt
        envelope.kubernetesVersion = kubernetesVersion
        envelope.kubeletSummaries = kubeletSummaries
        input.envelopes = [envelope]
        return SnapshotComposition([input], delivering: deliver).snapshot
    }
}

/// What lists tell beside their objects: those that cannot be read, and values that are hidden.
package struct ListFaults: Sendable {
    fileprivate let batch: ObjectBatch

    /// What these pages tell.
    package init(_ pages: [ObjectBatch]) {
        var all = ObjectBatch()
        for page in pages { all.append(page.withoutObjects) }
        batch = all
    }
}
