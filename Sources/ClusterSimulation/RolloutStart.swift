import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// The state of a node when a rollout begins.
struct RolloutStart {
    /// The DaemonSet's pods there that live, as positions in the snapshot: the one that counts first.
    private(set) var living: [Int] = []
    /// Deleted ones that do not go.
    private(set) var lingering: [Int] = []
    /// The fate of its pods.
    private(set) var fate = Fate.nothing

    /// The controller's action on a node, whatever the budget.
    enum Fate: Equatable {
        /// There is nothing to do.
        case nothing
        /// A pod of the newest template stays; whether it is bound to the node.
        case stays(isBound: Bool)
        /// A pod is to come: there is none, or it waits, or it is out of date and not available.
        case comes
        /// A pod of the newest template comes up beside an older one, as a surge has it.
        case surges
        /// The pod is out of date and available: it waits for a slot of the budget.
        case candidate
        /// The pod goes, and none comes.
        case leaves
        /// A deleted pod does not go, and none comes before it has.
        case lingers
    }

    /// How long before and after its deadline a deleted pod's end is only a matter of time, in seconds.
    private static let patience: WholeNumber = 60
    private static let longestGrace: WholeNumber = 120

    /// - Parameters:
    ///   - own: the DaemonSet's pods there.
    ///   - isSilent: whether the node's kubelet is not heard of.
    ///   - eligibility: whether it wants one there.
    ///   - isSurging: whether new pods come before old ones go.
    ///   - minReadySeconds: how long a pod must have been ready to be available, in seconds.
    ///   - index: what holds the snapshot.
    ///   - stale: the pods that are to be replaced.
    init(
        _ own: [Int], isSilent: Bool, eligibility: Eligibility, isSurging: Bool, minReadySeconds: WholeNumber,
        in index: ClusterIndex, stale: StalePods
    ) {
        let pods = index.snapshot.pods
        for position in own {
            let pod = pods[position]
            if pod.isTerminal { continue }
            if !pod.isTerminating {
                living.append(position)
            } else if isSilent || Self.lingers(pod, at: index.snapshot.capturedAt) {
                lingering.append(position)
            }
        }
        func isAvailable(_ position: Int) -> Bool {
            let pod = pods[position]
            // With a surge an old pod that is ready stays beside the new one.
            return isSurging
                ? pod.isReady : pod.isAvailable(minReadySeconds: minReadySeconds, now: index.snapshot.capturedAt)
        }
        guard eligibility.shouldRun else {
            guard let first = living.first else {
                fate = lingering.isEmpty ? .nothing : .lingers
                return
            }
            if !eligibility.shouldContinueRunning {
                fate = .leaves
            } else if stale.contains(first) {
                fate = isAvailable(first) ? .candidate : .leaves
            } else {
                fate = .stays(isBound: !pods[first].nodeName.isEmpty)
            }
            return
        }
        guard let first = living.first else {
            fate = lingering.isEmpty || isSurging ? .comes : .lingers
            return
        }
        if isSurging, let newest = living.first(where: { !stale.contains($0) }), newest != first || living.count > 1 {
            fate =
                living.contains { stale.contains($0) && isAvailable($0) } ? .surges : .stays(isBound: isBound(newest))
        } else if !stale.contains(first) {
            fate = .stays(isBound: isBound(first))
        } else {
            fate = !pods[first].nodeName.isEmpty && isAvailable(first) ? .candidate : .comes
        }
        func isBound(_ position: Int) -> Bool { !pods[position].nodeName.isEmpty }
    }

    /// Somebody deletes the old pod without waiting for a slot. None comes after it where the node does not want one.
    mutating func deleteByHand(isWanted: Bool) { fate = isWanted ? .comes : .leaves }

    /// Whether a deleted pod is stuck in Terminating soon by itself: its time is long over, or long.
    static func lingers(_ pod: Pod, at now: Timestamp) -> Bool {
        guard let deadline = pod.metadata.deletionTimestamp else { return false }
        // The deadline is the deletion plus the grace period; without containers to end a pod goes before it.
        let left = deadline.seconds(since: now)
        return left < -patience || left > longestGrace
    }
}

extension Node {
    /// Whether the kubelet is not heard of: pods there neither start nor end.
    var isSilent: Bool {
        conditions.status(of: ConditionType.ready) == .unknown || taints.contains { $0.key == Taint.Key.unreachable }
    }
}
