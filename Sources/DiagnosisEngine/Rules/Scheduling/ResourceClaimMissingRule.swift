import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// The pod waits for a device claim that cannot be made or does not exist.
    public static let resourceClaimMissing = Self("resource-claim-missing")
}

/// The pod waits for a device claim that cannot be made or does not exist.
struct ResourceClaimMissingRule: NodeRule {
    static let code = FindingCode.resourceClaimMissing
    static let family = FindingFamily.scheduling
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods, .events]
    static let parameters: [ParameterDescription] = [
        .text("said"), .text("template", .optional), .text("resourceClaim", .optional),
    ]
    static let documentation = RuleDocumentation(
        summary: "The pod's ResourceClaim (dynamic resource allocation) does not exist or cannot be created.",
        explanation: """
            A pod with resourceClaims is not even queued for scheduling until its ResourceClaims exist \
            (DynamicResources, PreEnqueue), so it has no PodScheduled condition. The controller that creates claims \
            from a ResourceClaimTemplate reports FailedResourceClaimCreation on the pod.
            """)

    struct Missing: Sendable {
        var said: String
        var template: String
        var claim: String
    }

    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        RolloutMeaning(.comparison, .stays(seconds: RolloutMeaning.retried))
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<Missing>? {
        guard node.isWaitingForScheduler, node.verdict.shouldRun, let pod = node.pod else { return nil }
        let event = situation.history.events(ofPod: pod.name)?.last { $0.reason == "FailedResourceClaimCreation" }
        let condition = node.schedulerEvidence.first { evidence in
            let text = evidence.text[...]
            return text.after("resource claim to be created") != nil
                || text.after("resourceclaim") != nil && text.after("not found") != nil
        }
        guard let evidence = event.map({ Evidence($0) }) ?? condition else { return nil }
        let said = Wording.sentence(event?.message ?? evidence.text)
        func name(after words: String) -> String { said[...].after(words)?.until("\"") ?? "" }
        return Symptom(
            grouping: said.replacing(pod.name, with: ""),
            detail: Missing(
                said: said, template: name(after: "resource claim template \""),
                claim: name(after: "resourceclaim.resource.k8s.io \"")), evidence: [evidence])
    }

    func description(
        of symptoms: [LocatedSymptom<Missing>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let missing = symptoms[0].detail
        var parameters: Parameters = ["said": .text(missing.said)]
        parameters["template"] = missing.template.isEmpty ? nil : .text(missing.template)
        parameters["resourceClaim"] = missing.claim.isEmpty ? nil : .text(missing.claim)
        let what =
            !missing.template.isEmpty
            ? "The pod's ResourceClaim can't be created from ResourceClaimTemplate \(missing.template)"
            : "A ResourceClaim of the pod is missing"
        return FindingDescription(
            title: "ResourceClaim is missing",
            message: "\(what): \(missing.said). The scheduler skips a pod without its claims.",
            parameters: parameters)
    }
}

extension ResourceClaimMissingRule {
    static var examples: [RuleExample] {
        [
            .firing("the ResourceClaimTemplate does not exist", on: ["n1"], with: ["template": "single-gpu"]) {
                cluster in
                cluster.node("n1")
                cluster.waitingPod(on: "n1", refused: "")
                cluster.event(
                    "FailedResourceClaimCreation",
                    "PodResourceClaim gpu: resource claim template \"single-gpu\": "
                        + "resourceclaimtemplate.resource.k8s.io \"single-gpu\" not found", on: "agent-n1")
            },
            .firing("the claim that the pod names does not exist", on: ["n1"], with: ["resourceClaim": "shared-gpu"]) {
                cluster in
                cluster.node("n1")
                cluster.waitingPod(on: "n1", refused: "resourceclaim.resource.k8s.io \"shared-gpu\" not found")
            },
            .silent("another thing is missing") { cluster in
                cluster.node("n1")
                cluster.waitingPod(on: "n1", refused: "persistentvolumeclaim \"data\" not found")
            },
        ]
    }
}
