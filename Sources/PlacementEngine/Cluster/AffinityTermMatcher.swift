import KubernetesModel

/// A pod affinity term of one pod, ready to be asked about others (`framework.AffinityTerm`).
struct AffinityTermMatcher: Sendable {
    let topologyKey: String
    private let selector: LabelSelector?
    private let namespaces: [String]
    private let namespaceSelector: LabelSelector?

    /// - Parameters:
    ///   - term: the term as the API has it.
    ///   - namespace: the namespace of the pod that has the term.
    ///   - labels: the labels of the pod that has the term, for `matchLabelKeys`.
    init(_ term: PodAffinityTerm, namespace: String, labels: Labels) {
        topologyKey = term.topologyKey
        // getNamespacesFromPodAffinityTerm: the pod's own namespace only when nothing else is said.
        namespaces = term.namespaces.isEmpty && term.namespaceSelector == nil ? [namespace] : term.namespaces
        namespaceSelector = term.namespaceSelector
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
            namespaces.contains(namespace) || (namespaceSelector.map { $0.matches(namespaceLabels()) } ?? false)
        return isNamespaceMeant && selector.matches(labels)
    }
}
