// bare numbers in this file: positions of nodes, and pods counted on them.
import KubernetesModel

/// PodTopologySpread: no domain may hold more matching pods than the emptiest one and the allowed skew
/// (`plugins/podtopologyspread`).
struct PodTopologySpreadFilter: Filter {
    static let scope = FilterScope.neighbours

    private let constraints: [Constraint]
    private let pod: TestedPod
    private let tolerations: TolerationSet
    private let cluster: PlacementCluster

    /// A required constraint, counted.
    private struct Constraint: Sendable {
        let rule: TopologySpreadConstraint
        let selector: LabelSelector?
        let selfMatch: Int
        /// Matching pods on each node.
        var countByNode: [Int32]
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
        let tolerations = TolerationSet(pod.spec.tolerations)
        self.tolerations = tolerations
        var counted = rules.map { Self.counted($0, of: pod, in: cluster) }
        let isLabelled = cluster.nodes.map { node in rules.allSatisfy { node.labels[$0.topologyKey] != nil } }
        for position in counted.indices where !counted[position].isOnlyTargetCounted {
            let rule = rules[position]
            var countByDomain: [String: Int] = [:]
            for (nodePosition, node) in cluster.nodes.enumerated()
            where isLabelled[nodePosition] && Self.isIncluded(node, by: rule, of: pod, tolerations) {
                guard let value = node.labels[rule.topologyKey] else { continue }
                countByDomain[value, default: 0] += Int(counted[position].countByNode[nodePosition])
            }
            counted[position].emptiest = Array(
                countByDomain.map { ($0.key, $0.value) }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.prefix(2))
            counted[position].countByDomain = countByDomain
        }
        constraints = counted
    }

    private static func counted(
        _ rule: TopologySpreadConstraint, of pod: TestedPod, in cluster: PlacementCluster
    ) -> Constraint {
        var selector = rule.labelSelector
        for key in rule.matchLabelKeys {
            guard let value = pod.labels[key] else { continue }
            selector?.matchExpressions.append(.init(key: key, comparison: .isIn, values: [value]))
        }
        var constraint = Constraint(
            rule: rule, selector: selector, selfMatch: (selector?.matches(pod.labels) ?? false) ? 1 : 0,
            countByNode: [Int32](repeating: 0, count: cluster.nodes.count))
        constraint.isOnlyTargetCounted = pod.isPinned && rule.honorsNodeAffinity
        // countPodsMatchSelector: an empty selector counts no pod at all.
        guard let selector, !selector.isEmpty else { return constraint }
        for group in cluster.podGroups.groups
        where group.namespace == pod.namespace && selector.matches(group.labels) {
            for node in group.nodesOfLiving { constraint.countByNode[Int(node)] += 1 }
        }
        return constraint
    }

    /// Whether a node meets the rule's inclusion policies. Its pods are counted where it has the topology labels of all
    /// rules too (`nodeLabelsMatchSpreadConstraints`).
    private static func isIncluded(
        _ node: FilteredNode, by rule: TopologySpreadConstraint, of pod: TestedPod, _ tolerations: TolerationSet
    ) -> Bool {
        if rule.honorsNodeAffinity, !pod.admits(node) { return false }
        return !rule.honorsNodeTaints || node.excludingTaints.allSatisfy(tolerations.tolerate)
    }

    func failure(on view: NodeView) -> FilterFailure? {
        let isLabelled = constraints.allSatisfy { view.node.labels[$0.rule.topologyKey] != nil }
        for constraint in constraints {
            let rule = constraint.rule
            guard let domain = view.node.labels[rule.topologyKey] else {
                return FilterFailure(
                    .podTopologySpread, [.topologySpreadLabelMissing(topologyKey: rule.topologyKey)],
                    isUnresolvable: true)
            }
            let isCounted = isLabelled && Self.isIncluded(view.node, by: rule, of: pod, tolerations)
            let change =
                isCounted ? matching(view.added, constraint) - matching(view.removed, constraint) : 0
            let own: Int
            let least: Int
            if constraint.isOnlyTargetCounted {
                own = isCounted ? Int(constraint.countByNode[view.position]) + change : 0
                least = isCounted && constraint.minDomains <= 1 ? own : 0
            } else {
                let counted = constraint.countByDomain[domain]
                own = (counted ?? 0) + change
                let other = constraint.emptiest.first { $0.domain != domain }?.count
                let fewest = counted == nil ? other : other.map { min($0, own) } ?? own
                least = constraint.countByDomain.count < constraint.minDomains ? 0 : fewest ?? 0
            }
            if own + constraint.selfMatch - least > Int(rule.maxSkew) {
                return FilterFailure(
                    .podTopologySpread, [.topologySpread(topologyKey: rule.topologyKey)], isUnresolvable: false)
            }
        }
        return nil
    }

    /// The number of these pods that the constraint selects: `updateWithPod` looks at namespace and selector, not at
    /// whether the pod is terminating.
    private func matching(_ pods: some Collection<Int>, _ constraint: Constraint) -> Int {
        pods.count { position in
            let metadata = cluster.pods[position].metadata
            return metadata.namespace == pod.namespace && constraint.matches(metadata.labels)
        }
    }
}
