import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// The container's configuration is refused.
    public static let containerConfigInvalid = Self("container-config-invalid")
}

/// The container's configuration is refused.
struct ContainerConfigInvalidRule: NodeRule {
    static let code = FindingCode.containerConfigInvalid
    static let family = FindingFamily.starting
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let parameters: [ParameterDescription] = [
        .text("reason"), .text("container"), .text("addedByAdmission", .optional),
        .text("podSecurityPolicy", .optional),
    ]
    static let documentation = RuleDocumentation(
        summary: "The kubelet refuses a container's configuration.",
        explanation: """
            Everything exists, but the combination is not allowed: an image that runs as root with runAsNonRoot, a \
            subPath that leads outside, a user that is not a number (CreateContainerConfigError).
            """)

    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        RolloutMeaning(.revision, .stays(seconds: RolloutMeaning.definite))
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<ContainerConfigSymptom>? {
        guard let symptom = node.configSymptom(), symptom.missing == nil else { return nil }
        let message = symptom.waiting.message.prefix { $0 != "(" }
        return Symptom(grouping: String(message), detail: symptom, evidence: [node.evidence(symptom.waiting)])
    }

    func description(
        of symptoms: [LocatedSymptom<ContainerConfigSymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let waiting = symptoms[0].detail.waiting
        // What stands in parentheses names the pod, which differs from node to node.
        let reason = Wording.firstLine(String(waiting.message.prefix { $0 != "(" }))
        var parameters: Parameters = ["container": .text(waiting.name), "reason": .text(reason)]
        var message = "The kubelet refuses container \(waiting.name): \(Wording.sentence(reason, limit: .max))"
        if let added = Self.addedByAdmission(to: waiting.name, on: symptoms[0].node, in: situation) {
            parameters["addedByAdmission"] = .text(added)
            let policy = symptoms[0].node.pod?.metadata.annotations[Annotation.podSecurityPolicy] ?? ""
            parameters["podSecurityPolicy"] = policy.isEmpty ? nil : .text(policy)
            message += ". \(added) is not in the template: admission added it"
            if !policy.isEmpty { message += " (PodSecurityPolicy \(policy))" }
            message += "."
        }
        return FindingDescription(
            title: "container configuration is refused", message: message, parameters: parameters)
    }
}

extension ContainerConfigInvalidRule {
    /// The setting of the pod that the kubelet cannot meet and that the template doesn't have; nil where it does.
    private static func addedByAdmission(
        to container: String, on node: NodeSituation, in situation: DaemonSetSituation
    ) -> String? {
        let template = situation.daemonSet.template.spec
        guard let pod = node.pod, let own = pod.spec.allContainers.first(where: { $0.name == container }),
            let meant = template.allContainers.first(where: { $0.name == container })
        else { return nil }
        let isForced = own.securityContext.mustRunAsNonRoot || pod.spec.securityContext.mustRunAsNonRoot
        let isMeant = meant.securityContext.mustRunAsNonRoot || template.securityContext.mustRunAsNonRoot
        if isForced, !isMeant { return "runAsNonRoot" }
        let user = own.securityContext.runAsUser ?? pod.spec.securityContext.runAsUser
        let wanted = meant.securityContext.runAsUser ?? template.securityContext.runAsUser
        return user != nil && user != wanted ? "runAsUser" : nil
    }

    static var examples: [RuleExample] {
        [
            .firing("the image runs as root where that is forbidden", on: ["n1"], with: ["container": "agent"]) {
                cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { pod in
                    pod.hold(
                        "CreateContainerConfigError",
                        "container has runAsNonRoot and image will run as root (pod: \"agent-n1\", container: agent)")
                }
            },
            .firing(
                "admission forbids root, the template doesn't", on: ["n1"],
                with: ["addedByAdmission": "runAsNonRoot", "podSecurityPolicy": "restricted"]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { pod in
                    pod.metadata.annotations = [Annotation.podSecurityPolicy: "restricted"]
                    var spec = pod.spec
                    spec.containers[0].securityContext.mustRunAsNonRoot = true
                    pod.sharedSpec = Shared(spec)
                    pod.hold("CreateContainerConfigError", "container has runAsNonRoot and image will run as root")
                }
            },
            .silent("a Secret is missing") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") {
                    $0.hold("CreateContainerConfigError", "secret \"agent-token\" not found")
                }
            },
        ]
    }
}
