import ClusterSimulation
import DiagnosisEngine
import KubernetesModel
import RemedyPlaybooks
import Wording

/// Says in words what a remedy would do.
enum SimulationWording {
    /// How many names a line holds.
    private static let mostNames = 4

    /// Its effect and its costs, a paragraph each; none where nothing was simulated.
    static func lines(_ simulation: Simulation?) -> [String] {
        guard let simulation else { return [] }
        guard simulation.status != .notSimulated else { return unproven(simulation) }
        var effects = [served(simulation)]
        effects += [newlyEligible(simulation), restarts(simulation)].compactMap(\.self)
        let text = effects.joined(separator: ", ") + "."
        return [simulation.status == .proven ? "Proven: \(text)" : text.capitalizedFirst] + consequences(simulation)
    }

    /// What becomes of an evicted pod, to follow its name. Where it goes is the scheduler's choice: only that it fits is
    /// known.
    static func fate(of eviction: Simulation.Eviction) -> String {
        switch eviction.fate {
        case .moves: return "fits on \(eviction.newNode ?? "another node")"
        case .findsNoNode: return "fits nowhere else"
        case .waits: return "waits for its node (a daemon pod)"
        case .gone: return "gone: no controller recreates it"
        case .unknown: return "where it goes is unknown"
        }
    }

    /// Why nothing is proven, and what it costs where that is known.
    private static func unproven(_ simulation: Simulation) -> [String] {
        guard let reason = simulation.reason else { return [] }
        guard simulation.areCostsKnown else { return ["Not simulated: \(reason)."] }
        let cost = restarts(simulation).map { ". It \($0)" } ?? ""
        return ["Not proven: \(reason)\(cost)."] + consequences(simulation)
    }

    private static func consequences(_ simulation: Simulation) -> [String] {
        var lines: [String] = []
        if !simulation.stillBlocked.isEmpty { lines.append(blocked(simulation)) }
        lines += losses(simulation)
        if let budget = simulation.budget {
            // Nodes whose blockers are told already need not be told again.
            let known = Set(simulation.stillBlocked)
            lines += rollout(
                stale: simulation.keepsOldTemplate, holdups: simulation.holdups, budget: budget,
                isStalled: simulation.isRolloutStalled, besides: known)
        }
        return lines + costs(evictions: simulation.evicts, admissions: simulation.admits)
    }

    private static func losses(_ simulation: Simulation) -> [String] {
        var lines: [String] = []
        let removed = Set(simulation.removes)
        let lost = simulation.loses.filter { !removed.contains($0) }
        if !lost.isEmpty {
            let why = simulation.lossReasons.prefix(2).joined(separator: "; ")
            lines.append("May take the pod from \(names(lost, "node"))\(why.isEmpty ? "" : ": \(why)").")
        }
        if !removed.isEmpty {
            lines.append("Removes the pod from \(names(simulation.removes, "node")): not eligible for the DaemonSet.")
        }
        return lines
    }

    /// Whether a rollout comes to its end, and what holds it up: a paragraph each.
    static func rollout(
        stale: [String], holdups: [RolloutCost.Holdup], budget: RolloutCost.Budget, isStalled: Bool,
        besides known: Set<String> = []
    ) -> [String] {
        var lines: [String] = []
        if !stale.isEmpty {
            let spender: String
            switch budget {
            case .maxUnavailable(let count): spender = "unavailable pods use up maxUnavailable (\(count))"
            case .maxSurge(let count): spender = "new pods that don't become available use up maxSurge (\(count))"
            }
            lines.append(
                "The rollout will stall: \(spender), so \(names(stale, "node")) "
                    + "\(stale.count == 1 ? "keeps" : "keep") the old template.")
        } else if isStalled {
            let waiting = holdups.filter(\.isEligible).map(\.node)
            lines.append("The rollout won't finish: no available pod on \(names(waiting, "node")).")
        }
        guard isStalled else { return lines }
        for reason in RolloutCost.Holdup.Reason.allCases {
            let nodes = holdups.filter { $0.reason == reason && !known.contains($0.node) }.map(\.node)
            if !nodes.isEmpty { lines.append("On \(names(nodes, "node")) \(words(reason)).") }
        }
        return lines
    }

