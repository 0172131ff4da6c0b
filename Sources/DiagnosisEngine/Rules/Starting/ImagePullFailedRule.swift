import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// The image cannot be fetched.
    public static let imagePullFailed = Self("image-pull-failed")
}

/// The image cannot be fetched.
struct ImagePullFailedRule: NodeRule {
    static let code = FindingCode.imagePullFailed
    static let family = FindingFamily.starting
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let weakenedWithout: [SnapshotPart] = [.events]
    static let parameters: [ParameterDescription] =
        WaitingContainer.imageParameters + [.text("reason"), .text("registry", .optional), .number("servingElsewhere")]
    static let documentation = RuleDocumentation(
        summary: "The node cannot fetch a container's image.",
        explanation: """
            The container runtime's own words tell which of four it is: the image is not there, the node may not have it, \
            the registry cannot be reached, or the registry has had enough for now. The kubelet tries again with growing \
            pauses (ErrImagePull, ImagePullBackOff).
            """)

    struct Pull: Sendable {
        var container: WaitingContainer
        var reason: ImagePullFailure
        var said: String
    }

    static let waitingReasons: Set<String> = [
        "ImagePullBackOff", "ErrImagePull", "RegistryUnavailable", "SignatureValidationFailed", "ImageInspectError",
    ]

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<Pull>? {
        guard let waiting = node.waitingContainer(Self.waitingReasons) else { return nil }
        let failure = node.podEvents(in: situation).last {
            $0.reason == "Failed" && $0.message.contains("pull") && $0.message.contains(waiting.image)
        }
        // Between two tries the message may only speak of the pause: the event holds the cause.
        let own = ImagePullFailure(waiting.message, image: waiting.image)
        let told = failure.map { ImagePullFailure($0.message, image: waiting.image) } ?? .unknown
        let reason = own == .unknown ? told : own
        return Symptom(
            grouping: "\(waiting.image) \(reason.rawValue)",
            detail: Pull(container: waiting, reason: reason, said: waiting.message),
            evidence: [node.evidence(waiting)] + (failure.map { [Evidence($0)] } ?? []))
    }

    func description(
        of symptoms: [LocatedSymptom<Pull>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let pull = symptoms[0].detail
        let image = pull.container.image
        let serving = situation.nodes.count { $0.state == .available && $0.image(of: pull.container.name) == image }
        let elsewhere =
            serving > 0 ? " \(Wording.count(serving, "other node")) \(serving == 1 ? "runs" : "run") it." : ""
        var parameters = pull.container.parameters
        parameters["reason"] = .text(pull.reason.rawValue)
        parameters["registry"] = .text(ImageReference.registry(of: image))
        parameters["servingElsewhere"] = .number(Int64(serving))
        return FindingDescription(
            title: "image cannot be pulled",
            message: "Container \(pull.container.name) needs image \(image). \(pull.reason.sentence)\(elsewhere)",
            parameters: parameters)
    }
}

extension ImagePullFailedRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the registry does not know the tag", on: ["n1"],
                with: ["reason": "not-found", "registry": "registry.example", "image": "registry.example/agent:1"]
            ) { cluster in
                cluster.node("n1")
                cluster.node("n2")
                cluster.daemonPod(on: "n1") { pod in
                    pod.hold("ImagePullBackOff", "Back-off pulling image \"registry.example/agent:1\"")
                }
                cluster.daemonPod(on: "n2")
                cluster.event(
                    "Failed", "Failed to pull image \"registry.example/agent:1\": manifest unknown: manifest unknown",
                    on: "agent-n1",
                    fieldPath: "spec.containers{agent}")
            },
            .silent("the container could not be started, its image is there") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.hold("CreateContainerError", "context deadline exceeded") }
            },
        ]
    }
}
