import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// The controller can't delete a pod that is to be replaced.
    public static let podDeletionRefused = Self("pod-deletion-refused")
}

/// The controller can't delete a pod that is to be replaced.
struct PodDeletionRefusedRule: NodeRule {
    static let code = FindingCode.podDeletionRefused
    static let family = FindingFamily.creation
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods, .events]
    static let parameters: [ParameterDescription] = [
        .text("kind"), .text("name", .optional), .text("reason"), .truth("isOutage"), .number("refusals"),
        .truth("isOfUpdate"),
    ]
    static let documentation = RuleDocumentation(
        summary: "The API server doesn't let the controller delete a pod that is to be replaced.",
        explanation: """
            The controller deletes failed pods, and in a rolling update pods of earlier revisions, before it makes new \
            ones. Webhooks and policies may deny deletions too, and a webhook that fails stops them. The only trace is \
            the controller's FailedDelete events, and the pods that stay.
            """)

    struct Refusal: Sendable {
        let failure: DeletionFailure
        /// Whether the pod serves and is to be updated; else it has failed.
        var isOfUpdate: Bool
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<Refusal>? {
        guard let pod = node.pod, !pod.isTerminating else { return nil }
        let hasFailed = pod.status.phase == .failed
        guard hasFailed || node.state == .stale && situation.daemonSet.updateStrategy != .onDelete,
            let failure = situation.deletionFailure
        else { return nil }
        let said = [pod.status.reason, Wording.firstLine(pod.status.message)].filter { !$0.isEmpty }
        let state = Evidence(
            kind: .condition, object: "Pod \(pod.metadata.qualifiedName)", text: said.joined(separator: ": "))
        return Symptom(
            grouping: "\(hasFailed) \(failure.kind.rawValue) \(failure.name)",
            detail: Refusal(failure: failure, isOfUpdate: !hasFailed),
            evidence: [Evidence(failure.event)] + (hasFailed && !said.isEmpty ? [state] : []))
    }

    func description(
        of symptoms: [LocatedSymptom<Refusal>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let (failure, isOfUpdate) = (symptoms[0].detail.failure, symptoms[0].detail.isOfUpdate)
        var parameters: Parameters = [
            "kind": .text(failure.kind.rawValue), "reason": .text(failure.reason),
            "isOutage": .truth(failure.kind.isOutage), "refusals": .number(failure.count),
            "isOfUpdate": .truth(isOfUpdate),
        ]
        parameters["name"] = failure.name.isEmpty ? nil : .text(failure.name)
        let pods = "\(isOfUpdate ? "old" : "failed") \(symptoms.count == 1 ? "pod" : "pods")"
        let until = isOfUpdate ? "is not updated" : "gets no new pod"
        return FindingDescription(
            severity: isOfUpdate ? .warning : .critical, title: "\(pods) can't be deleted",
            message: "The controller can't delete the \(pods): \(failure.reason) "
                + "\(failure.frequency(at: situation.snapshot.capturedAt)). \(symptoms.count == 1 ? "The node" : "Each node") \(until) until it can.",
            parameters: parameters)
    }
}

extension PodDeletionRefusedRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "a webhook denies the deletion of a failed pod", on: ["n1"],
                with: ["kind": "webhook-denied", "name": "validate.example.com", "isOfUpdate": false]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.fail("Terminated", "Pod was terminated by node shutdown.") }
                cluster.event(
                    "FailedDelete",
                    "Error deleting: admission webhook \"validate.example.com\" denied the request: no host paths",
                    on: "agent", kind: DaemonSet.kind)
            },
            .firing(
                "a role keeps the controller from updating a pod", on: ["n1"],
                with: ["kind": "permission", "isOfUpdate": true]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
                cluster.daemonSet.metadata.annotations = [Annotation.templateGeneration: "2"]
                cluster.event(
                    "FailedDelete",
                    "Error deleting: pods \"agent-n1\" is forbidden: User \"system:serviceaccount:kube-system:"
                        + "daemon-set-controller\" cannot delete resource \"pods\" in API group \"\"",
                    on: "agent", kind: DaemonSet.kind)
            },
            .silent("a pod was deleted since") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.fail("Evicted", "The node was low on resource: memory. ") }
                cluster.event(
                    "FailedDelete", "Error deleting: timed out", on: "agent", kind: DaemonSet.kind, secondsAgo: 300)
                cluster.event(
                    "SuccessfulDelete", "Deleted pod: agent-x", on: "agent", kind: DaemonSet.kind, secondsAgo: 200)
            },
        ]
    }
}