    private static func words(_ reason: RolloutCost.Holdup.Reason) -> String {
        switch reason {
        case .noPlace: return "the new pod stays Pending"
        case .predecessor: return "the new pod can't start next to the old one, and waits for it to go"
        case .notAvailable: return "the pod doesn't become available"
        case .terminating: return "a deleted pod doesn't go away"
        case .unreachable: return "the kubelet doesn't answer, so pods neither start nor stop"
        }
    }

    /// Losses and gains of others, a paragraph each.
    static func costs(evictions: [Simulation.Eviction], admissions: [Simulation.Admission]) -> [String] {
        var lines: [String] = []
        if !evictions.isEmpty { lines.append(self.evictions(evictions)) }
        if !admissions.isEmpty {
            lines.append("Also admits \(names(admissions.map(\.workload), "workload")).")
        }
        return lines
    }

    private static func served(_ simulation: Simulation) -> String {
        let nodes = "\(simulation.unblocks) of \(Wording.count(simulation.of, "node"))"
        switch simulation.aim {
        case .serves: return "makes pods available on \(nodes)"
        case .endsPressure: return "ends the pressure on \(nodes)"
        case .leavesOut: return "takes \(nodes) out of the DaemonSet's desired nodes"
        }
    }

    private static func newlyEligible(_ simulation: Simulation) -> String? {
        guard simulation.newlyEligible > 0, simulation.newlyEligible != simulation.of else { return nil }
        let crowded = simulation.newlyEligibleWithoutPlace.count
        let room = crowded > 0 ? ", \(crowded) of them without room for the pod" : ""
        return "makes \(Wording.count(simulation.newlyEligible, "node")) eligible\(room)"
    }

    private static func restarts(_ simulation: Simulation) -> String? {
        guard simulation.restarts > 0 else { return nil }
        return restarts(simulation.restarts, atOnce: simulation.atOnce, isByHand: simulation.rounds == nil)
    }

    /// `restarts 22 pods, at most 3 at a time`.
    static func restarts(_ count: Int, atOnce: Int?, isByHand: Bool) -> String {
        let pods = "restarts \(Wording.count(count, "pod"))"
        if isByHand { return "\(pods) when deleted by hand" }
        guard count > 1, let atOnce else { return pods }
        if atOnce == 1 { return "\(pods), one at a time" }
        return atOnce >= count ? "\(pods) at once" : "\(pods), at most \(atOnce) at a time"
    }

    private static func blocked(_ simulation: Simulation) -> String {
        let reasons = simulation.blockers.prefix(2).joined(separator: "; ")
        return "Not on \(names(simulation.stillBlocked, "node"))" + (reasons.isEmpty ? "." : ": \(reasons).")
    }

    private static func evictions(_ evictions: [Simulation.Eviction]) -> String {
        let fates: [(fate: Simulation.Eviction.Fate, one: String, several: String)] = [
            (.moves, "fits on another node", "fit on other nodes"),
            (.findsNoNode, "fits nowhere else", "fit nowhere else"),
            (.waits, "is a daemon pod that waits for its node", "are daemon pods that wait for their nodes"),
            (.gone, "has no controller to recreate it", "have no controller to recreate them"),
            (.unknown, "was not followed", "were not followed"),
        ]
        let parts = fates.compactMap { fate, one, several -> String? in
            let count = evictions.count { $0.fate == fate }
            return count == 0 ? nil : "\(count) \(count == 1 ? one : several)"
        }
        var text = "Evicts \(Wording.count(evictions.count, "pod")): \(Wording.list(parts))."
        let budgets = Set(evictions.compactMap(\.violatesBudget)).sorted()
        if !budgets.isEmpty { text += " Violates PodDisruptionBudget \(names(budgets, "budget"))." }
        return text
    }

    private static func names(_ all: [String], _ noun: String) -> String {
        if noun == "node" {
            let folding = NodeNameFolding(all)
            if folding.text.count <= 60 { return folding.text }
            return Wording.count(all.count, noun)
        }
        return all.named(atMost: mostNames)
    }
}
