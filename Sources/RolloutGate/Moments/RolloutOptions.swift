import DiagnosisEngine
import KubernetesModel

/// What somebody who follows a rollout asks for.
package struct RolloutOptions: Equatable, Sendable {
    /// Findings that neither stop the rollout nor are waited for.
    package var ignored: Set<FindingCode> = []
    /// How many nodes may stay without an available pod by their own fault; a share is one of the nodes concerned. Nil:
    /// nodes that have left the desired count are not waited for, as with kubectl, and all others are.
    package var maxUnavailableByNode: IntOrPercent?
    /// Seconds after which waiting ends; nil for no such limit.
    package var timeout: WholeNumber?
    /// Seconds without progress after which waiting ends; nil for ``usualProgressDeadline`` and what the template itself
    /// gives a pod.
    package var progressDeadline: WholeNumber?
    /// Whether it is all right that no node is eligible.
    package var allowsNoNodes = false
    /// Whether a newer revision ends the watch, instead of being followed.
    package var isPinned = false
    /// Whether there is one moment only: a saved snapshot.
    package var isSingle = false

    /// Seconds without progress, as a Deployment's `progressDeadlineSeconds` has them by default.
    package static let usualProgressDeadline: WholeNumber = 600

    package init() {}

    /// Seconds without progress that are borne for a DaemonSet.
    func progressDeadline(for daemonSet: DaemonSet?) -> WholeNumber {
        progressDeadline ?? Self.usualProgressDeadline + (daemonSet.map(Self.allowance) ?? 0)
    }

    /// Seconds that the template itself gives a pod to end, to start, and to count as available.
    static func allowance(of daemonSet: DaemonSet) -> WholeNumber {
        let spec = daemonSet.template.spec
        let start = spec.containers.map { container in
            let probe = container.startupProbe.map { $0.initialDelaySeconds + $0.failureThreshold * $0.periodSeconds }
            return (probe ?? 0) + (container.readinessProbe?.initialDelaySeconds ?? 0)
        }.max()
        return daemonSet.minReadySeconds + (spec.terminationGracePeriodSeconds ?? 30) + (start ?? 0)
    }
}
