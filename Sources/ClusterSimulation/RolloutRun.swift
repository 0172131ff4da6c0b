import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// Goes through a rollout as the controller does it (`DaemonSetsController.manage`, `rollingUpdate`).
///
/// Without a surge every node with pods spends a slot of maxUnavailable that has not exactly one available pod; old pods
/// that are not available are replaced all the same, available ones only in slots that are left. With a surge a new pod
/// that is not available spends a slot of maxSurge as long as an old one serves beside it; on a node that is no longer
/// eligible the old pod stays until more pods are available than are desired, and spends no slot. Which nodes come first
/// the controller leaves open; here they come in the order of the snapshot.
struct RolloutRun {
    private let isSurging: Bool
    private let isByHand: Bool
    private var starts: [RolloutStart] = []
    /// Nodes to which a pod has to come.
    private var pending: [Int] = []
    private var candidates: [Int] = []
    /// With a surge, nodes that are no longer eligible, with an old pod that is available.
    private var sunsetted: [Int] = []
    private var holdups: [Int: RolloutCost.Holdup.Reason] = [:]
    private var isReplacing = false
    private var cost = RolloutCost()

    init(_ run: SimulationRun) {
        if case .rollingUpdate(_, let surge) = run.daemonSet.updateStrategy {
            isSurging = surge.scaled(of: 100) > 0
            isByHand = false
        } else {
            isSurging = false
            isByHand = true
        }
    }

    /// Sees what there is on a node, and does what does not wait for a slot.
    mutating func begin(at position: Int, in run: inout SimulationRun) {
        let eligibility = run.eligibility(at: position)
        var pods = run.ownPods(at: position)
        if !run.changed.evicted.isEmpty { pods.removeAll(where: run.changed.evicted.contains) }
        let isAdded = run.nodes[position].isAdded
        let isSilent = !isAdded && run.simulator.silentNodes[position]
        var start = RolloutStart(
            pods, isSilent: isSilent, eligibility: eligibility, isSurging: isSurging,
            minReadySeconds: run.daemonSet.minReadySeconds, in: run.simulator.engine.index, stale: run.stalePods)
        if start.fate == .candidate, !isByHand, run.outlook.deletedByHand?.contains(position) ?? false {
            start.deleteByHand(isWanted: eligibility.shouldRun)
            (cost.rounds, cost.atOnce) = (1, (cost.atOnce ?? 0) + 1)
        }
        starts.append(start)
        isReplacing = isReplacing || start.living.contains { run.stalePods.contains($0) }
        if !eligibility.shouldRun {
            run.nodes[position].after = .ineligible(eligibility.exclusions)
        } else if !run.nodes[position].after.isEligible {
            // A pod that was not to be there is there by right now.
            run.nodes[position].after = start.living.isEmpty ? .blocked([], nil) : .placed
        }
        switch start.fate {
        case .nothing: break
        case .stays(let isBound):
            if !isBound, isByHand, run.changesTemplate {
                // It keeps the old template until somebody deletes it.
                if !run.nodes[position].after.hasPlace { holdups[position] = .noPlace }
            } else if isBound, !run.isSmaller(position) {
                if eligibility.shouldRun { run.nodes[position].after = .placed }
                if run.outlook.failing.contains(position) || !eligibility.shouldRun && isDown(start, &run) {
                    holdups[position] = .notAvailable
                }
            } else if eligibility.shouldRun {
                pending.append(position)
            }
        case .comes:
            if isSilent, isBound(start, run) {
                holdups[position] = .unreachable
            } else {
                countReplaced(start, &run)
                pending.append(position)
            }
        case .surges: surge(position, start, &run)
        case .candidate where isSurging && !eligibility.shouldRun: sunsetted.append(position)
        case .candidate: candidates.append(position)
        case .leaves: leave(position, start, &run)
        case .lingers: holdups[position] = isSilent ? .unreachable : .terminating
        }
    }

