import ClusterSnapshot
import KubernetesModel

/// Rules of Kubernetes that are not the same in every release: what holds in the cluster's.
public struct VersionRules: Sendable {
    /// The release of the server, or of the newest kubelet where that is not known; nil where neither is.
    public let version: KubernetesVersion?

    /// Whether the DaemonSet controller chooses by itself where its pods fit, and binds them as it creates them: then no
    /// pod waits for the scheduler, nothing is evicted for one, and where it does not fit there is none.
    ///
    /// Until 1.11, and in 1.11 too unless `ScheduleDaemonSetPods` is on (`nodeShouldRunDaemonPod`, `simulate`).
    public let controllerPlacesPods: Bool

    /// Whether a failed pod that is deleted and not gone yet still counts as its node's: until 1.27 no other is made
    /// (`getNodesToDaemonPods`, which leaves such pods out where `includeDeletedTerminal` is false since 1.28).
    static func countsDeletedFailedPods(_ snapshot: Snapshot) -> Bool {
        KubernetesVersion(snapshot.kubernetesVersion).map { $0 < KubernetesVersion(1, 28) } ?? false
    }

    init(_ snapshot: Snapshot) {
        version = KubernetesVersion(snapshot.kubernetesVersion)
        // Where no version is known, an event that only such a controller writes tells it.
        controllerPlacesPods =
            version.map { $0 < KubernetesVersion(1, 12) }
            ?? snapshot.events.contains { $0.reason == FailedPlacement.reason }
    }

    /// Whether the scheduler asks a term's `namespaceSelector` once more without the namespace's labels, so that
    /// `NotIn` and `DoesNotExist` match every namespace.
    ///
    /// `mergeAffinityTermNamespacesIfNotEmpty` takes the term by value since 1.34, so the selector that it has worked
    /// out is not put away (kubernetes/kubernetes#141526). No release that mends it is known.
    public var asksNamespaceSelectorWithoutLabels: Bool { version.map { $0 >= KubernetesVersion(1, 34) } ?? false }

    /// The issue of ``asksNamespaceSelectorWithoutLabels``.
    public static let namespaceSelectorIssue = "kubernetes/kubernetes#141526"
}
