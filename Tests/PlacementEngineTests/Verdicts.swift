import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// The verdicts on a DaemonSet, by node.
func verdicts(of daemonSet: DaemonSet, in snapshot: Snapshot) -> [String: NodeVerdict] {
    let placement = PlacementEngine(ClusterIndex(snapshot)).placement(of: daemonSet)
    return Dictionary(
        uniqueKeysWithValues: zip(snapshot.nodes.map(\.name), placement.verdicts).map { ($0, $1) })
}

/// The names of the nodes that the DaemonSet's pods belong on.
func eligibleNodes(of daemonSet: DaemonSet, in snapshot: Snapshot) -> Set<String> {
    Set(verdicts(of: daemonSet, in: snapshot).filter(\.value.shouldRun).keys)
}

/// The names of the nodes that the DaemonSet's pods fit on.
func fittingNodes(of daemonSet: DaemonSet, in snapshot: Snapshot) -> Set<String> {
    Set(verdicts(of: daemonSet, in: snapshot).filter(\.value.fits).keys)
}

extension NodeVerdict {
    /// The scheduler's words by plugin.
    var messages: [FilterPlugin: [String]] {
        Dictionary(uniqueKeysWithValues: failures.map { ($0.plugin, $0.reasons.map(\.message)) })
    }
}
