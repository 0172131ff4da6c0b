import KubernetesModel

/// Which pods each PodDisruptionBudget covers, asked once for each group of pods.
struct BudgetTable: Sendable {
    private var budgets: [PodDisruptionBudget]
    /// For each group of pods: positions of the budgets that select it.
    private var budgetsOfGroup: [[Int]] = []
    private let byNamespace: [String: [Int]]

    /// The budgets, before any group of pods is known.
    init(_ budgets: [PodDisruptionBudget]) {
        self.budgets = budgets
        byNamespace = Dictionary(grouping: budgets.indices) { budgets[$0].metadata.namespace }
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

    /// The positions of the budgets that cover a group of pods; none for a pod without a group.
    private func positions(forGroup group: Int?) -> [Int] { group.map { budgetsOfGroup[$0] } ?? [] }

    /// Counts the eviction of a pod: each budget that covers it allows one less from now on. An eviction that was
    /// granted already has been counted.
    ///
    /// - Returns: the first budget that did not allow the eviction; nil when all did.
    mutating func countEviction(ofPod name: String, inGroup group: Int?) -> PodDisruptionBudget? {
        var violated: PodDisruptionBudget?
        for position in positions(forGroup: group) where !budgets[position].disruptedPods.contains(name) {
            if violated == nil, budgets[position].disruptionsAllowed <= 0 { violated = budgets[position] }
            budgets[position].disruptionsAllowed -= 1
        }
        return violated
    }

    /// The pods whose eviction some budget does not allow any more, each eviction counted in turn, and the others
    /// (`filterPodsWithPDBViolation`).
    func split(_ candidates: [Int], in cluster: PlacementCluster) -> (violating: [Int], others: [Int]) {
        if budgets.isEmpty { return ([], candidates) }
        var allowed: [Int: WholeNumber] = [:]
        var violating: [Int] = []
        var others: [Int] = []
        for candidate in candidates {
            var isViolating = false
            for budget in positions(forGroup: cluster.podGroups.group(ofPodAt: candidate)) {
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
