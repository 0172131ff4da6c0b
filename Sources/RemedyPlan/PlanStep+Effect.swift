import ClusterSimulation
import DiagnosisEngine
import KubernetesModel
import RemedyPlaybooks
import Wording

extension PlanStep {
    /// What a candidate does on a cluster.
    init(_ candidate: PlanCandidate, _ effect: StepEffect, number: Int, on cluster: PlannedCluster) {
        let name = cluster.snapshot.daemonSets[effect.daemonSet].metadata.qualifiedName
        self.init(
            number: number, cause: candidate.cause, finding: candidate.reference, code: candidate.finding.code,
            daemonSet: name,
            remedy: candidate.remedy, before: cluster.totals(of: effect.daemonSet), after: PodTotals())
        remedy.simulation = effect.simulation
        remedy.risk = effect.risk
        minReadySeconds = Int(clamping: cluster.snapshot.daemonSets[effect.daemonSet].minReadySeconds.int64)
        note(effect, on: cluster)
    }

    mutating func note(_ effect: StepEffect, on cluster: PlannedCluster) {
        let names = effect.outcome.nodes.map(\.name)
        let was = cluster.isAvailable[effect.daemonSet]
        let isAfter = effect.available
        after = PodTotals(
            available: isAfter.count { $0 } - effect.atRisk, desired: effect.outcome.nodes.count { $0.after.isEligible }
        )
        gains = effect.gained(over: was).map { names[$0] }.sorted(by: NaturalOrder.precedes)
        uncertain = effect.uncertain.map { names[$0] }.sorted(by: NaturalOrder.precedes)
        loses = was.indices.filter { was[$0] && !isAfter[$0] }.map { names[$0] }.sorted(by: NaturalOrder.precedes)
        if effect.trial.changes.contains(where: \.replacesPods) { updated = Self.updated(effect, of: after.desired) }
        others = effect.others.map { position, change in
            let before = cluster.totals(of: position)
            let available = before.available + change.gained.count - change.lost.count
            return OtherDaemonSet(
                name: cluster.snapshot.daemonSets[position].metadata.qualifiedName, before: before,
                after: PodTotals(available: available, desired: max(before.desired, available)))
        }.sorted { $0.name < $1.name }
        let budgets = Set(effect.simulation.evicts.compactMap(\.violatesBudget)).sorted()
        violates = budgets.map { "PodDisruptionBudget \($0)" }
        deletesPodsOn = (effect.trial.deletedByHand ?? []).sorted()
            .filter { $0 < names.count }.map { names[$0] }.sorted(by: NaturalOrder.precedes)
        if let atOnce = effect.simulation.atOnce, let budget = effect.outcome.rollout?.budget,
            case .maxUnavailable(let count) = budget, atOnce > count, !deletesPodsOn.isEmpty
        {
            violates.append("maxUnavailable (\(count))")
        }
    }
}

extension PlanStep {
    /// How many nodes have a pod of the newest template after a step, at least.
    private static func updated(_ effect: StepEffect, of desired: Int) -> Int {
        let refused = effect.outcome.nodes.count { node in
            if case .refusedByQuota = node.after { true } else { false }
        }
        guard case .rollingUpdate = effect.outcome.daemonSet.updateStrategy else {
            // With OnDelete only those are replaced that somebody deletes.
            let deleted = effect.trial.deletedByHand ?? []
            let replaced = effect.outcome.nodes.count { $0.after.isEligible && deleted.contains($0.position) }
            return max(replaced - refused, 0)
        }
        let held = effect.outcome.rollout.map { $0.staleNodes.count + $0.holdups.count } ?? refused
        return max(desired - held, 0)
    }
}

extension Plan {
    /// Where a DaemonSet's template is changed more than once, `rollout undo` without a number would bring a later step's
    /// template back: the steps before that name the revision that they began with.
    mutating func numberRollbacks(revisionOf newest: (String) -> WholeNumber?) {
        let changing = steps.indices.filter { steps[$0].updated != nil }
        for (name, places) in Dictionary(grouping: changing, by: { steps[$0].daemonSet }) where places.count > 1 {
            for (offset, place) in places.enumerated() {
                steps[place].remedy.rollback = steps[place].remedy.rollback.map { command in
                    guard command.contains("undo"), !command.contains(where: { $0.hasPrefix("--to-revision") }) else {
                        return command
                    }
                    guard let first = newest(name), first > 0, first < .max - WholeNumber(places.count) else {
                        return ["kubectl", "-n"] + command.dropFirst(2).prefix(1) + ["rollout", "history"]
                            + command.suffix(1)
                    }
                    return command + ["--to-revision=\(first + WholeNumber(offset))"]
                }
            }
        }
    }
}
