import ClusterSnapshot
import KubernetesModel

/// What evicting pods of lower priority would do for a pod on one node (`plugins/defaultpreemption`).
public enum Preemption: Equatable, Sendable {
    /// These would be evicted, as positions in the snapshot, most important first; so many against a budget.
    case victims([Int], budgetViolations: Int)
    /// No pod there has a lower priority.
    case noVictims
    /// The pod would not fit with all of them gone.
    case insufficient
    /// With all of them gone something keeps the pod off that no eviction there can mend. Its word is that of
    /// `noVictims`: the scheduler gives both one status (`UnschedulableAndUnresolvable`).
    case unresolvableWithoutVictims
    /// The failure is none that evicting can mend.
    case notHelpful
    /// The pod's `preemptionPolicy` is `Never`.
    case never

    /// The outcome in a word, for `-o json`.
    public var outcome: String {
        switch self {
        case .victims: return "victims"
        case .noVictims, .unresolvableWithoutVictims: return "noVictims"
        case .insufficient: return "insufficient"
        case .notHelpful: return "notHelpful"
        case .never: return "never"
        }
    }
}

/// Tries preemption on single nodes.
struct PreemptionTrial {
    let pod: TestedPod
    let filters: [any Filter]
    let cluster: PlacementCluster

    /// The outcome on a node where the pod does not fit, `failure` being what the scheduler saw first.
    func outcome(on view: NodeView, after failure: FilterFailure) -> Preemption {
        // PodEligibleToPreemptOthers comes before any look at the nodes.
        if pod.neverPreempts { return .never }
        if failure.isUnresolvable { return .notHelpful }
        return selectVictims(on: view)
    }

    /// `SelectVictimsOnNode`.
    private func selectVictims(on view: NodeView) -> Preemption {
        let pods = cluster.snapshot.pods
        let candidates = view.usage.pods.filter { pods[$0].priority < pod.priority }
        if candidates.isEmpty { return .noVictims }
        var trial = view
        for candidate in candidates { remove(candidate, from: &trial) }
        if let failure = firstFailure(trial) {
            return failure.isUnresolvable ? .unresolvableWithoutVictims : .insufficient
        }

        let ordered = candidates.enumerated()
            .sorted { left, right in
                if isMoreImportant(left.element, right.element) { return true }
                if isMoreImportant(right.element, left.element) { return false }
                return left.offset < right.offset
            }.map(\.element)
        let (violating, others) = splitByBudget(ordered)
        var victims: [Int] = []
        var violations = 0
        for candidate in violating where !reprieve(candidate, on: &trial) {
            victims.append(candidate)
            violations += 1
        }
        for candidate in others where !reprieve(candidate, on: &trial) { victims.append(candidate) }
        let rank = Dictionary(uniqueKeysWithValues: ordered.enumerated().map { ($0.element, $0.offset) })
        victims.sort { rank[$0, default: 0] < rank[$1, default: 0] }
        return .victims(victims, budgetViolations: violations)
    }

    private func firstFailure(_ view: NodeView) -> FilterFailure? {
        for filter in filters {
            if let failure = filter.failure(on: view) { return failure }
        }
        return nil
    }

    /// Puts the pod back where the tested one still fits beside it.
    private func reprieve(_ candidate: Int, on view: inout NodeView) -> Bool {
        view.usage.add(candidate, cluster.footprint(ofPodAt: candidate))
        view.removed.removeAll { $0 == candidate }
        if firstFailure(view) == nil { return true }
        remove(candidate, from: &view)
        return false
    }

    private func remove(_ position: Int, from view: inout NodeView) {
        view.usage.remove(position, cluster.footprint(ofPodAt: position))
        view.removed.append(position)
    }

    /// `schedutil.MoreImportantPod`: by priority, then by who started first.
    private func isMoreImportant(_ left: Int, _ right: Int) -> Bool {
        let (left, right) = (cluster.snapshot.pods[left], cluster.snapshot.pods[right])
        if left.priority != right.priority { return left.priority > right.priority }
        let now = cluster.snapshot.capturedAt
        return (left.status.startTime ?? now) < (right.status.startTime ?? now)
    }

    /// `filterPodsWithPDBViolation`.
    private func splitByBudget(_ candidates: [Int]) -> (violating: [Int], others: [Int]) {
        let budgets = cluster.snapshot.podDisruptionBudgets
        var allowed = budgets.map(\.disruptionsAllowed)
        var violating: [Int] = []
        var others: [Int] = []
        for candidate in candidates {
            let pod = cluster.snapshot.pods[candidate]
            var isViolating = false
            for (position, budget) in budgets.enumerated() {
                guard budget.namespace == pod.namespace, !pod.metadata.labels.isEmpty, let selector = budget.selector,
                    !selector.isEmpty, selector.matches(pod.metadata.labels),
                    !budget.disruptedPods.contains(pod.name)
                else { continue }
                allowed[position] -= 1
                if allowed[position] < 0 { isViolating = true }
            }
            if isViolating { violating.append(candidate) } else { others.append(candidate) }
        }
        return (violating, others)
    }
}
