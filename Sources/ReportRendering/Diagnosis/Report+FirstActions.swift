import DiagnosisEngine
import RemedyPlan

/// What to do first: about a cause, or as a plan begins.
enum FirstAction {
    case cause(CauseReport)
    case step(PlanStep)
}

extension Report {
    /// What to do first: the nodes that other causes follow from, the cause that costs the most pods if no plan can heal
    /// it, then the plan's first step; without a plan the remedies that heal the most, at most so many.
    func firstActions(most: Int) -> [FirstAction] {
        let nodes = nodesFirst
        let rest = firstStep == nil ? curable(after: nodes, most: most) : biggest(after: nodes)
        let steps = firstStep.map { [FirstAction.step($0)] } ?? []
        return (nodes + rest).map(FirstAction.cause) + steps
    }

    /// Nodes in trouble are the ground that other remedies stand on, where pods are lost there; at most one cause.
    var nodesFirst: [CauseReport] {
        let origins = Set(causes.compactMap(\.cause.isConsequenceOf))
        let nodes = causes.filter {
            $0.cause.isOfNodes && !$0.remedies.isEmpty && $0.cause.severity == .critical
                && (origins.contains($0.cause.id) || $0.cause.daemonSets.count > 2)
        }
        return Array(nodes.prefix(1))
    }

    /// The cause that costs the most pods, if none of its remedies can be proven and it costs more than the plan's first
    /// step brings back; at most one.
    private func biggest(after nodes: [CauseReport]) -> [CauseReport] {
        guard let step = firstStep,
            let first = causes.max(by: { left, right in
                (left.cause.podsAffected, right.cause.id) < (right.cause.podsAffected, left.cause.id)
            })
        else { return [] }
        let isTold = nodes.contains { $0.cause.id == first.cause.id } || first.outlook == .proven
        let isWorthIt =
            !first.remedies.isEmpty && first.cause.podsAffected > step.after.available - step.before.available
        return !isTold && isWorthIt ? [first] : []
    }

    private func curable(after nodes: [CauseReport], most: Int) -> [CauseReport] {
        let curable = causes.filter { cause in
            cause.outlook != .decision && cause.gain > 0 && cause.cause.isConsequenceOf == nil
                && !nodes.contains { $0.cause.id == cause.cause.id }
        }.sorted {
            let (one, other) = ($0.outlook == .proven, $1.outlook == .proven)
            if $0.gain != $1.gain { return $0.gain > $1.gain }
            return one != other ? one : $0.cause.id < $1.cause.id
        }
        let chosen = Array(curable.prefix(max(most - nodes.count, 0)))
        let nothing = nodes.isEmpty && chosen.isEmpty
        let mended = causes.filter { !$0.remedies.isEmpty }
        let first = mended.first { $0.cause.isConsequenceOf == nil } ?? mended.first
        return nothing ? [first].compactMap { $0 } : chosen
    }
}
