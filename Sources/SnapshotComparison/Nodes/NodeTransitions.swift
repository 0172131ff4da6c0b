import DiagnosisEngine
import KubernetesModel
import Wording

/// Finds out what became of every node that concerns a DaemonSet.
struct NodeTransitions {
    let before: DaemonSetMoment
    let after: DaemonSetMoment
    let gaps: GapDifferences

    /// The nodes of which there is something to tell, in natural order of their names.
    var all: [NodeTransition] {
        let onlyBefore = before.diagnosis.nodes.map(\.node).filter { after.assessments[$0] == nil }
        let names = after.diagnosis.nodes.map(\.node) + onlyBefore
        return names.compactMap(transition).sorted { NaturalOrder.precedes($0.node, $1.node) }
    }

    private func transition(of node: String) -> NodeTransition? {
        let (old, new) = (before.assessments[node], after.assessments[node])
        let standings = (before: before.standing(on: node), after: after.standing(on: node))
        var restarts: PodRestarts?
        if standings.after == .served || standings.after == .unsteady {
            restarts = PodRestarts(
                before: before.pod(of: old), after: after.pod(of: new), capturedAt: after.cluster.snapshot.capturedAt)
        }
        guard let change = change(of: node, standings.before, standings.after, restarts) else { return nil }
        return NodeTransition(node: node, change: change, before: old, after: new, restarts: restarts)
    }

    private func change(
        of node: String, _ old: NodeStanding, _ new: NodeStanding, _ restarts: PodRestarts?
    ) -> NodeChange? {
        switch (old, new) {
        case (.unknown, .ineligible), (.unknown, .absent), (.ineligible, .unknown), (.absent, .unknown): return nil
        case (.unknown, _), (_, .unknown): return .uncertain
        case (.absent, .misplaced), (.ineligible, .misplaced): return .misplaced
        case (.misplaced, .misplaced): return .stillMisplaced
        case (.misplaced, .ineligible): return .cleared
        case (_, .misplaced): return .misplaced
        case (.absent, .ineligible), (.ineligible, .absent), (.absent, .absent), (.ineligible, .ineligible): return nil
        case (.absent, _): return .joined
        case (_, .absent): return .left
        case (.ineligible, _), (.misplaced, _): return .newlyEligible
        case (_, .ineligible): return .noLongerEligible
        case (_, .underway): return .underway
        case (.unsteady, .unsteady): return .stillFailing
        case (_, .unsteady): return .unsteady
        case (.served, .served): return restarts == nil ? nil : .restarted
        case (_, .served): return arrival(of: node, from: old, restarts)
        case (.served, .unserved), (.underway, .unserved): return .broken
        case (_, .unserved): return isSameCause(on: node) ? .stillFailing : .otherCause
        }
    }

    /// A pod serves that did not. A crash loop serves too, between two crashes: that is not healing.
    private func arrival(of node: String, from old: NodeStanding, _ restarts: PodRestarts?) -> NodeChange {
        if before.isInLoop(node), gaps.hides(.evictionLoop, in: .after) { return .uncertain }
        if let restarts, !restarts.isSteady { return .unsteady }
        return old == .underway ? .cameUp : .healed
    }

    /// Whether the cause is the same, or could be but for what only one snapshot lacks.
    private func isSameCause(on node: String) -> Bool {
        let (old, new) = (before.assessments[node]?.cause, after.assessments[node]?.cause)
        if old == new { return true }
        return old.map { gaps.hides($0, in: .after) } ?? false || new.map { gaps.hides($0, in: .before) } ?? false
    }
}
