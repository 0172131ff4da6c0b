import KubernetesModel

/// Tries which nodes are eligible for a DaemonSet, in the cluster or in an edited one.
public struct EligibilityTrial: Sendable {
    private let rule: EligibilityRule
    private let cluster: PlacementCluster

    /// Prepares the rule for a DaemonSet as it is or as it would be.
    public init(_ daemonSet: DaemonSet, in cluster: PlacementCluster) {
        self.cluster = cluster
        rule = EligibilityRule(
            daemonSet, template: DaemonPodTemplate(daemonSet, in: cluster.index), in: cluster.index)
    }

    /// Whether the node is one of the DaemonSet's.
    public func isEligible(at position: Int) -> Bool { rule.eligibility(of: cluster.nodes[position]).shouldRun }
}
