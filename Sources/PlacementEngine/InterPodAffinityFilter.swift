import KubernetesModel

/// InterPodAffinity: the pod's own affinity and anti-affinity, and that of the pods which are there already
/// (`plugins/interpodaffinity`).
struct InterPodAffinityFilter: Filter {
    /// Domains closed by pods that are there.
    private let existingAntiAffinity: DomainCounts
    /// Pods that meet all affinity terms of the tested pod.
    private let affinity: DomainCounts
    /// Pods that meet an anti-affinity term of the tested pod.
    private let antiAffinity: DomainCounts

    private let affinityTerms: [AffinityTermMatcher]
    private let antiAffinityTerms: [AffinityTermMatcher]
    private let meetsOwnAffinity: Bool
    private let pod: TestedPod
    private let cluster: PlacementCluster

    /// Counts of pods by domain, and the label keys that occur among the domains.
    private struct DomainCounts: Sendable {
        var counts: [TopologyPair: Int] = [:]
        var keys: [String] = []

        mutating func add(_ pair: TopologyPair, _ count: Int) {
            counts[pair, default: 0] += count
            if !keys.contains(pair.key) { keys.append(pair.key) }
        }
    }

    /// Nil when no rule of any pod concerns the tested one.
    init?(_ pod: TestedPod, in cluster: PlacementCluster) {
        let namespaceLabels = cluster.labels(ofNamespace: pod.namespace)
        var existing = DomainCounts()
        for group in cluster.antiAffinityGroups {
            for (position, term) in group.terms.enumerated() {
                let matcher = AffinityTermMatcher(term, namespace: group.namespace, labels: Labels())
                guard
                    matcher.matches(
                        labels: pod.labels, namespace: pod.namespace, namespaceLabels: namespaceLabels)
                else { continue }
                for (pair, count) in group.domains[position] { existing.add(pair, count) }
            }
        }
        let spec = pod.spec
        if existing.counts.isEmpty, spec.requiredPodAffinity.isEmpty, spec.requiredPodAntiAffinity.isEmpty {
            return nil
        }
        func matchers(_ terms: [PodAffinityTerm]) -> [AffinityTermMatcher] {
            terms.map { AffinityTermMatcher($0, namespace: pod.namespace, labels: pod.labels) }
        }
        affinityTerms = matchers(spec.requiredPodAffinity)
        antiAffinityTerms = matchers(spec.requiredPodAntiAffinity)
        existingAntiAffinity = existing
        meetsOwnAffinity =
            !affinityTerms.isEmpty
            && affinityTerms.allSatisfy {
                $0.matches(labels: pod.labels, namespace: pod.namespace, namespaceLabels: namespaceLabels)
            }
        self.pod = pod
        self.cluster = cluster
        var near = DomainCounts()
        var away = DomainCounts()
        if !affinityTerms.isEmpty || !antiAffinityTerms.isEmpty {
            for group in cluster.podGroups {
                let matched = Self.matched(
                    affinityTerms, antiAffinityTerms, labels: group.labels, namespace: group.namespace,
                    in: cluster)
                for term in matched {
                    for node in group.nodes {
                        let labels = cluster.snapshot.nodes[Int(node)].metadata.labels
                        guard let value = labels[term.topologyKey] else { continue }
                        let pair = TopologyPair(key: term.topologyKey, value: value)
                        if term.isAnti { away.add(pair, 1) } else { near.add(pair, 1) }
                    }
                }
            }
        }
        affinity = near
        antiAffinity = away
    }

