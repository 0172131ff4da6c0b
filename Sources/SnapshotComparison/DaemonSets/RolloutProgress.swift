import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel

/// How far the newest template has come between the two snapshots.
package struct RolloutProgress: Equatable, Sendable {
    /// The course of a rollout, in a word.
    package enum State: String, CaseIterable, Sendable {
        /// Every node has the newest revision in AFTER, and had not in BEFORE.
        case finished
        /// The revision is a new one, and has not reached every node.
        case begun
        /// More nodes have the same revision than before.
        case moving
        /// No more nodes have the same revision than before, and some lack it.
        case standing
    }

    package var state: State
    /// Whether AFTER's newest revision is another one than BEFORE's.
    package var isNewRevision: Bool
    /// The number of the newest revision; nil where the snapshot holds none.
    package var revision: BeforeAndAfter<WholeNumber?>
    package var updated: BeforeAndAfter<Int>
    package var desired: BeforeAndAfter<Int>

    /// Nil when no rollout was under way in either snapshot, or one does not tell revisions apart.
    init?(_ before: DaemonSetMoment, _ after: DaemonSetMoment) {
        let (old, new) = (before.revision, after.revision)
        guard old.isKnown, new.isKnown, !before.cluster.mayHidePods, !after.cluster.mayHidePods else { return nil }
        let (was, now) = (before.diagnosis.counts, after.diagnosis.counts)
        isNewRevision =
            old.newestHash.isEmpty || new.newestHash.isEmpty
            ? before.daemonSet.templateGeneration != after.daemonSet.templateGeneration
            : old.newestHash != new.newestHash
        revision = BeforeAndAfter(before: before.newestRevision, after: after.newestRevision)
        updated = BeforeAndAfter(before: was.updated, after: now.updated)
        desired = BeforeAndAfter(before: was.desired, after: now.desired)
        let isComplete = now.updated >= now.desired
        if isNewRevision {
            state = isComplete ? .finished : .begun
            return
        }
        // Nodes without a pod are no rollout: only pods of an older revision are.
        guard was.current > was.updated || now.current > now.updated else { return nil }
        state = isComplete ? .finished : now.updated > was.updated ? .moving : .standing
    }
}

extension DaemonSetMoment {
    fileprivate var revision: PodRevision { PodRevision(of: daemonSet, in: cluster.index) }

    fileprivate var newestRevision: WholeNumber? {
        cluster.index.revisionsByController[daemonSet.uid]?
            .map { cluster.snapshot.controllerRevisions[$0].revision }.max()
    }
}
