import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import PodAdmission

/// Pods that other DaemonSets of a namespace lack because a ResourceQuota refuses them.
///
/// Their controllers try again and again, each at its own pace. So whatever a deleted pod gives back may go to one of them
/// before its successor is created; here it does.
struct QuotaRivals {
    private var specs: [PodSpec] = []

    /// The most pods that are counted for one DaemonSet.
    private static let most: WholeNumber = 500

    /// - Parameters:
    ///   - daemonSet: the DaemonSet that the simulation is about.
    ///   - quota: the room that the quotas of its namespace leave.
    ///   - index: what knows the other DaemonSets.
    init(of daemonSet: DaemonSet, _ quota: QuotaLedger, in index: ClusterIndex) {
        if quota.isEmpty { return }
        for other in index.snapshot.daemonSets
        where other.namespace == daemonSet.namespace && other.name != daemonSet.name {
            let missing = other.status.desiredNumberScheduled - other.status.currentNumberScheduled
            guard missing > 0, other.metadata.deletionTimestamp == nil else { continue }
            let spec = DaemonPodTemplate(other, in: index).testedPod.spec
            var tried = quota
            guard tried.create(spec) != nil else { continue }
            specs += Array(repeating: spec, count: Int(min(missing, Self.most)))
        }
    }

    /// Takes what they can of the room that has come free.
    mutating func take(from quota: inout QuotaLedger) {
        specs.removeAll { quota.create($0) == nil }
    }
}