    /// The topology keys under which a pod with these labels counts for the tested pod's terms.
    private static func matched(
        _ affinityTerms: [AffinityTermMatcher], _ antiAffinityTerms: [AffinityTermMatcher], labels: Labels,
        namespace: String, in cluster: PlacementCluster
    ) -> [(topologyKey: String, isAnti: Bool)] {
        func matches(_ term: AffinityTermMatcher) -> Bool {
            term.matches(
                labels: labels, namespace: namespace, namespaceLabels: cluster.labels(ofNamespace: namespace))
        }
        var matched: [(topologyKey: String, isAnti: Bool)] = []
        // podMatchesAllAffinityTerms: a pod counts for affinity only when it meets every term.
        if !affinityTerms.isEmpty, affinityTerms.allSatisfy(matches) {
            matched += affinityTerms.map { ($0.topologyKey, false) }
        }
        for term in antiAffinityTerms where matches(term) { matched.append((term.topologyKey, true)) }
        return matched
    }

    func failure(on view: NodeView) -> FilterFailure? {
        let labels = view.node.metadata.labels
        let change = view.removed.isEmpty ? nil : Change(removing: view, filter: self)
        if !satisfiesAffinity(labels, change) {
            return FilterFailure(.interPodAffinity, [.podAffinity], isUnresolvable: true)
        }
        for term in antiAffinityTerms {
            guard let value = labels[term.topologyKey] else { continue }
            let pair = TopologyPair(key: term.topologyKey, value: value)
            if antiAffinity.counts[pair, default: 0] - (change?.antiAffinity[pair] ?? 0) > 0 {
                return FilterFailure(.interPodAffinity, [.podAntiAffinity], isUnresolvable: false)
            }
        }
        for key in existingAntiAffinity.keys {
            guard let value = labels[key] else { continue }
            let pair = TopologyPair(key: key, value: value)
            if existingAntiAffinity.counts[pair, default: 0] - (change?.existing[pair] ?? 0) > 0 {
                return FilterFailure(.interPodAffinity, [.existingPodsAntiAffinity], isUnresolvable: false)
            }
        }
        return nil
    }

    /// `satisfyPodAffinity`.
    private func satisfiesAffinity(_ labels: Labels, _ change: Change?) -> Bool {
        var podsExist = true
        for term in affinityTerms {
            guard let value = labels[term.topologyKey] else { return false }
            let pair = TopologyPair(key: term.topologyKey, value: value)
            if affinity.counts[pair, default: 0] - (change?.affinity[pair] ?? 0) <= 0 { podsExist = false }
        }
        if podsExist { return true }
        // The first pod of a series that wants to be near itself is let in.
        return meetsOwnAffinity && !affinity.counts.contains { $0.value != (change?.affinity[$0.key] ?? 0) }
    }

    /// What the pods that were taken off the node had counted for.
    private struct Change {
        var existing: [TopologyPair: Int] = [:]
        var affinity: [TopologyPair: Int] = [:]
        var antiAffinity: [TopologyPair: Int] = [:]

        init(removing view: NodeView, filter: InterPodAffinityFilter) {
            let cluster = filter.cluster
            let nodeLabels = view.node.metadata.labels
            let tested = filter.pod
            for position in view.removed {
                let removed = cluster.snapshot.pods[position]
                for term in removed.spec.requiredPodAntiAffinity {
                    let matcher = AffinityTermMatcher(term, namespace: removed.namespace, labels: Labels())
                    guard let value = nodeLabels[term.topologyKey],
                        matcher.matches(
                            labels: tested.labels, namespace: tested.namespace,
                            namespaceLabels: cluster.labels(ofNamespace: tested.namespace))
                    else { continue }
                    existing[TopologyPair(key: term.topologyKey, value: value), default: 0] += 1
                }
                let matched = InterPodAffinityFilter.matched(
                    filter.affinityTerms, filter.antiAffinityTerms, labels: removed.metadata.labels,
                    namespace: removed.namespace, in: cluster)
                for term in matched {
                    guard let value = nodeLabels[term.topologyKey] else { continue }
                    let pair = TopologyPair(key: term.topologyKey, value: value)
                    if term.isAnti { antiAffinity[pair, default: 0] += 1 } else { affinity[pair, default: 0] += 1 }
                }
            }
        }
    }
}
