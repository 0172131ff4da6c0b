import KubernetesModel

/// A label of a node that a rule names, and its value there.
struct TopologyPair: Hashable, Sendable {
    var key: String
    var value: String
}

/// Pods of one namespace with the same required anti-affinity.
struct AntiAffinityGroup: Sendable {
    var namespace: String
    var terms: [PodAffinityTerm]
    /// For each term: on how many pods' behalf each domain is closed to what the term selects.
    var domains: [[TopologyPair: Int]]
}

/// Sorts pods with required anti-affinity into groups.
struct AntiAffinityTable {
    private struct Key: Hashable {
        var namespace: String
        var terms: [PodAffinityTerm]
    }

    private var nodesByKey: [Key: [Int: Int]] = [:]
    private var order: [Key] = []

    mutating func add(_ pod: Pod, node: Int) {
        let terms = pod.spec.requiredPodAntiAffinity
        if terms.isEmpty { return }
        let key = Key(namespace: pod.namespace, terms: terms)
        if nodesByKey[key] == nil { order.append(key) }
        nodesByKey[key, default: [:]][node, default: 0] += 1
    }

    func finish(nodes: [Node]) -> [AntiAffinityGroup] {
        order.map { key in
            var domains = [[TopologyPair: Int]](repeating: [:], count: key.terms.count)
            for (node, count) in nodesByKey[key] ?? [:] {
                for (position, term) in key.terms.enumerated() {
                    guard let value = nodes[node].metadata.labels[term.topologyKey] else { continue }
                    domains[position][TopologyPair(key: term.topologyKey, value: value), default: 0] += count
                }
            }
            return AntiAffinityGroup(namespace: key.namespace, terms: key.terms, domains: domains)
        }
    }
}
