import KubernetesModel

/// The image is not on the node, and may not be fetched.
public struct ImageNotPresentRule: NodeRule {
    public static let code = FindingCode.imageNotPresent
    public static let documentation = RuleDocumentation(
        summary: "The image is not on the node and the pull policy forbids fetching it.",
        explanation: "`imagePullPolicy: Never` uses only what is on the node already (ErrImageNeverPull).")

    public init() {}

    public func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<WaitingContainerDetail>? {
        guard let waiting = node.waitingContainer(["ErrImageNeverPull"]) else { return nil }
        return Symptom(
            grouping: waiting.image, detail: WaitingContainerDetail(waiting), evidence: [node.evidence(waiting)])
    }

    public func description(
        of symptoms: [LocatedSymptom<WaitingContainerDetail>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let waiting = symptoms[0].detail.waiting
        return FindingDescription(
            title: "image is not on the node",
            message:
                "Container \(waiting.name) needs image \(waiting.image), which is not on the node, and its "
                + "imagePullPolicy is Never.",
            parameters: waiting.parameters)
    }
}

extension ImageNotPresentRule {
    public static var examples: [RuleExample] {
        [
            .firing("the pull policy is Never, and the node lacks the image", on: ["n1"], with: ["container": "agent"])
            { cluster in
                cluster.node("n1")
                cluster.container { $0.imagePullPolicy = "Never" }
                cluster.daemonPod(on: "n1") {
                    $0.hold("ErrImageNeverPull", "Container image is not present with pull policy of Never")
                }
            },
            .silent("the image is on its way") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
            },
        ]
    }
}
