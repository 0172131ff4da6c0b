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
    static let parameters: [ParameterDescription] = [.text("reason"), .text("container")]
    static let documentation = RuleDocumentation(
        summary: "The kubelet refuses a container's configuration.",
        explanation: """
            Everything is there, but the combination is not allowed: an image that runs as root where runAsNonRoot is set, \
            a subPath that leads outside, a user that is no number (CreateContainerConfigError).
            """)

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
        return FindingDescription(
            title: "container configuration is refused",
            message: "The kubelet refuses container \(waiting.name): \(reason)",
            parameters: ["container": .text(waiting.name), "reason": .text(reason)])
    }
}

extension ContainerConfigInvalidRule {
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
            .silent("a Secret is missing") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") {
                    $0.hold("CreateContainerConfigError", "secret \"agent-token\" not found")
                }
            },
        ]
    }
}
