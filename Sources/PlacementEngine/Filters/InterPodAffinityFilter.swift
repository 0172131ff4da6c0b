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
        if !cluster.antiAffinityGroups.isEmpty {
            for position in cluster.layout.groups.positions(keepingAway: pod.labels, in: cluster) {
                let group = cluster.antiAffinityGroups[position]
                // How many terms of a pod mean the other does not matter: there is one, or none.
                let keys = Set(group.terms.filter(meansTestedPod).map(\.topologyKey)).sorted()
                if keys.isEmpty { continue }
                for key in keys { existingAntiAffinity.add(group.nodes, key: key, in: cluster.nodes) }
                keysOfExisting[position] = keys
            }
        }
        if affinityTerms.isEmpty, antiAffinityTerms.isEmpty {
            if existingAntiAffinity.isEmpty { return nil }
        } else {
            countMeantPods()
        }
    }

    private mutating func countMeantPods() {
        let affinityKeys = Set(affinityTerms.map(\.topologyKey)).sorted()
        // A pod that meets all affinity terms meets the one that fewest meet.
        let terms =
            antiAffinityTerms + affinityTerms.sorted { $0.demandedLabels.count > $1.demandedLabels.count }.prefix(1)
        for position in cluster.layout.groups.positions(meantByAnyOf: terms, in: cluster) {
            let group = cluster.podGroups.groups[position]
            func isMeant(_ term: AffinityTermMatcher) -> Bool {
                term.matches(
                    labels: group.labels, namespace: group.namespace,
                    namespaceLabels: cluster.labels(ofNamespace: group.namespace))
            }
            var keys = MeantKeys()
            // podMatchesAllAffinityTerms: a pod counts for affinity only when it meets every term.
            if !affinityTerms.isEmpty, affinityTerms.allSatisfy(isMeant) {
                keys.affinity = affinityKeys
            }
            keys.antiAffinity = Set(antiAffinityTerms.filter(isMeant).map(\.topologyKey)).sorted()
            if keys.affinity.isEmpty, keys.antiAffinity.isEmpty { continue }
            keysOfMeant[position] = keys
            for key in keys.affinity { affinity.add(group.nodes, key: key, in: cluster.nodes) }
            for key in keys.antiAffinity { antiAffinity.add(group.nodes, key: key, in: cluster.nodes) }
        }
    }

    func failure(on view: NodeView) -> FilterFailure? {
        let node = view.node
        let changes = view.counts?.affinity ?? self.changes(on: view)
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

    /// The changes by the pods that were taken off a node or put on it.
    private func changes(on view: NodeView) -> AffinityChanges {
        var changes = AffinityChanges()
        for position in view.removed { count(position, -1, on: view.node, into: &changes) }
        for position in view.added { count(position, 1, on: view.node, into: &changes) }
        return changes
    }

    func count(_ position: Int, _ sign: Int, on node: FilteredNode, into counts: inout ViewCounts) {
        count(position, sign, on: node, into: &counts.affinity)
    }

    private func count(_ position: Int, _ sign: Int, on node: FilteredNode, into changes: inout AffinityChanges) {
        if let group = cluster.antiAffinityGroup(ofPodAt: position), let keys = keysOfExisting[group] {
            for key in keys where node.labels[key] != nil { changes.existing.add(sign, key: key) }
        }
        if !keysOfMeant.isEmpty, let group = cluster.podGroups.group(ofPodAt: position), let keys = keysOfMeant[group] {
            for key in keys.affinity where node.labels[key] != nil { changes.affinity.add(sign, key: key) }
            for key in keys.antiAffinity where node.labels[key] != nil { changes.antiAffinity.add(sign, key: key) }
        }
    }
}

/// Changes of the counts of a node's domains by pods that were taken off the node or put on it.
struct AffinityChanges {
    var existing = DomainChanges()
    var affinity = DomainChanges()
    var antiAffinity = DomainChanges()
}
