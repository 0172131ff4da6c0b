import DiagnosisEngine
import KubernetesModel
import RemedyPlaybooks
import Wording

/// Says in words what a remedy would do.
enum SimulationWording {
    /// How many names a line holds.
    private static let mostNames = 4

    /// What it heals and what it costs, a paragraph each; none where nobody asked.
    static func lines(_ simulation: Simulation?) -> [String] {
        guard let simulation else { return [] }
        guard simulation.status != .notSimulated else { return unproven(simulation) }
        var effects = [served(simulation)]
        effects += [newlyEligible(simulation), restarts(simulation)].compactMap(\.self)
        return [effects.joined(separator: ", ") + "."] + consequences(simulation)
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
        if simulation.isRolloutStalled { lines.append(stall) }
        if !simulation.loses.isEmpty {
            lines.append("It may take the pod from \(names(simulation.loses, "node")), where others wait for the room.")
        }
        return lines + costs(evictions: simulation.evicts, admissions: simulation.admits)
    }

    /// That a rollout does not come to its end.
    static let stall =
        "Pods that serve keep the old template until those that do not have come up: they spend maxUnavailable."

    /// What others lose or gain, a paragraph each.
    static func costs(evictions: [Simulation.Eviction], admissions: [Simulation.Admission]) -> [String] {
        var lines: [String] = []
        if !evictions.isEmpty { lines.append(self.evictions(evictions)) }
        if !admissions.isEmpty {
            lines.append("It lets in \(names(admissions.map(\.workload), "DaemonSet")) as well.")
        }
        return lines
    }

    private static func served(_ simulation: Simulation) -> String {
        let nodes = "\(simulation.unblocks) of \(Wording.count(simulation.of, "node"))"
        switch simulation.aim {
        case .serves: return "Serves \(nodes)"
        case .endsPressure: return "Ends the pressure on \(nodes)"
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
        let pods = "restarts \(Wording.count(simulation.restarts, "pod"))"
        guard let rounds = simulation.rounds else { return "\(pods) once each is deleted" }
        if simulation.restarts == 1 { return pods }
        return rounds == 1 ? "\(pods) at once" : "\(pods) in \(rounds) rounds"
    }

    private static func blocked(_ simulation: Simulation) -> String {
        let reasons = simulation.blockers.prefix(2).joined(separator: "; ")
        return "Not on \(names(simulation.stillBlocked, "node"))" + (reasons.isEmpty ? "." : ": \(reasons).")
    }

    private static func evictions(_ evictions: [Simulation.Eviction]) -> String {
        let fates: [(fate: Simulation.Eviction.Fate, one: String, several: String)] = [
            (.moves, "finds another node", "find other nodes"),
            (.findsNoNode, "finds no other node", "find no other node"),
            (.waits, "is a daemon pod and waits for its node", "are daemon pods and wait for their nodes"),
            (.gone, "is made again by nobody", "are made again by nobody"),
            (.unknown, "was not followed", "were not followed"),
        ]
        let parts = fates.compactMap { fate, one, several -> String? in
            let count = evictions.count { $0.fate == fate }
            return count == 0 ? nil : "\(count) \(count == 1 ? one : several)"
        }
        var text = "It puts off \(Wording.count(evictions.count, "pod")): \(Wording.list(parts))."
        let budgets = Set(evictions.compactMap(\.violatesBudget)).sorted()
        if !budgets.isEmpty { text += " It breaks the budget \(names(budgets, "budget"))." }
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
