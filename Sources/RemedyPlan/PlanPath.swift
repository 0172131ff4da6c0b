import RemedyPlaybooks

/// Steps, one after the other.
struct PlanPath {
    private(set) var steps: [Step] = []
    private(set) var fields: Set<String> = []

    /// A step with what it does. The cluster that it is made on is not kept: there is one for each step.
    struct Step {
        let candidate: PlanCandidate
        let effect: StepEffect
        let told: PlanStep

        /// Whether pods of others end up on other nodes.
        var movesPods: Bool {
            !effect.outcome.settlement.placedPods.isEmpty
                || effect.outcome.evictions.contains { if case .moves = $0.fate { true } else { false } }
        }
    }

    mutating func append(_ candidate: PlanCandidate, _ effect: StepEffect, on cluster: PlannedCluster) {
        let told = PlanStep(candidate, effect, number: steps.count + 1, on: cluster)
        steps.append(Step(candidate: candidate, effect: effect, told: told))
        fields.formUnion(candidate.fields)
    }

    /// The steps in order; one that makes no pod available says which step it leads to.
    var told: [PlanStep] { steps.map(\.told).tellingWhatTheyLeadTo() }

    /// How many more pods are available after the last step.
    var gain: Int { steps.reduce(0) { $0 + $1.effect.gain } }

    /// The better of two paths heals more; of equals it risks less, then has fewer steps, then restarts fewer pods.
    func precedes(_ other: PlanPath) -> Bool {
        if gain != other.gain { return gain > other.gain }
        return cost.lexicographicallyPrecedes(other.cost)
    }

    /// How many steps there are of each risk, the highest first, how many in all, and how many pods they cost.
    var cost: [Int] {
        Risk.allCases.sorted(by: >).map { risk in steps.count { $0.effect.risk == risk } }
            + [
                steps.count,
                steps.reduce(0) { $0 + $1.effect.simulation.evicts.count + $1.effect.simulation.deletedPods },
            ]
    }
}

extension [PlanStep] {
    /// The steps, each that makes no pod available with the next one that does.
    func tellingWhatTheyLeadTo() -> [PlanStep] {
        var told = self
        var next: PlanStep.LaterStep?
        for place in indices.reversed() {
            let step = self[place]
            if step.gain > 0 {
                next = PlanStep.LaterStep(
                    number: step.number, daemonSet: step.daemonSet, title: step.remedy.title, before: step.before,
                    after: step.after)
            } else {
                told[place].leadsTo = next
            }
        }
        return told
    }
}
