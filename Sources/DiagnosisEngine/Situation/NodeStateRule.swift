import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// Puts what a DaemonSet has on a node into one word.
enum NodeStateRule {
    static func state(
        of pods: [Pod], focus: Pod?, verdict: NodeVerdict, revision: PodRevision, daemonSet: DaemonSet, now: Timestamp
    ) -> NodeState {
        guard let focus else { return verdict.shouldRun ? .missing : .ineligible }
        if !verdict.shouldRun {
            return pods.allSatisfy(\.isTerminating) ? .terminating : .misplaced
        }
        let living = pods.filter { !$0.isTerminating && !$0.isTerminal }
        if living.count > 1, !allowsSurge(daemonSet) { return .duplicate }
        if focus.isTerminating { return .terminating }
        let serves = pods.contains { $0.isAvailable(minReadySeconds: daemonSet.minReadySeconds, now: now) }
        if serves {
            let isNewest = !revision.isKnown || (pods.count == 1 && revision.isNewest(focus))
            return isNewest || revision.isNewest(focus) && focus.isReady ? .available : .stale
        }
        return unserved(focus)
    }

    private static func allowsSurge(_ daemonSet: DaemonSet) -> Bool {
        if case .rollingUpdate(_, let surge) = daemonSet.updateStrategy { return surge.scaled(of: 1) > 0 }
        return false
    }

    /// The state of a pod that is not available.
    private static func unserved(_ pod: Pod) -> NodeState {
        switch pod.status.phase {
        case .failed: return pod.status.reason.isEmpty ? .failing : .evicted
        case .succeeded: return .failing
        default: break
        }
        if pod.nodeName.isEmpty { return .pending }
        if pod.isReady { return .starting }
        let statuses = pod.status.allContainerStatuses
        if statuses.contains(where: { isFailing($0) }) { return .failing }
        let allRun = !pod.status.containerStatuses.isEmpty && pod.status.containerStatuses.allSatisfy(\.hasStarted)
        return allRun ? .notReady : .starting
    }

    /// Whether the container has ended before its time, or cannot be started.
    private static func isFailing(_ status: ContainerStatus) -> Bool {
        // It was there when the machine went down, and is to be started again.
        if status.restartCount == 0, status.termination?.isLost ?? false { return false }
        if let waiting = status.waiting {
            return !ContainerWaiting.isOrdinary(waiting.reason) || status.restartCount > 0
        }
        if case .terminated(let end) = status.state { return end.exitCode != 0 || status.restartCount > 0 }
        return !status.isReady && status.restartCount > 0
    }
}

/// The reasons for which containers wait.
enum ContainerWaiting {
    static let crashLoopBackOff = "CrashLoopBackOff"

    /// Whether a container waits so in every start.
    static func isOrdinary(_ reason: String) -> Bool {
        reason == "ContainerCreating" || reason == "PodInitializing" || reason.isEmpty
    }
}
