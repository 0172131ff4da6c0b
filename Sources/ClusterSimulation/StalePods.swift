import ClusterSnapshot
import KubernetesModel

/// Tells which pods of a DaemonSet are out of date, so that its controller replaces them. A class, for each node to look
/// at it without a copy.
final class StalePods: Sendable {
    private let index: ClusterIndex
    private let revision: PodRevision
    /// The hash of an earlier revision whose template the DaemonSet has again.
    private let earlierHash: String?
    private let changesTemplate: Bool
    /// Whether only those pods are replaced that somebody deletes.
    private let isByHand: Bool
    private let deletedByHand: Set<Int>?

    /// - Parameters:
    ///   - daemonSet: the DaemonSet as it would be.
    ///   - before: the DaemonSet as it is.
    ///   - changesTemplate: whether its pods are replaced.
    ///   - deletedByHand: positions of the nodes whose old pods are deleted by hand; see ``PodOutlook``.
    ///   - index: what knows the revisions.
    init(
        of daemonSet: DaemonSet, before: DaemonSet, changesTemplate: Bool, deletedByHand: Set<Int>?,
        in index: ClusterIndex
    ) {
        self.index = index
        self.changesTemplate = changesTemplate
        self.deletedByHand = deletedByHand
        revision = PodRevision(of: before, in: index)
        if case .rollingUpdate = daemonSet.updateStrategy { isByHand = false } else { isByHand = true }
        let earlier =
            changesTemplate ? PodRevision.position(of: daemonSet.template, ofRevisionsIn: index, for: daemonSet) : nil
        earlierHash = earlier.flatMap {
            index.snapshot.controllerRevisions[$0].metadata.labels[ControllerRevision.Label.hash]
        }
    }

    /// Whether the pod at a position of the snapshot is to be replaced.
    func contains(_ position: Int) -> Bool {
        let pod = index.snapshot.pods[position]
        if let earlierHash, pod.metadata.labels[ControllerRevision.Label.hash] == earlierHash { return false }
        if isByHand {
            guard changesTemplate else { return false }
            guard let deletedByHand else { return true }
            return index.nodeByName[pod.targetNodeName].map(deletedByHand.contains) ?? false
        }
        return changesTemplate || revision.isKnown && !revision.isNewest(pod)
    }
}
