import ClusterSnapshot
import KubernetesModel

extension FindingCode {
    /// The API server refuses to create the pods.
    public static let podCreationForbidden = Self("pod-creation-forbidden")
}

/// The API server refuses to create the pods.
struct PodCreationForbiddenRule: NodeRule {
    static let code = FindingCode.podCreationForbidden
    static let family = FindingFamily.creation
    static let needs: [SnapshotPart] = [.daemonSets, .daemonSetSpec, .nodes, .events]
    static let weakenedWithout: [SnapshotPart] = [.pods]
    static let parameters: [ParameterDescription] = [
        .text("kind"), .text("name", .optional), .text("reason"), .number("refusals"), .number("missingPods"),
    ]
    static let documentation = RuleDocumentation(
        summary: "The API server refuses to create the pods, so there is none to look at.",
        explanation: """
            Quotas, Pod Security, webhooks, policies, LimitRanges and missing accounts or classes refuse pods at admission. \
            The DaemonSet itself is accepted; the only trace is the controller's FailedCreate events, and nodes without \
            pods. The controller tries again with growing pauses.
            """)

    struct Refusal: Sendable {
        let refusal: CreationRefusal
        var count: Int
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<Refusal>? {
        guard node.state == .missing, let failure = situation.creationFailure else { return nil }
        let refusal = CreationRefusal(failure.message)
        let count = situation.history.daemonSetEvents.filter { $0.reason == "FailedCreate" }
            .reduce(0) { $0 + Int($1.count) }
        return Symptom(
            grouping: "\(refusal.kind.rawValue) \(refusal.name)", detail: Refusal(refusal: refusal, count: count),
            evidence: [Evidence(failure)])
    }

    func description(
        of symptoms: [LocatedSymptom<Refusal>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let refusal = symptoms[0].detail.refusal
        var parameters: Parameters = [
            "kind": .text(refusal.kind.rawValue), "reason": .text(refusal.reason),
            "refusals": .number(Int64(symptoms[0].detail.count)), "missingPods": .number(Int64(symptoms.count)),
        ]
        parameters["name"] = refusal.name.isEmpty ? nil : .text(refusal.name)
        return FindingDescription(
            title: "pods are refused at creation",
            message: "\(refusal.subject): \(refusal.reason) (refused \(symptoms[0].detail.count) times).",
            parameters: parameters)
    }
}

extension PodCreationForbiddenRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "a quota is used up", on: ["n1"], with: ["kind": "quota", "name": "tight"]
            ) { cluster in
                cluster.node("n1")
                cluster.event(
                    "FailedCreate",
                    "Error creating: pods \"agent-x\" is forbidden: exceeded quota: tight, requested: pods=1, "
                        + "used: pods=3, limited: pods=3", on: "agent", kind: DaemonSet.kind)
            },
            .firing(
                "a webhook cannot be called", on: ["n1"],
                with: ["kind": "webhook-failed", "name": "verify.signer.example.com"]
            ) { cluster in
                cluster.node("n1")
                cluster.event(
                    "FailedCreate",
                    "Error creating: Internal error occurred: failed calling webhook \"verify.signer.example.com\": "
                        + "connection refused", on: "agent", kind: DaemonSet.kind)
            },
            .silent("the refusal is over, and every node has its pod") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
                cluster.event(
                    "FailedCreate", "Error creating: pods \"agent-x\" is forbidden: exceeded quota: tight", on: "agent",
                    kind: DaemonSet.kind)
            },
        ]
    }
}
