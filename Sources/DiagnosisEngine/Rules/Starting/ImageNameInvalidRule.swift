import KubernetesModel

/// The image's name cannot be read.
public struct ImageNameInvalidRule: NodeRule {
    public static let code = FindingCode.imageNameInvalid
    public static let documentation = RuleDocumentation(
        summary: "A container's image name is not one.",
        explanation: "The name breaks the rules for references: capitals, spaces or an empty tag (InvalidImageName).")

    public init() {}

    public func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<WaitingContainerDetail>? {
        guard let waiting = node.waitingContainer(["InvalidImageName"]) else { return nil }
        return Symptom(
            grouping: waiting.image, detail: WaitingContainerDetail(waiting), evidence: [node.evidence(waiting)])
    }

    public func description(
        of symptoms: [LocatedSymptom<WaitingContainerDetail>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let waiting = symptoms[0].detail.waiting
        return FindingDescription(
            title: "image name is invalid",
            message: "Container \(waiting.name) names the image \"\(waiting.image)\", which is no valid reference.",
            parameters: waiting.parameters)
    }
}

/// A waiting container as the detail of a symptom.
public struct WaitingContainerDetail: Sendable {
    let waiting: WaitingContainer

    init(_ waiting: WaitingContainer) { self.waiting = waiting }
}

extension ImageNameInvalidRule {
    public static var examples: [RuleExample] {
        [
            .firing("the image's name has a capital letter", on: ["n1"], with: ["image": "registry.example/Agent:1"]) {
                cluster in
                cluster.node("n1")
                cluster.container { $0.image = "registry.example/Agent:1" }
                cluster.daemonPod(on: "n1") {
                    $0.hold("InvalidImageName", "couldn't parse image name: invalid reference format")
                }
            },
            .silent("the name is well-formed, and the image does not exist") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.hold("ErrImagePull", "manifest unknown") }
            },
        ]
    }
}
