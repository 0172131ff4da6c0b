import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import PodAdmission

/// Tries what `kubectl apply` of a manifest would lead to in a cluster.
package struct Preflight: Sendable {
    private let applied: [AppliedDaemonSet]
    private let objects: Snapshot
    private let snapshot: Snapshot

    /// - Parameters:
    ///   - applied: the manifest's DaemonSets, in its order.
    ///   - objects: its other objects.
    ///   - snapshot: the cluster.
    package init(_ applied: [AppliedDaemonSet], with objects: Snapshot, on snapshot: Snapshot) {
        self.applied = applied
        self.objects = objects
        self.snapshot = snapshot
    }

    /// The outcome for each DaemonSet, in the order of the manifest.
    package func outcomes() -> [PreflightOutcome] {
        let cluster = AppliedCluster(applied, with: objects, on: snapshot)
        let index = ClusterIndex(cluster.after)
        let gaps = SnapshotGaps(snapshot)
        var reviews = cluster.daemonSets.map { one in
            let isUpdate = cluster.existing[one.daemonSet.metadata.qualifiedName] != nil
            return PodAdmission.review(
                AdmissionRequest(one.daemonSet, template: one.template, isUpdate: isUpdate, in: index))
        }
        let refused = cluster.daemonSets.indices.filter {
            cluster.daemonSets[$0].isRefused || reviews[$0].refusesAllPods
        }
        let all = cluster.daemonSets.map(\.daemonSet)
        let summedUp = PlacementCluster(index)
        let joint = JointPlacement(all, refused: Set(refused), in: summedUp)
        let pools = FreshNodes(summedUp).forecasts(for: all, refused: Set(refused))
        var quotas = QuotaCount(cluster.after)
        var rollouts: RolloutStep?
        return cluster.daemonSets.indices.map { position in
            let one = cluster.daemonSets[position]
            let placement = joint.placements[position]
            let old = cluster.existing[one.daemonSet.metadata.qualifiedName]
            if old == nil, !one.isRefused {
                let refusals = quotas.create(one.daemonSet)
                reviews[position].findings += refusals.map { AdmissionFinding(refusingDaemonSet: $0) }
            }
            var outcome = PreflightOutcome(applied: one, placement: placement, review: reviews[position])
            outcome.rivals = joint.rivals[position]
            outcome.pools = pools[position]
            outcome.gaps = gaps.texts(for: one.daemonSet)
            let isRefused = one.isRefused || outcome.review.refusesAllPods
            if !isRefused {
                outcome.shortfall = quotas.create(
                    podsOf: placement, replacesPods: old == nil || one.changesTemplate, in: cluster.after)
            }
            // What the API server does not take changes nothing.
            if let old, !one.isRefused {
                let step = rollouts ?? RolloutStep(cluster.before)
                rollouts = step
                outcome.rollout = step.forecast(from: old, to: one, isRefused: isRefused)
            }
            return outcome
        }
    }
}
