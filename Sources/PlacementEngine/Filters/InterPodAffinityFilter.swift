import KubernetesModel

/// InterPodAffinity: the pod's own affinity and anti-affinity, and that of the pods which are there already
/// (`plugins/interpodaffinity`).
struct InterPodAffinityFilter: Filter {
    static let scope = FilterScope.neighbours

    /// Domains closed by pods that are there.
    private var existingAntiAffinity = DomainCounts()
    /// Pods that meet all affinity terms of the tested pod.
    private var affinity = DomainCounts()
    /// Pods that meet an anti-affinity term of the tested pod.
    private var antiAffinity = DomainCounts()

    /// For each group of pods that keep the tested pod away: under which label keys.
    private var keysOfExisting: [Int: [String]] = [:]
    /// For each group of pods that the tested pod's terms mean: under which label keys.
    private var keysOfMeant: [Int: MeantKeys] = [:]

    private let affinityTerms: [AffinityTermMatcher]
    private let antiAffinityTerms: [AffinityTermMatcher]
    private let meetsOwnAffinity: Bool
    private let cluster: PlacementCluster

    /// The label keys of the terms that mean a group of pods.
    private struct MeantKeys: Sendable {
        var affinity: [String] = []
        var antiAffinity: [String] = []
    }

    /// Nil when no rule of any pod concerns the tested one.
    init?(_ pod: TestedPod, in cluster: PlacementCluster) {
        func matchers(_ terms: [PodAffinityTerm]) -> [AffinityTermMatcher] {
            terms.map {
                AffinityTermMatcher(
                    $0, namespace: pod.namespace, labels: pod.labels, incomingRules: cluster.versionRules)
            }
        }
        affinityTerms = matchers(pod.spec.requiredPodAffinity)
        antiAffinityTerms = matchers(pod.spec.requiredPodAntiAffinity)
        self.cluster = cluster
        let namespaceLabels = cluster.labels(ofNamespace: pod.namespace)
        func meansTestedPod(_ term: AffinityTermMatcher) -> Bool {
            term.matches(labels: pod.labels, namespace: pod.namespace, namespaceLabels: namespaceLabels)
        }
        meetsOwnAffinity = !affinityTerms.isEmpty && affinityTerms.allSatisfy(meansTestedPod)
        for (position, group) in cluster.antiAffinityGroups.enumerated() {
            for term in group.terms where meansTestedPod(term) {
                existingAntiAffinity.add(group.nodes, key: term.topologyKey, in: cluster.nodes)
                keysOfExisting[position, default: []].append(term.topologyKey)
            }
        }
        if affinityTerms.isEmpty, antiAffinityTerms.isEmpty {
            if existingAntiAffinity.isEmpty { return nil }
        } else {
            countMeantPods()
        }
    }

    private mutating func countMeantPods() {
        for (position, group) in cluster.podGroups.groups.enumerated() {
            func isMeant(_ term: AffinityTermMatcher) -> Bool {
                term.matches(
                    labels: group.labels, namespace: group.namespace,
                    namespaceLabels: cluster.labels(ofNamespace: group.namespace))
            }
            var keys = MeantKeys()
            // podMatchesAllAffinityTerms: a pod counts for affinity only when it meets every term.
            if !affinityTerms.isEmpty, affinityTerms.allSatisfy(isMeant) {
                keys.affinity = affinityTerms.map(\.topologyKey)
            }
            for term in antiAffinityTerms where isMeant(term) { keys.antiAffinity.append(term.topologyKey) }
            if keys.affinity.isEmpty, keys.antiAffinity.isEmpty { continue }
            keysOfMeant[position] = keys
            for key in keys.affinity { affinity.add(group.nodes, key: key, in: cluster.nodes) }
            for key in keys.antiAffinity { antiAffinity.add(group.nodes, key: key, in: cluster.nodes) }
        }
    }

    func failure(on view: NodeView) -> FilterFailure? {
        let node = view.node
        var changes = Changes()
        if !view.removed.isEmpty || !view.added.isEmpty {
            for position in view.removed { count(position, -1, on: node, into: &changes) }
            for position in view.added { count(position, 1, on: node, into: &changes) }
        }
        if !affinityTerms.isEmpty, !satisfiesAffinity(node, changes.affinity) {
            return FilterFailure(.interPodAffinity, [.podAffinity], isUnresolvable: true)
        }
        for term in antiAffinityTerms {
            guard let value = node.labels[term.topologyKey] else { continue }
            if antiAffinity[term.topologyKey, value] + changes.antiAffinity[term.topologyKey] > 0 {
                return FilterFailure(.interPodAffinity, [.podAntiAffinity], isUnresolvable: false)
            }
        }
        if existingAntiAffinity.isAnyAbove(zero: changes.existing, on: node) {
            return FilterFailure(.interPodAffinity, [.existingPodsAntiAffinity], isUnresolvable: false)
        }
        return nil
    }

    /// `satisfyPodAffinity`.
    private func satisfiesAffinity(_ node: FilteredNode, _ changes: DomainChanges) -> Bool {
        var podsExist = true
        for term in affinityTerms {
            guard let value = node.labels[term.topologyKey] else { return false }
            if affinity[term.topologyKey, value] + changes[term.topologyKey] <= 0 { podsExist = false }
        }
        // The first pod of a series that wants to be near itself is let in.
        return podsExist || meetsOwnAffinity && affinity.isEmpty(with: changes, on: node)
    }

    /// Changes of the counts by pods that were taken off the node or put on it.
    private struct Changes {
        var existing = DomainChanges()
        var affinity = DomainChanges()
        var antiAffinity = DomainChanges()
    }

    private func count(_ position: Int, _ sign: Int, on node: FilteredNode, into changes: inout Changes) {
        if let group = cluster.antiAffinityGroup(ofPodAt: position), let keys = keysOfExisting[group] {
            for key in keys where node.labels[key] != nil { changes.existing.add(sign, key: key) }
        }
        if !keysOfMeant.isEmpty, let group = cluster.podGroups.group(ofPodAt: position), let keys = keysOfMeant[group] {
            for key in keys.affinity where node.labels[key] != nil { changes.affinity.add(sign, key: key) }
            for key in keys.antiAffinity where node.labels[key] != nil { changes.antiAffinity.add(sign, key: key) }
        }
    }
}
