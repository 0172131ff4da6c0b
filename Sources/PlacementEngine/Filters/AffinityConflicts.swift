import KubernetesModel

/// The pods that conflict with a pod by required anti-affinity, for messages that name them.
public struct AffinityConflicts: Sendable {
    /// The pods, as positions in the snapshot.
    public var pods: [Int] = []
    /// The domain that the first rule which holds is about, for instance `kubernetes.io/hostname`.
    public var topologyKey = ""
    /// Whether no rule means any of the pods by its own words: the scheduler of this release takes a `namespaceSelector`
    /// for more than it says (``VersionRules/asksNamespaceSelectorWithoutLabels``).
    public var isByRegressionOnly = false

    /// Collects the pods near `nodes` that `pod` must not be near by its own rules, or, without `isOwnRule`, those
    /// whose rules exclude a pod like it.
    public init(of pod: Pod, near nodes: [Int], isOwnRule: Bool, in cluster: PlacementCluster) {
        let own = isOwnRule ? Self.matchers(of: pod, incomingRules: cluster.versionRules) : []
        let literal = isOwnRule ? Self.matchers(of: pod) : []
        var isMeantLiterally = !isOwnRule
        let labels = nodes.map { cluster.snapshot.nodes[$0].metadata.labels }
        var domains: [String: Set<String>] = [:]
        for (position, usage) in cluster.usage.enumerated() {
            let node = cluster.snapshot.nodes[position]
            for other in usage.pods {
                let candidate = cluster.snapshot.pods[other]
                let matchers = isOwnRule ? own : Self.matchers(of: candidate)
                let meant = isOwnRule ? candidate : pod
                let rule = matchers.first { matcher in
                    let key = matcher.topologyKey
                    if domains[key] == nil { domains[key] = Set(labels.compactMap { $0[key] }) }
                    guard let value = node.metadata.labels[key], domains[key]?.contains(value) == true else {
                        return false
                    }
                    return matcher.matches(
                        labels: meant.metadata.labels, namespace: meant.namespace,
                        namespaceLabels: cluster.labels(ofNamespace: meant.namespace))
                }
                guard let rule else { continue }
                pods.append(other)
                isMeantLiterally =
                    isMeantLiterally
                    || literal.contains {
                        $0.matches(
                            labels: meant.metadata.labels, namespace: meant.namespace,
                            namespaceLabels: cluster.labels(ofNamespace: meant.namespace))
                    }
                if topologyKey.isEmpty { topologyKey = rule.topologyKey }
            }
        }
        isByRegressionOnly = !pods.isEmpty && !isMeantLiterally
    }

    private static func matchers(of pod: Pod, incomingRules: VersionRules? = nil) -> [AffinityTermMatcher] {
        pod.spec.requiredPodAntiAffinity.map {
            AffinityTermMatcher(
                $0, namespace: pod.namespace, labels: pod.metadata.labels, incomingRules: incomingRules)
        }
    }
}
