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
        WaitingContainer.imageParameters + [
            .text("reason"), .text("action", .optional), .text("said", .optional), .text("registry", .optional),
            .number("servingElsewhere"),
            .text("platform", .optional), .texts("servedPlatforms", .optional),
            .objects("otherImages", WaitingContainer.otherImage),
        ] + NeighboursPullSecrets.parameterDescriptions
    static let documentation = RuleDocumentation(
        summary: "The node cannot pull a container's image.",
        explanation: """
            The container runtime's own message shows the reason: the image does not exist, or not for the node's \
            platform; the node is not allowed to pull it; the registry cannot be reached, or limits pulls. The kubelet \
            retries after growing pauses (ErrImagePull, ImagePullBackOff).
            """)

    static func causeTitle(of finding: Finding) -> String {
        let text = { (name: String) in finding.parameters.text(name) ?? "" }
        switch ImagePullFailure(rawValue: text("reason")) {
        case .unreachable?: return "Registry \(text("registry")) is unreachable"
        case .untrusted?: return "Registry \(text("registry")) has a certificate that the nodes don't trust"
        case .plainHTTP?: return "Registry \(text("registry")) speaks HTTP only"
        case .unauthorized?: return "Registry \(text("registry")) denies access"
        case .rateLimited?: return "Registry \(text("registry")) limits pulls"
        default: return "Image \(text("image")) cannot be pulled"
        }
    }

    /// A registry that is not reached, or refuses, is one cause for all its images; a missing image is a cause of its own.
    static func scope(of finding: Finding) -> CauseScope {
        let text = { (name: String) in finding.parameters.text(name) ?? "" }
        switch ImagePullFailure(rawValue: text("reason")) {
        case .unreachable?, .rateLimited?, .unauthorized?, .untrusted?, .plainHTTP?:
            return .shared("registry \(text("registry")) \(text("reason"))")
        default: return .shared("image \(text("image"))")
        }
    }

    struct Pull: Sendable {
        var container: WaitingContainer
        var reason: ImagePullFailure
        var said: String
        /// The pod's other containers whose images aren't pulled either, with why.
        var others: [(container: WaitingContainer, reason: ImagePullFailure)]
    }

    /// A registry that the older revision did not need is a wrong name; one that it did may answer again.
    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        switch ImagePullFailure(rawValue: finding.parameters.text("reason") ?? "") ?? .unknown {
        case .notFound, .noPlatform, .unsupportedFormat, .rejected:
            return RolloutMeaning(.revision, .stays(seconds: RolloutMeaning.definite))
        case .unauthorized, .unknown: return RolloutMeaning(.comparison, .stays(seconds: RolloutMeaning.retried))
        case .diskFull, .damaged: return RolloutMeaning(.node, .mayPass)
        case .unreachable, .untrusted, .plainHTTP:
            return change.isRegistryNew(of: finding.parameters.text("image") ?? "")
                ? RolloutMeaning(.revision, .stays(seconds: RolloutMeaning.retried))
                : RolloutMeaning(.cluster, .mayPass)
        case .rateLimited: return RolloutMeaning(.cluster, .mayPass)
        }
    }

    static let waitingReasons: Set<String> = [
        "ImagePullBackOff", "ErrImagePull", "RegistryUnavailable", "SignatureValidationFailed", "ImageInspectError",
    ]

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<Pull>? {
        let all = node.waitingContainers(Self.waitingReasons)
        guard let waiting = all.first else { return nil }
        let events = node.podEvents(in: situation).filter { $0.reason == "Failed" && $0.message.contains("pull") }
        let failure = Self.failure(of: waiting, in: events)
        let reason = Self.reason(of: waiting, failure)
        let others = all.dropFirst().filter { $0.image != waiting.image }.map { other in
            (other, Self.reason(of: other, Self.failure(of: other, in: events)))
        }
        let images = ([waiting] + others.map(\.0)).map(\.image).joined(separator: " ")
        return Symptom(
            grouping: "\(images) \(reason.rawValue) \(reason == .noPlatform ? node.node.platform : "")",
            detail: Pull(
                container: waiting, reason: reason, said: Self.said(of: waiting, failure), others: others),
            evidence: [node.evidence(waiting)] + (failure.map { [Evidence($0)] } ?? [])
                + others.compactMap { Self.failure(of: $0.0, in: events).map { Evidence($0) } })
    }

    private static func failure(of container: WaitingContainer, in events: [Event]) -> Event? {
        events.last { $0.message.contains(container.image) }
    }

    /// What the runtime said, of the container's message and the event that which says more than that it waits.
    private static func said(of container: WaitingContainer, _ failure: Event?) -> String {
        let own = container.message
        guard own.isEmpty || own.hasPrefix("Back-off") else { return own }
        return failure?.message ?? ""
    }

    /// Between two tries the container's message may only speak of the pause: the event holds the cause.
    private static func reason(of container: WaitingContainer, _ failure: Event?) -> ImagePullFailure {
        let own = ImagePullFailure(container.message, image: container.image)
        let told = failure.map { ImagePullFailure($0.message, image: container.image) } ?? .unknown
        return own == .unknown ? told : own
    }

    func description(
        of symptoms: [LocatedSymptom<Pull>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let pull = symptoms[0].detail
        let image = pull.container.image
        let serving = situation.nodes.count { $0.state == .available && $0.image(of: pull.container.name) == image }
        if pull.reason == .noPlatform { return platformDescription(of: symptoms, serving: serving, in: situation) }
        let elsewhere =
            serving > 0 ? " \(Wording.count(serving, "other node")) \(serving == 1 ? "runs" : "run") it." : ""
        var parameters = pull.container.parameters
        parameters["reason"] = .text(pull.reason.rawValue)
        parameters["registry"] = .text(ImageReference.registry(of: image))
        if pull.reason.isOfItsOwnRemedy {
            parameters["action"] = .text(
                pull.reason.action(registry: ImageReference.registry(of: image), image: image))
        }
        let said = Wording.essence(pull.said)
        parameters["said"] = said.isEmpty ? nil : .text(said)
        let why = pull.reason == .unknown && !said.isEmpty ? "The runtime says: \(said)." : pull.reason.sentence
        parameters["servingElsewhere"] = .number(WholeNumber(serving))
        let neighbours =
            pull.reason == .unauthorized
            ? NeighboursPullSecrets(for: image, on: symptoms.map(\.node), in: situation) : nil
        for (name, value) in neighbours?.parameters.entries ?? [] { parameters[name] = value }
        if !pull.others.isEmpty {
            parameters["otherImages"] = .list(
                pull.others.map { other in
                    .object(["container": .text(other.container.name), "image": .text(other.container.image)])
                })
        }
        return FindingDescription(
            title: "image cannot be pulled",
            message:
                "Container \(pull.container.name) needs image \(image). \(why)\(neighbours?.sentence ?? "")\(elsewhere)"
                + pull.alsoNeeded,
            parameters: parameters)
    }

    /// The image is for other nodes: which, and by which label the DaemonSet can keep to those.
    private func platformDescription(
        of symptoms: [LocatedSymptom<Pull>], serving: Int, in situation: DaemonSetSituation
    ) -> FindingDescription {
        let pull = symptoms[0].detail
        let node = symptoms[0].node.node
        let served = situation.nodes.filter {
            $0.state == .available && $0.image(of: pull.container.name) == pull.container.image
        }
        let platforms = Set(served.map(\.node.platform)).filter { !$0.isEmpty }.sorted()
        var parameters = pull.container.parameters
        parameters["reason"] = .text(pull.reason.rawValue)
        parameters["registry"] = .text(ImageReference.registry(of: pull.container.image))
        parameters["servingElsewhere"] = .number(WholeNumber(serving))
        parameters["platform"] = node.platform.isEmpty ? nil : .text(node.platform)
        parameters["servedPlatforms"] = platforms.isEmpty ? nil : .texts(platforms)
        // A label that these nodes have and those that the image is for have not.
        let others = situation.nodes.filter { other in
            other.verdict.shouldRun && !symptoms.contains { $0.node.position == other.position }
        }
        for key in [NodeLabel.operatingSystem, NodeLabel.architecture] {
            guard let value = node.metadata.labels[key], !others.isEmpty,
                !others.contains(where: { $0.node.metadata.labels[key] == value })
            else { continue }
            parameters["keepOffKey"] = .text(key)
            parameters["keepOffValue"] = .text(value)
            break
        }
        let platform = node.platform.isEmpty ? "the node's platform" : node.platform
        var message =
            "Container \(pull.container.name) needs image \(pull.container.image), which has no variant for \(platform)."
        if !platforms.isEmpty { message += " It serves on \(Wording.list(platforms))." }
        return FindingDescription(
            title: "image has no variant for \(platform)", message: message, parameters: parameters)
    }
}

