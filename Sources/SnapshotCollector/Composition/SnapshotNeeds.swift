import ClusterSnapshot
import KubernetesModel

/// The data that a snapshot's objects depend on.
struct SnapshotNeeds {
    private(set) var claims = false
    private(set) var runtimeClasses = false
    /// Some DaemonSet lacks pods that it should have.
    private(set) var creation = false
    /// A pod was refused over a quota.
    private(set) var quotas = false
    /// A pod was refused over a limit range.
    private(set) var limitRanges = false
    /// A pod of a DaemonSet waits for the scheduler, which may evict others for it.
    private(set) var preemption = false
    /// Some container of a DaemonSet's pod ended with an error.
    private(set) var logs = false

    init(_ snapshot: Snapshot) {
        for daemonSet in snapshot.daemonSets {
            look(at: daemonSet.template.spec)
            let status = daemonSet.status
            if status.currentNumberScheduled < status.desiredNumberScheduled { creation = true }
        }
        lookAtPods(of: snapshot)
        for event in snapshot.events where event.reason == "FailedCreate" && !(quotas && limitRanges) {
            if event.message.contains("quota") { quotas = true }
            // `maximum memory usage per Container is 1Gi, but limit is 2Gi`
            if event.message.contains(" usage per ") { limitRanges = true }
        }
    }

    private mutating func lookAtPods(of snapshot: Snapshot) {
        var seen: Set<ObjectIdentifier> = []
        let pods = snapshot.pods
        // Fields are read in place: to copy whole pods costs more than all of this.
        for place in pods.indices {
            let spec = pods[place].sharedSpec
            if seen.insert(ObjectIdentifier(spec)).inserted { look(at: spec.value) }
            let isWaiting = pods[place].nodeName.isEmpty && !preemption
            let hasFailed = !logs && !pods[place].status.containerStatuses.allSatisfy(\.hasEndedWell)
            guard isWaiting || hasFailed, pods[place].metadata.controller?.kind == DaemonSet.kind else { continue }
            if isWaiting { preemption = true }
            if hasFailed { logs = true }
        }
    }

    private mutating func look(at spec: PodSpec) {
        if !spec.runtimeClassName.isEmpty { runtimeClasses = true }
        if claims { return }
        claims = spec.volumes.contains { volume in
            if case .persistentVolumeClaim = volume.source { return true }
            return volume.source == .ephemeral
        }
    }
}

extension ContainerStatus {
    fileprivate var hasEndedWell: Bool { (termination?.exitCode ?? 0) == 0 }
}
