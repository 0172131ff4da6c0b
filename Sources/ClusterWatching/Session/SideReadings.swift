import ClusterSnapshot
import KubernetesModel
import SnapshotCollector

/// What is read of a cluster beside its lists.
struct SideReadings: Sendable {
    var kubernetesVersion = ""
    var logs = LogReadings()
    var kubeletSummaries: [KubeletSummary] = []
    var kubeletGaps: [Gap] = []
    /// The number of the wish that this fulfils.
    var wish = 0
}
