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
        var crowded = nominated.isEmpty ? nil : trial.adding(nominated, in: cluster)
        if let failure = check.firstFailure(on: trial, crowded: crowded) {
            return failure.isUnresolvable ? .unresolvableWithoutVictims : .insufficient
        }

        if candidates.count > Self.few {
            trial.counts = check.counts(on: trial)
            crowded.modify { $0.counts = check.counts(on: $0) }
        }
        let ordered = mostImportantFirst(candidates)
        let (violating, others) = (budgets ?? cluster.budgets).split(ordered, in: cluster)
        var victims: Set<Int> = []
        for candidate in violating where !reprieve(candidate, on: &trial, &crowded) { victims.insert(candidate) }
        let violations = victims.count
        for candidate in others where !reprieve(candidate, on: &trial, &crowded) { victims.insert(candidate) }
        return .victims(ordered.filter(victims.contains), budgetViolations: violations)
    }

    /// With up to so many candidates the pods that were taken off are counted anew for each.
    private static let few = 8

    /// Puts the pod back where the tested one still fits beside it, also with the pods that wait for the node.
    private func reprieve(_ candidate: Int, on view: inout NodeView, _ crowded: inout NodeView?) -> Bool {
        putBack(candidate, on: &view)
        crowded.modify { putBack(candidate, on: &$0) }
        if check.firstFailure(on: view, crowded: crowded) == nil { return true }
        takeOff(candidate, from: &view)
        crowded.modify { takeOff(candidate, from: &$0) }
        return false
    }

    private func putBack(_ candidate: Int, on view: inout NodeView) {
        view.usage.add(candidate, cluster.footprint(ofPodAt: candidate))
        view.removed.remove(candidate)
        check.count(candidate, 1, in: &view)
    }

    private func takeOff(_ candidate: Int, from view: inout NodeView) {
        view.usage.remove(candidate, cluster.footprint(ofPodAt: candidate))
        view.removed.insert(candidate)
        check.count(candidate, -1, in: &view)
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

extension Optional {
    /// Changes the value in its place, where there is one.
    fileprivate mutating func modify(_ change: (inout Wrapped) -> Void) {
        guard var value = take() else { return }
        change(&value)
        self = value
    }
}