    /// A new pod is there beside the old one: it is available soon, or it waits, or it fails.
    private mutating func surge(_ position: Int, _ start: RolloutStart, _ run: inout SimulationRun) {
        let new = start.living.first { !run.stalePods.contains($0) }
        guard new.map({ !run.snapshot.pods[$0].nodeName.isEmpty }) ?? false else {
            pending.append(position)
            return
        }
        run.nodes[position].after = .placed
        if run.outlook.failing.contains(position) {
            holdups[position] = .notAvailable
        } else {
            countReplaced(start, &run)
        }
    }

    private func isDown(_ start: RolloutStart, _ run: inout SimulationRun) -> Bool {
        !start.living.contains { run.snapshot.pods[$0].isReady }
    }

    /// Goes on until nothing moves any more; nil where no pod is to be replaced.
    mutating func run(_ run: inout SimulationRun) throws(SimulationError) -> RolloutCost? {
        let desired = run.nodes.count { $0.after.isEligible }
        setBudget(run.daemonSet, desired: desired)
        try run.remove(
            pending.flatMap { position in
                let start = starts[position]
                return start.fate == .comes ? run.ownPods(at: position).filter { !start.lingering.contains($0) } : []
            })
        try placePending(&run)
        // Old pods that go can only make room for others: where all that are left fit already, their order is all one.
        if pending.isEmpty { run.trustPlaces(of: candidates) }
        var next = 0
        while next < candidates.count {
            // With OnDelete there is no budget: somebody deletes them.
            let slots = isByHand ? candidates.count : cost.budget.count - spentSlots
            guard slots > 0 else { break }
            let round = candidates[next..<min(candidates.count, next + slots)]
            next += round.count
            cost.rounds = (cost.rounds ?? 0) + 1
            cost.atOnce = max(cost.atOnce ?? 0, round.count)
            for position in round { try replace(position, &run) }
            try placePending(&run)
        }
        let kept = sunset(&run, desired: desired)
        // What was not reached keeps its pod and its template.
        let left = candidates[next...]
        for position in left where run.nodes[position].after.isEligible { run.nodes[position].after = .placed }
        if !isSurging {
            // The controller goes through the nodes in no order, so it may come to any of these before it stalls.
            for position in left where run.nodes[position].after.isEligible {
                let standing = run.outlook(at: position)
                if !standing.hasPlace { cost.atRisk.append(.init(node: run.nodes[position].name, standing: standing)) }
            }
        }
        let beside = isSurging ? holdups.keys.filter { starts[$0].hasOldPod } : []
        return summary(run, stale: Array(left) + beside + kept)
    }

    /// Takes old pods off nodes that are no longer eligible, as many as there are more available pods than desired ones.
    ///
    /// - Returns: the nodes that keep theirs.
    private mutating func sunset(_ run: inout SimulationRun, desired: Int) -> [Int] {
        if sunsetted.isEmpty { return [] }
        let available = starts.indices.count { position in
            let isEligible = run.nodes[position].after.isEligible
            switch starts[position].fate {
            case .candidate where !isEligible: return true
            case .stays(isBound: true) where !isEligible: return !isDown(starts[position], &run)
            default: break
            }
            guard isEligible else { return false }
            if holdups[position] != nil { return starts[position].hasOldPod }
            return run.nodes[position].after.hasPlace
        }
        let deletable = max(0, min(available - desired, sunsetted.count))
        for position in sunsetted.prefix(deletable) { leave(position, starts[position], &run) }
        return Array(sunsetted.dropFirst(deletable))
    }

    private mutating func setBudget(_ daemonSet: DaemonSet, desired: Int) {
        guard case .rollingUpdate(let unavailable, let surge) = daemonSet.updateStrategy else { return }
        let (surging, down) = (surge.scaled(of: desired), unavailable.scaled(of: desired))
        cost.budget = surging > 0 ? .maxSurge(surging) : .maxUnavailable(max(1, down))
    }

    /// Slots that no longer come free.
    private var spentSlots: Int {
        isSurging ? holdups.keys.count { starts[$0].hasOldPod } : holdups.count
    }

