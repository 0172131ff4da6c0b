import ClusterSimulation
import KubernetesModel
import PlacementEngine
import PodAdmission

/// The outcome of applying one DaemonSet.
package struct PreflightOutcome: Sendable {
    /// The DaemonSet with its places.
    package var applied: AppliedDaemonSet
    /// The verdict on each node, in the order of the snapshot's nodes, beside the others of the manifest.
    package var placement: DaemonSetPlacement
    /// The effect of admission on it and its pods.
    package var review: AdmissionReview
    /// The pods that quotas refuse.
    package var shortfall: QuotaShortfall?
    /// The rollout, where the DaemonSet exists already.
    package var rollout: RolloutForecast?
    /// Nodes on which it fits by itself and not beside others of the manifest, with those others.
    package var rivals: [Int: [String]] = [:]
    /// How it would stand on a fresh node of each pool.
    package var pools: [PoolForecast] = []
    /// The gaps that leave parts of the answer open.
    package var gaps: [String] = []

    /// The DaemonSet's `namespace/name`.
    package var name: String { applied.daemonSet.metadata.qualifiedName }
    /// How many nodes are eligible.
    package var eligibleCount: Int { placement.verdicts.count(where: \.shouldRun) }
}

/// Pods that a ResourceQuota does not let in.
package struct QuotaShortfall: Equatable, Sendable {
    /// The reasons that refuse the first of them.
    package var refusal: QuotaRefusal
    /// Positions of the nodes that get no pod for it.
    package var nodes: [Int]
    /// How many pods were to be created.
    package var wanted: Int
}

/// How the pods of a DaemonSet that exists already would be replaced.
package struct RolloutForecast: Sendable {
    /// The outcome of the rollout.
    package enum Course: Sendable {
        /// The template is the same: no pod is replaced.
        case none
        /// It was followed round by round.
        case simulated(RolloutCost)
        /// The pods are refused: so many old ones are deleted, and none comes.
        case refused(deleted: Int)
        /// It could not be simulated, for a reason.
        case unknown(String)
    }

    /// The outcome of the rollout.
    package var course: Course
}
