import KubernetesModel

/// Tries preemption on one node at a time.
struct PreemptionTrial {
    let check: PreparedCheck
    let cluster: PlacementCluster
    /// The pods that wait for the node with a priority at least as high.
    let nominated: [Int]
    /// The budgets after earlier evictions; nil for those of the cluster.
    var budgets: BudgetTable?

    /// The outcome on a node where the pod does not fit, `failure` being what the scheduler saw first.
    func outcome(on view: NodeView, after failure: FilterFailure) -> Preemption {
        // PodEligibleToPreemptOthers comes before any look at the nodes.
        if check.pod.neverPreempts { return .never }
        if failure.isUnresolvable { return .notHelpful }
        return selectVictims(on: view)
    }

    /// `SelectVictimsOnNode`.
    private func selectVictims(on view: NodeView) -> Preemption {
        let priority = check.pod.priority
        let candidates = view.usage.pods.filter { cluster.specs.priority(ofPodAt: $0) < priority }
        if candidates.isEmpty { return .noVictims }
        var trial = view
        for candidate in candidates { trial.usage.release(cluster.footprint(ofPodAt: candidate)) }
        trial.usage.pods.removeAll { cluster.specs.priority(ofPodAt: $0) < priority }
        trial.removed.formUnion(candidates)
        if let failure = check.firstFailure(on: trial, nominated: nominated, in: cluster) {
            return failure.isUnresolvable ? .unresolvableWithoutVictims : .insufficient
        }

        if candidates.count > Self.few { trial.affinityChanges = check.affinityChanges(on: trial) }
        let ordered = mostImportantFirst(candidates)
        let (violating, others) = (budgets ?? cluster.budgets).split(ordered, in: cluster)
        var victims: Set<Int> = []
        for candidate in violating where !reprieve(candidate, on: &trial) { victims.insert(candidate) }
        let violations = victims.count
        for candidate in others where !reprieve(candidate, on: &trial) { victims.insert(candidate) }
        return .victims(ordered.filter(victims.contains), budgetViolations: violations)
    }

    /// With up to so many candidates the pods that were taken off are counted anew for each.
    private static let few = 8

    /// Puts the pod back where the tested one still fits beside it.
    private func reprieve(_ candidate: Int, on view: inout NodeView) -> Bool {
        let footprint = cluster.footprint(ofPodAt: candidate)
        view.usage.add(candidate, footprint)
        view.removed.remove(candidate)
        check.count(candidate, 1, in: &view)
        if check.fits(on: view, nominated: nominated, in: cluster) { return true }
        view.usage.remove(candidate, footprint)
        view.removed.insert(candidate)
        check.count(candidate, -1, in: &view)
        return false
    }

    /// By `schedutil.MoreImportantPod`: by priority, then by who started first.
    private func mostImportantFirst(_ candidates: [Int]) -> [Int] {
        let now = cluster.index.snapshot.capturedAt
        let ranked = candidates.enumerated().map { offset, position in
            (
                position: position, offset: offset, priority: cluster.specs.priority(ofPodAt: position),
                start: cluster.pods[position].status.startTime ?? now
            )
        }
        return ranked.sorted { left, right in
            if left.priority != right.priority { return left.priority > right.priority }
            return (left.start, left.offset) < (right.start, right.offset)
        }.map(\.position)
    }
}
