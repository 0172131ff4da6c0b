import KubernetesModel

/// The image cannot be fetched.
public struct ImagePullFailedRule: NodeRule {
    public static let code = FindingCode.imagePullFailed
    public static let documentation = RuleDocumentation(
        summary: "The node cannot fetch a container's image.",
        explanation: """
            The container runtime's own words tell which of four it is: the image is not there, the node may not have it, \
            the registry cannot be reached, or the registry has had enough for now. The kubelet tries again with growing \
            pauses (ErrImagePull, ImagePullBackOff).
            """)

    /// Why a pull failed.
    public enum Reason: String, Sendable {
        case notFound = "not-found"
        case unauthorized
        case unreachable
        case rateLimited = "rate-limited"
        case unknown

        /// Reads the runtime's message (containerd, CRI-O and Docker word it differently).
        init(_ message: String) {
            let text = message.lowercased()
            func says(_ phrases: String...) -> Bool { phrases.contains { text.contains($0) } }
            if says("429", "toomanyrequests", "too many requests", "rate limit") {
                self = .rateLimited
            } else if says(
                "401", "403", "unauthorized", "forbidden", "denied", "authentication required", "no basic auth")
            {
                self = .unauthorized
            } else if says("not found", "manifest unknown", "404", "does not exist", "no such image", "name unknown") {
                self = .notFound
            } else if says(
                "connection refused", "no such host", "i/o timeout", "timeout", "deadline exceeded",
                "network is unreachable",
                "no route to host", "server misbehaving", "x509", "certificate", "tls", "connection reset", "eof",
                "502", "503", "500 internal", "504", "dial tcp", "lookup ")
            {
                self = .unreachable
            } else {
                self = .unknown
            }
        }

        var sentence: String {
            switch self {
            case .notFound: return "The registry has no such image."
            case .unauthorized: return "The registry refuses the node: it needs credentials, or other ones."
            case .unreachable: return "The node cannot get an answer from the registry."
            case .rateLimited: return "The registry has refused for now: too many pulls."
            case .unknown: return "The runtime does not say why."
            }
        }
    }

    public struct Pull: Sendable {
        var container: WaitingContainer
        var reason: Reason
        var said: String
    }

    static let waitingReasons: Set<String> = [
        "ImagePullBackOff", "ErrImagePull", "RegistryUnavailable", "SignatureValidationFailed", "ImageInspectError",
    ]

    public init() {}

    public func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<Pull>? {
        guard let waiting = node.waitingContainer(Self.waitingReasons) else { return nil }
        let failure = node.podEvents(in: situation).last {
            $0.reason == "Failed" && $0.message.contains("pull") && $0.message.contains(waiting.image)
        }
        // Between two tries the message may only speak of the pause: the event holds the cause.
        let own = Reason(Self.cause(in: waiting.message, image: waiting.image))
        let told = failure.map { Reason(Self.cause(in: $0.message, image: waiting.image)) } ?? .unknown
        let reason = own == .unknown ? told : own
        return Symptom(
            grouping: "\(waiting.image) \(reason.rawValue)",
            detail: Pull(container: waiting, reason: reason, said: waiting.message),
            evidence: [node.evidence(waiting)] + (failure.map { [Evidence($0)] } ?? []))
    }

    /// The message without the image's name, which may hold any word.
    private static func cause(in message: String, image: String) -> String {
        var rest = Substring(message)
        var cause = ""
        while let range = rest.firstRange(of: image), !image.isEmpty {
            cause += rest[..<range.lowerBound]
            rest = rest[range.upperBound...]
        }
        // References are also written resolved (docker.io/library/…): a digest or host may hold digits like 404.
        return (cause + rest).split(separator: " ").filter { !$0.contains("sha256:") && !$0.contains("://") }
            .joined(separator: " ")
    }

    public func description(
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

/// Reads image references.
enum ImageReference {
    /// The registry's host; Docker Hub's where none is named (`reference.ParseNormalizedNamed`).
    static func registry(of image: String) -> String {
        guard let slash = image.firstIndex(of: "/") else { return "docker.io" }
        let first = image[..<slash]
        return first.contains(".") || first.contains(":") || first == "localhost" ? String(first) : "docker.io"
    }
}

extension ImagePullFailedRule {
    public static var examples: [RuleExample] {
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
