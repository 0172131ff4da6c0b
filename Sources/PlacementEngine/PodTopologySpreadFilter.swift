import KubernetesModel

/// PodTopologySpread: no domain may hold more matching pods than the emptiest one and the allowed skew
/// (`plugins/podtopologyspread`).
struct PodTopologySpreadFilter: Filter {
    private let constraints: [Constraint]
    private let pod: TestedPod
    private let cluster: PlacementCluster

    /// A required constraint, counted.
    private struct Constraint: Sendable {
        let rule: TopologySpreadConstraint
        let selector: LabelSelector?
        let selfMatch: Int
        /// Matching pods on each node.
        var countByNode: [Int32: Int] = [:]
        /// Matching pods by domain, over all nodes that count. Empty where only the node asked about counts.
        var countByDomain: [String: Int] = [:]
        /// The two domains with the fewest pods: one changed domain leaves the other to compare with.
        var emptiest: [(domain: String, count: Int)] = []
        var isOnlyTargetCounted = false

        var minDomains: Int { Int(rule.minDomains ?? 1) }

        func matches(_ labels: Labels) -> Bool { selector?.matches(labels) ?? false }
    }

    /// Nil when the pod has no required constraint.
    init?(_ pod: TestedPod, in cluster: PlacementCluster) {
        let rules = pod.spec.topologySpreadConstraints.filter(\.isRequired)
        if rules.isEmpty { return nil }
        self.pod = pod
        self.cluster = cluster
        var counted: [Constraint] = []
        for rule in rules {
            var selector = rule.labelSelector
            for key in rule.matchLabelKeys {
                guard let value = pod.labels[key] else { continue }
                selector?.matchExpressions.append(.init(key: key, comparison: .isIn, values: [value]))
            }
            let selfMatch = (selector?.matches(pod.labels) ?? false) ? 1 : 0
            var constraint = Constraint(rule: rule, selector: selector, selfMatch: selfMatch)
            // countPodsMatchSelector: an empty selector counts no pod at all.
            if let selector, !selector.isEmpty {
                for group in cluster.podGroups
                where group.namespace == pod.namespace && selector.matches(group.labels) {
                    for node in group.nodesOfLiving { constraint.countByNode[node, default: 0] += 1 }
                }
            }
            constraint.isOnlyTargetCounted = pod.isPinned && rule.honorsNodeAffinity
            counted.append(constraint)
        }
        for position in counted.indices where !counted[position].isOnlyTargetCounted {
            for (nodePosition, node) in cluster.snapshot.nodes.enumerated()
            where Self.counts(node, for: counted[position].rule, of: pod, allRules: rules) {
                guard let value = node.metadata.labels[counted[position].rule.topologyKey] else { continue }
                let count = counted[position].countByNode[Int32(nodePosition)] ?? 0
                counted[position].countByDomain[value, default: 0] += count
            }
            counted[position].emptiest = Array(
                counted[position].countByDomain.map { ($0.key, $0.value) }
                    .sorted { ($0.1, $0.0) < ($1.1, $1.0) }.prefix(2))
        }
        constraints = counted
    }

    /// Whether a node's pods are counted: it has every topology label, and meets the inclusion policies.
    private static func counts(
        _ node: Node, for rule: TopologySpreadConstraint, of pod: TestedPod, allRules: [TopologySpreadConstraint]
    ) -> Bool {
        for other in allRules where node.metadata.labels[other.topologyKey] == nil { return false }
        if rule.honorsNodeAffinity, !pod.admits(node) { return false }
        if rule.honorsNodeTaints,
            node.taints.contains(where: { $0.excludesPods && !pod.spec.tolerations.tolerate($0) })
        {
            return false
        }
        return true
    }

    func failure(on view: NodeView) -> FilterFailure? {
        let labels = view.node.metadata.labels
        let rules = constraints.map(\.rule)
        for constraint in constraints {
            let rule = constraint.rule
            guard let domain = labels[rule.topologyKey] else {
                return FilterFailure(
                    .podTopologySpread, [.topologySpreadLabelMissing(topologyKey: rule.topologyKey)],
                    isUnresolvable: true)
            }
            let isCounted = Self.counts(view.node, for: rule, of: pod, allRules: rules)
            // updateWithPod asks for the namespace and the selector, not whether the pod is terminating.
            let removed =
                isCounted
                ? view.removed.count { position in
                    let pod = cluster.snapshot.pods[position]
                    return pod.namespace == self.pod.namespace && constraint.matches(pod.metadata.labels)
                } : 0
            let own: Int
            let least: Int
            if constraint.isOnlyTargetCounted {
                own = isCounted ? (constraint.countByNode[Int32(view.position)] ?? 0) - removed : 0
                least = isCounted && constraint.minDomains <= 1 ? own : 0
            } else {
                own = (constraint.countByDomain[domain] ?? 0) - removed
                let other = constraint.emptiest.first { $0.domain != domain }?.count
                let fewest = constraint.countByDomain[domain] == nil ? other : other.map { min($0, own) } ?? own
                least = constraint.countByDomain.count < constraint.minDomains ? 0 : fewest ?? 0
            }
            if own + constraint.selfMatch - least > Int(rule.maxSkew) {
                return FilterFailure(
                    .podTopologySpread, [.topologySpread(topologyKey: rule.topologyKey)], isUnresolvable: false)
            }
        }
        return nil
    }
}
