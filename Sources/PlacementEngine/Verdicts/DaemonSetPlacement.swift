import KubernetesModel

/// The verdicts on one DaemonSet.
public struct DaemonSetPlacement: Sendable {
    public let daemonSet: DaemonSet
    public let template: DaemonPodTemplate
    /// The DaemonSet's own pods.
    public let pods: DaemonPods
    /// A verdict for each node, in the order of the snapshot's nodes.
    public let verdicts: [NodeVerdict]
}
