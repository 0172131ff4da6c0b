import KubernetesModel

/// Asks only which nodes are a DaemonSet's, in a cluster that may be only thought of.
public struct EligibilityTrial: Sendable {
    private let rule: EligibilityRule
    private let cluster: PlacementCluster

    public init(_ daemonSet: DaemonSet, in cluster: PlacementCluster) {
        self.cluster = cluster
        rule = EligibilityRule(
            daemonSet, template: DaemonPodTemplate(daemonSet, in: cluster.index), in: cluster.index)
    }

    /// Whether the node is one of the DaemonSet's.
    public func isEligible(at position: Int) -> Bool { rule.eligibility(of: cluster.nodes[position]).shouldRun }
}
