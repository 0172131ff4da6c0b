import KubernetesModel

/// A container's configuration that cannot be made.
public struct ContainerConfigSymptom: Sendable {
    let waiting: WaitingContainer
    /// What is missing; nil when the trouble is another.
    let missing: MissingConfig?
}

/// A ConfigMap, a Secret or one of its keys that is not there, as the kubelet words it.
struct MissingConfig: Equatable, Sendable {
    var kind: String
    var object: String
    var key: String?

    /// Reads `configmap "x" not found`, `secret "x" not found`, `couldn't find key k in ConfigMap ns/x`.
    init?(_ message: String) {
        if let range = message.firstRange(of: "couldn't find key ") {
            let words = message[range.upperBound...].split(separator: " ")
            guard words.count >= 4, words[1] == "in" else { return nil }
            kind = words[2].lowercased() == "secret" ? "Secret" : "ConfigMap"
            object = String(words[3].split(separator: "/").last ?? words[3])
            key = String(words[0])
            return
        }
        for (word, name) in [("configmap", "ConfigMap"), ("secret", "Secret")] {
            guard let range = message.firstRange(of: "\(word) \""), message.contains("not found") else { continue }
            kind = name
            object = String(message[range.upperBound...].prefix { $0 != "\"" })
            key = nil
            return
        }
        return nil
    }

    var text: String { key.map { "key \($0) of \(kind) \(object)" } ?? "\(kind) \(object)" }
}

extension NodeSituation {
    /// The container whose configuration cannot be made, with what is missing.
    func configSymptom() -> ContainerConfigSymptom? {
        waitingContainer(["CreateContainerConfigError"])
            .map { ContainerConfigSymptom(waiting: $0, missing: MissingConfig($0.message)) }
    }
}

/// A ConfigMap or Secret is missing.
public struct ContainerConfigMissingRule: NodeRule {
    public static let code = FindingCode.containerConfigMissing
    public static let documentation = RuleDocumentation(
        summary: "A ConfigMap, a Secret or a key that a container's environment needs is not there.",
        explanation: """
            The kubelet makes no container before everything that its environment refers to exists, unless the reference \
            is optional (CreateContainerConfigError). It tries again by itself once the object is there.
            """)

    public init() {}

    public func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<ContainerConfigSymptom>? {
        guard let symptom = node.configSymptom(), let missing = symptom.missing else { return nil }
        return Symptom(grouping: missing.text, detail: symptom, evidence: [node.evidence(symptom.waiting)])
    }

    public func description(
        of symptoms: [LocatedSymptom<ContainerConfigSymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let symptom = symptoms[0].detail
        guard let missing = symptom.missing else {
            return FindingDescription(title: "configuration is missing", message: "")
        }
        var parameters: Parameters = [
            "kind": .text(missing.kind), "object": .text(missing.object), "container": .text(symptom.waiting.name),
        ]
        parameters["key"] = missing.key.map { .text($0) }
        return FindingDescription(
            title: "\(missing.kind) \(missing.object) lacks or is missing",
            message:
                "Container \(symptom.waiting.name) needs \(missing.text) in namespace "
                + "\(situation.daemonSet.namespace), and that is not there.",
            parameters: parameters)
    }
}

/// The container's configuration is refused.
public struct ContainerConfigInvalidRule: NodeRule {
    public static let code = FindingCode.containerConfigInvalid
    public static let documentation = RuleDocumentation(
        summary: "The kubelet refuses a container's configuration.",
        explanation: """
            Everything is there, but the combination is not allowed: an image that runs as root where runAsNonRoot is set, \
            a subPath that leads outside, a user that is no number (CreateContainerConfigError).
            """)

    public init() {}

    public func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<ContainerConfigSymptom>? {
        guard let symptom = node.configSymptom(), symptom.missing == nil else { return nil }
        let message = symptom.waiting.message.prefix { $0 != "(" }
        return Symptom(grouping: String(message), detail: symptom, evidence: [node.evidence(symptom.waiting)])
    }

    public func description(
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
