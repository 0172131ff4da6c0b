import ClusterSnapshot
import KubernetesModel

/// The pods of one DaemonSet by node, as its controller claims them (`getDaemonPods`, `getNodesToDaemonPods`).
public struct DaemonPods: Sendable {
    /// For each node of the snapshot: positions of the pods that belong there, the one that counts first.
    public let onNode: [[Int]]
    /// Positions of the pods whose node is not in the snapshot.
    public let elsewhere: [Int]

    /// Claims the DaemonSet's pods, in the order of its controller.
    public init(of daemonSet: DaemonSet, in index: ClusterIndex) {
        let snapshot = index.snapshot
        var onNode = [[Int]](repeating: [], count: snapshot.nodes.count)
        var elsewhere: [Int] = []
        let owned = daemonSet.uid.isEmpty ? [] : index.podsByController[daemonSet.uid] ?? []
        // Pods that nobody owns are adopted when the selector matches (`ClaimPods`); a DaemonSet that is being
        // deleted adopts none.
        let pods = snapshot.pods
        let selector = daemonSet.selector
        // Labels are read in place: to copy whole pods costs more than all of this.
        let adopted =
            daemonSet.metadata.deletionTimestamp != nil || selector.isEmpty
            ? []
            : (index.uncontrolledPodsByNamespace[daemonSet.namespace] ?? []).filter { position in
                selector.matches(pods[position].metadata.labels) && Self.isAdopted(pods[position], by: daemonSet)
            }
        let countsDeletedFailedPods = VersionRules.countsDeletedFailedPods(snapshot)
        for position in owned + adopted {
            // includeDeletedTerminal is false everywhere that counts: these only wait to be cleaned up.
            if !countsDeletedFailedPods, pods[position].metadata.deletionTimestamp != nil, pods[position].isTerminal {
                continue
            }
            let bound = pods[position].nodeName
            if let node = index.nodeByName[bound.isEmpty ? pods[position].targetNodeName : bound] {
                onNode[node].append(position)
            } else {
                elsewhere.append(position)
            }
        }
        for node in onNode.indices where onNode[node].count > 1 {
            onNode[node].sort { Self.counts(snapshot.pods[$0], before: snapshot.pods[$1]) }
        }
        self.onNode = onNode
        self.elsewhere = elsewhere
    }

    /// Whether a pod that nobody owns becomes the DaemonSet's.
    public static func isAdopted(_ pod: Pod, by daemonSet: DaemonSet) -> Bool {
        pod.namespace == daemonSet.namespace && daemonSet.metadata.deletionTimestamp == nil && !pod.isTerminating
            && !pod.isMirror && !daemonSet.selector.isEmpty && daemonSet.selector.matches(pod.metadata.labels)
    }

    /// `podByCreationTimestampAndPhase`: bound ones first, then the oldest.
    private static func counts(_ left: Pod, before right: Pod) -> Bool {
        if left.nodeName.isEmpty != right.nodeName.isEmpty { return right.nodeName.isEmpty }
        let zero = Timestamp(seconds: 0)
        return (left.metadata.creationTimestamp ?? zero, left.name)
            < (right.metadata.creationTimestamp ?? zero, right.name)
    }
}