    /// Gives every pod a place that now can have one.
    private mutating func placePending(_ run: inout SimulationRun) throws(SimulationError) {
        var hasPlaced = true
        while hasPlaced, !pending.isEmpty {
            hasPlaced = false
            var left: [Int] = []
            for position in pending {
                let start = starts[position]
                let stays: Bool
                if case .stays = start.fate { stays = true } else { stays = false }
                let isThere = stays && !start.living.isEmpty || start.fate == .surges
                let gone: [Int]
                switch start.fate {
                case .surges: gone = []
                case .candidate where isSurging: gone = []
                default:
                    let own = run.ownPods(at: position)
                    gone = start.lingering.isEmpty ? own : own.filter { !start.lingering.contains($0) }
                }
                let waiting =
                    stays && position < run.before.verdicts.count
                    ? run.before.verdicts[position].differingPod : nil
                let standing = try run.place(
                    at: position, without: gone, waiting: waiting, isCreated: !isThere)
                guard standing.hasPlace else {
                    left.append(position)
                    if start.hasOldPod, isSurging {
                        holdups[position] = .predecessor
                    } else {
                        run.nodes[position].after = standing
                        holdups[position] = .noPlace
                    }
                    continue
                }
                // Only where places depend on each other is it worth asking the others again.
                hasPlaced = hasPlaced || run.isSequential
                try settle(position, start, standing, &run)
            }
            pending = run.isSequential ? left : []
        }
    }

    private mutating func settle(
        _ position: Int, _ start: RolloutStart, _ standing: SimulationOutcome.Standing, _ run: inout SimulationRun
    ) throws(SimulationError) {
        run.nodes[position].after = standing
        holdups[position] = nil
        guard run.serves(at: position) else {
            holdups[position] = .notAvailable
            run.nodes[position].isExpectedToFail = true
            if start.fate == .candidate, !isSurging { cost.failures.append(run.nodes[position].name) }
            return
        }
        if start.hasOldPod, isSurging {
            countReplaced(start, &run)
            try run.remove(start.living.filter { run.stalePods.contains($0) })
        }
    }

    /// Takes an old pod out of service, or with a surge has the new one come up beside it.
    private mutating func replace(_ position: Int, _ run: inout SimulationRun) throws(SimulationError) {
        let start = starts[position]
        let isEligible = run.nodes[position].after.isEligible
        if !isEligible {
            leave(position, start, &run)
            return
        }
        if isSurging {
            pending.append(position)
            return
        }
        if !run.nodes[position].isAdded, run.simulator.silentNodes[position] {
            holdups[position] = .unreachable
            return
        }
        countReplaced(start, &run)
        try run.remove(run.ownPods(at: position))
        pending.append(position)
    }

    private mutating func leave(_ position: Int, _ start: RolloutStart, _ run: inout SimulationRun) {
        let isSilent = run.simulator.silentNodes[position] && isBound(start, run)
        if isSilent {
            // Terminating pods spend no slot of a surge.
            if !isSurging { holdups[position] = .unreachable }
        } else if start.living.contains(where: { run.snapshot.pods[$0].isReady }) {
            cost.removals.append(run.nodes[position].name)
        }
        if !isSilent { run.noteLeaving(start.living) }
    }

    /// Whether a pod is on the node: one that waits for it goes at once, whether its kubelet answers or not.
    private func isBound(_ start: RolloutStart, _ run: SimulationRun) -> Bool {
        start.living.contains { !run.snapshot.pods[$0].nodeName.isEmpty }
    }

    private mutating func countReplaced(_ start: RolloutStart, _ run: inout SimulationRun) {
        cost.restarts += start.living.count { run.stalePods.contains($0) && run.snapshot.pods[$0].isReady }
    }

    private func summary(_ run: SimulationRun, stale: [Int]) -> RolloutCost? {
        guard isReplacing || !cost.removals.isEmpty else { return nil }
        var cost = cost
        cost.staleNodes = stale.sorted().map { run.nodes[$0].name }
        cost.holdups = holdups.sorted { $0.key < $1.key }.map {
            .init(node: run.nodes[$0.key].name, reason: $0.value, isEligible: run.nodes[$0.key].after.isEligible)
        }
        if isByHand {
            (cost.rounds, cost.atOnce) = (nil, nil)
        } else {
            cost.rounds = cost.rounds ?? 0
        }
        return cost
    }
}

extension RolloutStart {
    /// Whether an old pod serves there until a new one does.
    fileprivate var hasOldPod: Bool { fate == .candidate || fate == .surges }
}
