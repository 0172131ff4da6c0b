import KubernetesModel

/// Tries which nodes are eligible for a DaemonSet, in the cluster or in an edited one.
public struct EligibilityTrial: Sendable {
    private let rule: EligibilityRule
    private let cluster: PlacementCluster

    /// Prepares the rule for a DaemonSet as it is or as it would be.
    public init(_ daemonSet: DaemonSet, in cluster: PlacementCluster) {
        self.init(daemonSet, template: DaemonPodTemplate(daemonSet, in: cluster.index), in: cluster)
    }

    /// Prepares the rule for a DaemonSet whose template the caller has already.
    public init(_ daemonSet: DaemonSet, template: DaemonPodTemplate, in cluster: PlacementCluster) {
        self.init(rule: EligibilityRule(daemonSet, template: template, in: cluster.index), cluster: cluster)
    }

    private init(rule: EligibilityRule, cluster: PlacementCluster) {
        self.rule = rule
        self.cluster = cluster
    }

    /// The same rule in an edited cluster of the same snapshot.
    public func moved(to cluster: PlacementCluster) -> EligibilityTrial {
        EligibilityTrial(rule: rule, cluster: cluster)
    }

    /// Whether the node is one of the DaemonSet's.
    public func isEligible(at position: Int) -> Bool { rule.eligibility(of: cluster.nodes[position]).shouldRun }
}
