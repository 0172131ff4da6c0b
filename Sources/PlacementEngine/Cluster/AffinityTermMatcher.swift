import KubernetesModel

/// A pod affinity term of one pod, ready to be asked about others (`framework.AffinityTerm`).
struct AffinityTermMatcher: Sendable {
    let topologyKey: String
    /// The labels that a pod must have with just these values.
    var demandedLabels: [Labels.Pair] { selector?.matchLabels.pairs ?? [] }
    private let selector: LabelSelector?
    private let namespaces: [String]
    private let namespaceSelector: LabelSelector?
    /// Whether the namespace selector matches every namespace, whatever it says: see ``VersionRules``.
    private let matchesEveryNamespace: Bool

    /// - Parameters:
    ///   - term: the term as the API has it.
    ///   - namespace: the namespace of the pod that has the term.
    ///   - labels: the labels of the pod that has the term, for `matchLabelKeys`.
    ///   - incomingRules: the rules of the cluster's release where the pod that has the term is the one to be placed; nil
    ///     for a pod that is there, and to take the term by its own words.
    init(_ term: PodAffinityTerm, namespace: String, labels: Labels, incomingRules: VersionRules? = nil) {
        topologyKey = term.topologyKey
        // getNamespacesFromPodAffinityTerm: the pod's own namespace only when nothing else is said.
        namespaces = term.namespaces.isEmpty && term.namespaceSelector == nil ? [namespace] : term.namespaces
        namespaceSelector = term.namespaceSelector
        matchesEveryNamespace =
            incomingRules?.asksNamespaceSelectorWithoutLabels == true
            && (namespaceSelector?.matches(Labels()) ?? false)
        // The API server merges the label keys into the selector when a pod is created
        // (applyMatchLabelKeysAndMismatchLabelKeys); doing it again changes nothing.
        var merged = term.labelSelector
        if merged != nil {
            for key in term.matchLabelKeys {
                guard let value = labels[key] else { continue }
                merged?.matchExpressions.append(.init(key: key, comparison: .isIn, values: [value]))
            }
            for key in term.mismatchLabelKeys {
                guard let value = labels[key] else { continue }
                merged?.matchExpressions.append(.init(key: key, comparison: .notIn, values: [value]))
            }
        }
        selector = merged
    }

    /// Whether a pod with these labels, in this namespace, is one that the term means.
    func matches(labels: Labels, namespace: String, namespaceLabels: @autoclosure () -> Labels) -> Bool {
        guard let selector else { return false }
        let isNamespaceMeant =
            matchesEveryNamespace || namespaces.contains(namespace)
            || (namespaceSelector.map { $0.matches(namespaceLabels()) } ?? false)
        return isNamespaceMeant && selector.matches(labels)
    }
}
