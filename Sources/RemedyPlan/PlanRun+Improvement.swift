import RemedyPlaybooks

extension PlanRun {
    /// The most steps, and pods, of a plan whose steps are left out one by one.
    private static let most = (steps: 12, pods: 20_000)
    /// The most candidates, and nodes, for every order to be tried, and how much all of that may take: nodes, and entries
    /// of templates, each as often as it is looked at.
    private static let mostTried = (candidates: 6, nodes: 60, work: 40_000)

    /// Whether the cluster is small enough for a plan to be improved on once there is one.
    var isImproved: Bool { start.snapshot.pods.count <= Self.most.pods }

    /// Leaves out what is not needed, and where there is little to choose from tries every order.
    mutating func improve() {
        guard isImproved, !isCutShort else { return }
        leaveOutNeedless()
        takeFirstWhatCameTooLate()
        tryEveryOrder()
    }

    /// Leaves out steps without which as many pods become available.
    private mutating func leaveOutNeedless() {
        guard path.steps.count > 1, path.steps.count <= Self.most.steps else { return }
        var place = 0
        while place < path.steps.count, path.steps.count > 1 {
            let left = path.steps[place].candidate
            // Later commands of the same DaemonSet may depend on what this one does to the template.
            let isNeeded = path.steps[(place + 1)...].contains { $0.candidate.daemonSet == left.daemonSet }
            if !isNeeded, let (shorter, end) = replayed(without: place), shorter.gain >= path.gain,
                shorter.precedes(path)
            {
                path = shorter
                cluster = end
            } else {
                place += 1
            }
        }
    }

    private mutating func replayed(without left: Int) -> (path: PlanPath, end: PlannedCluster)? {
        var shorter = PlanPath()
        var cluster = start
        for (place, step) in path.steps.enumerated() where place != left {
            var candidate = step.candidate
            guard
                let effect = try? cluster.effect(of: candidate.trial, for: candidate.finding, on: candidate.daemonSet),
                effect.gain > 0, options.refusal(of: effect) == nil
            else { return nil }
            let (certain, next) = cluster.made(effect)
            guard certain.gain > 0 else { return nil }
            (candidate.gain, candidate.risk) = (certain.gain, certain.risk)
            shorter.append(candidate, certain, on: cluster)
            cluster = next
        }
        return (shorter, cluster)
    }

    /// Begins with a remedy that other steps have spoilt: it may heal more than it takes from them.
    private mutating func takeFirstWhatCameTooLate() {
        guard path.steps.count <= Self.most.steps * 2 else { return }
        let taken = Set(path.steps.map(\.candidate.order))
        let late = first.filter { candidate in
            !taken.contains(candidate.order) && candidate.gain > 0
                && !(candidate.known.flatMap { options.refusal(of: $0.effect) } != nil)
        }
        var tries = 0
        let enough = max(work + Self.leastWork, 3 * work)
        for candidate in late.sorted(by: { $0.precedes($1) }) where tries < Self.mostEarly {
            let isStep = path.steps.contains {
                $0.candidate.daemonSet == candidate.daemonSet && $0.candidate.reference == candidate.reference
            }
            if isStep { continue }
            tries += 1
            var other = self
            other.restart(with: [candidate] + path.steps.map(\.candidate))
            if other.path.precedes(path) { self = other } else { work = other.work }
            if work > min(enough, Self.mostWork) { return }
        }
    }

    /// How many remedies are tried as the first step; no more once that has taken twice the work of the plan, and this
    /// much.
    private static let mostEarly = 8
    private static let leastWork = 60_000

    /// Tries the candidates in every order, where they are few.
    private mutating func tryEveryOrder() {
        let isPerfect = path.steps.count <= 1 && path.steps.allSatisfy { $0.effect.risk == .low } && !path.steps.isEmpty
        guard !isPerfect, first.count > 1, first.count <= Self.mostTried.candidates,
            start.snapshot.nodes.count <= Self.mostTried.nodes
        else { return }
        var best = (path: path, end: cluster)
        var tried = 0
        extend(PlanPath(), on: start, &best, &tried)
        path = best.path
        cluster = best.end
    }

    private mutating func extend(
        _ path: PlanPath, on cluster: PlannedCluster, _ best: inout (path: PlanPath, end: PlannedCluster),
        _ tried: inout Int
    ) {
        if path.precedes(best.path) { best = (path, cluster) }
        guard path.steps.count < Self.mostTried.candidates else { return }
        var choices: [PlanCandidate] = []
        if path.steps.isEmpty {
            choices = first
        } else {
            for daemonSet in Set(first.map(\.daemonSet)).sorted() { choices += fresh(daemonSet, on: cluster) }
        }
        for choice in choices {
            tried += start.snapshot.nodes.count + 2 * (choice.template?.spec.length ?? 0)
            guard tried <= Self.mostTried.work else { return }
            guard path.fields.isDisjoint(with: choice.fields),
                let effect = try? cluster.effect(of: choice.trial, for: choice.finding, on: choice.daemonSet),
                effect.gain >= 0, options.refusal(of: effect) == nil
            else { continue }
            let (certain, next) = cluster.made(effect)
            guard certain.gain >= 0 else { continue }
            var longer = path
            longer.append(choice, certain, on: cluster)
            extend(longer, on: next, &best, &tried)
        }
    }
}
