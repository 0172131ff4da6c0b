import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// The pod is held back on purpose.
    public static let schedulingGated = Self("scheduling-gated")
}

/// The pod is held back on purpose.
struct SchedulingGatedRule: NodeRule {
    static let code = FindingCode.schedulingGated
    static let family = FindingFamily.scheduling
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let parameters: [ParameterDescription] = [.texts("gates"), .truth("isInTemplate")]
    static let documentation = RuleDocumentation(
        summary: "Scheduling gates hold the pod back.",
        explanation: """
            While `spec.schedulingGates` is not empty the scheduler does not look at the pod (SchedulingGates). The \
            controller that set a gate has to remove it; gates in a DaemonSet's template come back with each pod.
            """)

    /// Whoever set the gates may lift them.
    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        RolloutMeaning(.revision, .mayPass)
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<[String]>? {
        guard node.isWaitingForScheduler, let gates = node.pod?.spec.schedulingGates, !gates.isEmpty else { return nil }
        return Symptom(
            grouping: gates.joined(separator: " "), detail: gates, evidence: node.schedulerEvidence)
    }

    func description(
        of symptoms: [LocatedSymptom<[String]>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let gates = symptoms[0].detail
        let isInTemplate = !situation.daemonSet.template.spec.schedulingGates.isEmpty
        let origin = isInTemplate ? " The template sets them for every pod." : ""
        return FindingDescription(
            title: "scheduling gates are set",
            message:
                "The scheduler waits until \(Wording.list(gates)) \(gates.count == 1 ? "is" : "are") removed from the "
                + "pods.\(origin)",
            parameters: ["gates": .texts(gates), "isInTemplate": .truth(isInTemplate)])
    }
}

extension SchedulingGatedRule {
    static var examples: [RuleExample] {
        [
            .firing("the template sets a scheduling gate", on: ["n1"], with: ["gates": ["example.com/quota"]]) {
                cluster in
                cluster.node("n1")
                cluster.template { $0.schedulingGates = ["example.com/quota"] }
                cluster.waitingPod(on: "n1", refused: "Scheduling is blocked due to non-empty scheduling gates")
            },
            .silent("the gate was taken off, and the pod runs") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
            },
        ]
    }
}
