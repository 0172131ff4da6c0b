import KubernetesModel

/// The verdicts on one DaemonSet.
public struct DaemonSetPlacement: Sendable {
    /// The DaemonSet that was judged.
    public let daemonSet: DaemonSet
    /// The pod that its template gives.
    public let template: DaemonPodTemplate
    /// The DaemonSet's own pods.
    public let pods: DaemonPods
    /// A verdict for each node, in the order of the snapshot's nodes.
    public let verdicts: [NodeVerdict]
}
