import KubernetesModel

/// Which pods each PodDisruptionBudget covers, asked once for each group of pods.
struct BudgetTable: Sendable {
    private(set) var budgets: [PodDisruptionBudget]
    /// For each group of pods: positions of the budgets that select it.
    private var budgetsOfGroup: [[Int]] = []
    private let byNamespace: [String: [Int]]

    init(_ budgets: [PodDisruptionBudget], groups: [PodGroup]) {
        self.budgets = budgets
        byNamespace = Dictionary(grouping: budgets.indices) { budgets[$0].metadata.namespace }
        cover(groups)
    }

    /// Takes in the groups that are new; those that were there stand first.
    mutating func cover(_ groups: [PodGroup]) {
        for group in groups.dropFirst(budgetsOfGroup.count) {
            // filterPodsWithPDBViolation: a pod without labels and a budget with an empty selector meet nobody.
            let candidates = group.labels.isEmpty ? [] : byNamespace[group.namespace] ?? []
            budgetsOfGroup.append(
                candidates.filter { position in
                    guard let selector = budgets[position].selector, !selector.isEmpty else { return false }
                    return selector.matches(group.labels)
                })
        }
    }

    /// The positions of the budgets that cover the pod at `position`.
    func positions(forPodAt position: Int, in cluster: PlacementCluster) -> [Int] {
        guard let group = cluster.podGroups.group(ofPodAt: position) else { return [] }
        return budgetsOfGroup[group]
    }

    /// Counts an eviction, of which one less is allowed from now on.
    mutating func spend(_ position: Int) { budgets[position].disruptionsAllowed -= 1 }

    /// The pods whose eviction some budget does not allow any more, each eviction counted in turn, and the others
    /// (`filterPodsWithPDBViolation`).
    func split(_ candidates: [Int], in cluster: PlacementCluster) -> (violating: [Int], others: [Int]) {
        if budgets.isEmpty { return ([], candidates) }
        var allowed: [Int: Int32] = [:]
        var violating: [Int] = []
        var others: [Int] = []
        for candidate in candidates {
            var isViolating = false
            for budget in positions(forPodAt: candidate, in: cluster) {
                if budgets[budget].disruptedPods.contains(cluster.pods[candidate].metadata.name) { continue }
                let left = allowed[budget, default: budgets[budget].disruptionsAllowed] - 1
                allowed[budget] = left
                if left < 0 { isViolating = true }
            }
            if isViolating { violating.append(candidate) } else { others.append(candidate) }
        }
        return (violating, others)
    }
}
