import KubernetesModel
import PlacementEngine
import Wording

/// Says what preemption would do on some nodes, and why it does not help where it does not.
enum PreemptionWording {
    static func sentence(_ nodes: [NodeSituation], in situation: DaemonSetSituation) -> String {
        let outcomes = nodes.compactMap(\.verdict.preemption)
        guard let first = outcomes.first else { return "" }
        let priority = nodes.first?.pod?.priority ?? situation.placement.template.testedPod.priority
        switch first {
        case .never:
            return "Preemption can't help: the pod's preemptionPolicy is Never."
        case .controllerNeverEvicts:
            return
                "Before Kubernetes 1.12 the DaemonSet controller places its pods itself: it preempts nothing, and creates "
                + "the pod as soon as it fits."
        case .noVictims:
            return "Preemption can't help: nothing there has a lower priority than this pod (\(priority))."
        case .insufficient:
            return "Preemption can't help: even without all pods of lower priority than \(priority) "
                + "it would not fit."
        case .unresolvableWithoutVictims:
            return "Preemption can't help: even without all pods of lower priority than \(priority) "
                + "another constraint keeps it off."
        case .notHelpful:
            return "Preemption can't help here."
        case .victims:
            let victims = outcomes.reduce(0) { sum, outcome in
                if case .victims(let victims, _) = outcome { return sum + victims.count }
                return sum
            }
            return "The scheduler can make room by evicting \(Wording.count(victims, "pod")) of lower priority, "
                + "and should do so shortly."
        }
    }
}

extension NodeSituation {
    /// Whether the filters matter here: the node is eligible, and its pod has no place on it yet. Before 1.12 the
    /// controller creates no pod where it does not fit, and leaves out a node where its host port is taken.
    var needsPlace: Bool {
        if verdict.isPlacedByController { return pods.isEmpty && !verdict.failures.isEmpty }
        return verdict.shouldRun && isWaitingForScheduler
    }

    /// The scheduler's message about the waiting pod, or that of the controller that places its pods itself.
    var schedulerEvidence: [Evidence] {
        if let failedPlacement { return [failedPlacement] }
        guard let pod, let condition = pod.status.conditions[PodStatus.ConditionType.scheduled],
            !condition.message.isEmpty
        else { return [] }
        return [
            Evidence(
                kind: .condition, object: "Pod \(pod.metadata.qualifiedName)",
                text: "\(condition.reason): \(condition.message)")
        ]
    }
}
