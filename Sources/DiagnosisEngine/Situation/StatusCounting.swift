import ClusterSnapshot
import KubernetesModel
import PlacementEngine

extension StatusCounts {
    /// The counts that the controller would write (`updateDaemonSetStatus`): only the first pod of a node counts.
    init(_ placement: DaemonSetPlacement, snapshot: Snapshot, revision: PodRevision) {
        self.init()
        let minReadySeconds = placement.daemonSet.minReadySeconds
        for (position, verdict) in placement.verdicts.enumerated() {
            let first = placement.pods.onNode[position].first.map { snapshot.pods[$0] }
            guard verdict.shouldRun else {
                if first != nil { misscheduled += 1 }
                continue
            }
            desired += 1
            guard let first else { continue }
            current += 1
            if first.isReady {
                ready += 1
                if first.isAvailable(minReadySeconds: minReadySeconds, now: snapshot.capturedAt) { available += 1 }
            }
            if revision.isNewest(first) { updated += 1 }
        }
    }

    /// The counts that the controller wrote.
    init(_ status: DaemonSetStatus) {
        self.init(
            desired: Int(status.desiredNumberScheduled), current: Int(status.currentNumberScheduled),
            ready: Int(status.numberReady), available: Int(status.numberAvailable),
            updated: Int(status.updatedNumberScheduled), misscheduled: Int(status.numberMisscheduled))
    }
}