extension ImagePullFailedRule.Pull {
    /// ` Container driver needs image …, too. The registry has no such image.` for each other; empty without others.
    fileprivate var alsoNeeded: String {
        others.map { " Container \($0.container.name) needs image \($0.container.image), too. \($0.reason.sentence)" }
            .joined()
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
            .firing(
                "another pod of the namespace has a Secret for the registry", on: ["n1"],
                with: ["reason": "unauthorized", "neighboursSecret": "corp-pull", "isPresent": true]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { pod in
                    pod.hold("ErrImagePull", "failed to resolve reference: unexpected status: 401 Unauthorized")
                }
                cluster.pod("plugin-x", namespace: "logging", on: "n1") { pod in
                    var spec = pod.spec
                    spec.imagePullSecrets = ["corp-pull"]
                    spec.containers[0].image = "registry.example/agent:1"
                    pod.sharedSpec = Shared(spec)
                }
            },
            .firing(
                "the node's disk has no room for the image", on: ["n1"],
                with: ["reason": "disk-full", "action": "Free disk space on the nodes"]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { pod in
                    pod.hold(
                        "ErrImagePull",
                        "failed to pull and unpack image \"registry.example/agent:1\": failed to extract layer: write "
                            + "/var/lib/containerd/x: no space left on device: unknown")
                }
            },
            .firing(
                "the image has no variant for the Windows node", on: ["w1"],
                with: [
                    "reason": "no-platform", "platform": "windows/amd64", "keepOffKey": "kubernetes.io/os",
                    "keepOffValue": "windows",
                ]
            ) { cluster in
                cluster.node("n1", labels: ["kubernetes.io/os": "linux"])
                cluster.node("w1", labels: ["kubernetes.io/os": "windows"]) { node in
                    node.info.operatingSystem = "windows"
                    node.info.architecture = "amd64"
                }
                cluster.daemonPod(on: "n1")
                cluster.daemonPod(on: "w1") { pod in
                    pod.hold(
                        "ErrImagePull",
                        "rpc error: code = NotFound desc = failed to pull and unpack image: no match for platform in "
                            + "manifest: not found")
                }
            },
            .firing(
                "the image has no variant for the processor of one of two nodes", on: ["n1"],
                with: ["reason": "no-platform", "keepOffKey": "kubernetes.io/arch", "keepOffValue": "arm64"]
            ) { cluster in
                cluster.node("n1", labels: ["kubernetes.io/os": "linux", "kubernetes.io/arch": "arm64"])
                cluster.node("n2", labels: ["kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64"])
                cluster.daemonPod(on: "n2")
                cluster.daemonPod(on: "n1") { pod in
                    pod.hold("ImagePullBackOff", "Back-off pulling image \"registry.example/agent:1\"")
                }
                cluster.event(
                    "Failed",
                    "Failed to pull image \"registry.example/agent:1\": no matching manifest for linux/arm64/v8 in the "
                        + "manifest list entries", on: "agent-n1", fieldPath: "spec.containers{agent}")
            },
            .silent("the container could not be started, its image is there") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.hold("CreateContainerError", "context deadline exceeded") }
            },
        ]
    }
}
