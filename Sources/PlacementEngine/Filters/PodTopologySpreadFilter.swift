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
        /// Matching pods on each node; empty where none is anywhere.
        var countByNode: [Int32]
        /// Matching pods by domain, over all nodes that count. Empty where only the node asked about counts.
        var countByDomain: [String: Int] = [:]
        /// The two domains with the fewest pods: one changed domain leaves the other to compare with.
        var emptiest: [(domain: String, count: Int)] = []
        var isOnlyTargetCounted = false

        var minDomains: Int { Int(rule.minDomains ?? 1) }

        func count(onNodeAt position: Int) -> Int { countByNode.isEmpty ? 0 : Int(countByNode[position]) }

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
        // Rules that select the same pods share their numbers: thousands of rules and nodes would fill memory.
        var known: [LabelSelector: [Int32]] = [:]
        var counted = rules.map { Self.counted($0, of: pod, in: cluster, known: &known) }
        if counted.contains(where: { !$0.isOnlyTargetCounted }) {
            let keys = Set(rules.map(\.topologyKey))
            let labelled = cluster.nodes.indices.filter { position in
                keys.count <= cluster.nodes[position].labels.pairs.count
                    && keys.allSatisfy { cluster.nodes[position].labels[$0] != nil }
            }
            // Rules of the same policies include the same nodes.
            var included: [Inclusion: [Int]] = [:]
            for rule in rules where included[Inclusion(rule)] == nil {
                included[Inclusion(rule)] = labelled.filter {
                    Self.isIncluded(cluster.nodes[$0], by: Inclusion(rule), of: pod, tolerations)
                }
            }
            for position in counted.indices where !counted[position].isOnlyTargetCounted {
                let rule = rules[position]
                var countByDomain: [String: Int] = [:]
                for node in included[Inclusion(rule)] ?? [] {
                    guard let value = cluster.nodes[node].labels[rule.topologyKey] else { continue }
                    countByDomain[value, default: 0] += counted[position].count(onNodeAt: node)
                }
                counted[position].emptiest = Array(
                    countByDomain.map { ($0.key, $0.value) }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.prefix(2))
                counted[position].countByDomain = countByDomain
            }
        }
        constraints = counted
    }

    private static func counted(
        _ rule: TopologySpreadConstraint, of pod: TestedPod, in cluster: PlacementCluster,
        known: inout [LabelSelector: [Int32]]
    ) -> Constraint {
        var selector = rule.labelSelector
        for key in rule.matchLabelKeys {
            guard let value = pod.labels[key] else { continue }
            selector?.matchExpressions.append(.init(key: key, comparison: .isIn, values: [value]))
        }
        var constraint = Constraint(
            rule: rule, selector: selector, selfMatch: (selector?.matches(pod.labels) ?? false) ? 1 : 0,
            countByNode: [])
        constraint.isOnlyTargetCounted = pod.isPinned && rule.honorsNodeAffinity
        // countPodsMatchSelector: an empty selector counts no pod at all.
        guard let selector, !selector.isEmpty else { return constraint }
        let counts = known[selector] ?? Self.counts(of: selector, besides: pod, in: cluster)
        known[selector] = counts
        constraint.countByNode = counts
        return constraint
    }

    private static func counts(
        of selector: LabelSelector, besides pod: TestedPod, in cluster: PlacementCluster
    ) -> [Int32] {
        var counts: [Int32] = []
        for group in cluster.podGroups.groups
        where group.namespace == pod.namespace && selector.matches(group.labels) {
            if counts.isEmpty, !group.nodesOfLiving.isEmpty {
                counts = [Int32](repeating: 0, count: cluster.nodes.count)
            }
            for node in group.nodesOfLiving { counts[Int(node)] += 1 }
        }
        return counts
    }

    /// The policies by which a rule includes nodes.
    private struct Inclusion: Hashable {
        let honorsNodeAffinity: Bool
        let honorsNodeTaints: Bool

        init(_ rule: TopologySpreadConstraint) {
            honorsNodeAffinity = rule.honorsNodeAffinity
            honorsNodeTaints = rule.honorsNodeTaints
        }
    }

    /// Whether a node meets the inclusion policies of a rule. Its pods are counted where it has the topology labels of all
    /// rules too (`nodeLabelsMatchSpreadConstraints`).
    private static func isIncluded(
        _ node: FilteredNode, by inclusion: Inclusion, of pod: TestedPod, _ tolerations: TolerationSet
    ) -> Bool {
        if inclusion.honorsNodeAffinity, !pod.admits(node) { return false }
        return !inclusion.honorsNodeTaints || node.excludingTaints.allSatisfy(tolerations.tolerate)
    }

    func failure(on view: NodeView) -> FilterFailure? {
        let isLabelled = constraints.allSatisfy { view.node.labels[$0.rule.topologyKey] != nil }
        var included: [Inclusion: Bool] = [:]
        for (place, constraint) in constraints.enumerated() {
            let rule = constraint.rule
            guard let domain = view.node.labels[rule.topologyKey] else {
                return FilterFailure(
                    .podTopologySpread, [.topologySpreadLabelMissing(topologyKey: rule.topologyKey)],
                    isUnresolvable: true)
            }
            let inclusion = Inclusion(rule)
            let isIncluded = included[inclusion] ?? Self.isIncluded(view.node, by: inclusion, of: pod, tolerations)
            included[inclusion] = isIncluded
            let isCounted = isLabelled && isIncluded
            let change = isCounted ? self.change(of: constraint, at: place, on: view) : 0
            let own: Int
            let least: Int
            if constraint.isOnlyTargetCounted {
                own = isCounted ? constraint.count(onNodeAt: view.position) + change : 0
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

    /// By how many the pods taken off the node and put on it change what the constraint counts there.
    private func change(of constraint: Constraint, at place: Int, on view: NodeView) -> Int {
        if let counts = view.counts { return place < counts.spread.count ? counts.spread[place] : 0 }
        return matching(view.added, constraint) - matching(view.removed, constraint)
    }

    func count(_ position: Int, _ sign: Int, on node: FilteredNode, into counts: inout ViewCounts) {
        if counts.spread.isEmpty { counts.spread = [Int](repeating: 0, count: constraints.count) }
        for (place, constraint) in constraints.enumerated() {
            counts.spread[place] += sign * matching(CollectionOfOne(position), constraint)
        }
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
