import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// A ConfigMap or Secret is missing.
    public static let containerConfigMissing = Self("container-config-missing")
}

/// A ConfigMap or Secret is missing.
struct ContainerConfigMissingRule: NodeRule {
    static let code = FindingCode.containerConfigMissing
    static let family = FindingFamily.starting
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let parameters: [ParameterDescription] = [
        .text("kind"), .text("object"), .text("key", .optional), .text("container", .optional),
        .texts("neededKeys", .optional), .text("firstKey", .optional),
        .texts("moreKeys", .optional),
    ]
    static let documentation = RuleDocumentation(
        summary: "A ConfigMap, Secret or key that a container's environment needs does not exist.",
        explanation: """
            The kubelet creates no container until everything that its environment refers to exists, unless the \
            reference is optional (CreateContainerConfigError). It retries by itself once the object exists.
            """)

    static func scope(of finding: Finding) -> CauseScope {
        let text = { (name: String) in finding.parameters.text(name) ?? "" }
        return .object(text("kind"), text("object"), namespace: text("namespace"))
    }

    /// What the release brings beside the DaemonSet may come a little later.
    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        RolloutMeaning(.comparison, .stays(seconds: RolloutMeaning.retried))
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<ContainerConfigSymptom>? {
        guard let symptom = node.configSymptom(), let missing = symptom.missing else { return nil }
        return Symptom(grouping: missing.text, detail: symptom, evidence: [node.evidence(symptom.waiting)])
    }

    func description(
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
        // The pod's other containers may need other keys of the same object.
        let containers = symptoms[0].node.pod?.spec.allContainers ?? JoinedArrays([], [])
        let keys = containers.flatMap(\.configReferences)
            .filter { $0.kind == missing.kind && $0.name == missing.object && !$0.isOptional }.compactMap(\.key)
        let needed = Set(keys).sorted()
        parameters["neededKeys"] = needed.isEmpty ? nil : .texts(needed)
        parameters["firstKey"] = needed.first.map { .text($0) }
        parameters["moreKeys"] = needed.count > 1 ? .texts(Array(needed.dropFirst())) : nil
        let keysNeeded =
            missing.key != nil || needed.isEmpty
            ? "" : " (\(needed.count == 1 ? "key" : "keys") \(Wording.list(needed)))"
        return FindingDescription(
            title: "\(missing.text) is missing",
            message:
                "Container \(symptom.waiting.name) needs \(missing.text)\(keysNeeded) in namespace "
                + "\(situation.daemonSet.namespace), which doesn't exist.",
            parameters: parameters)
    }
}

extension ContainerConfigMissingRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the environment refers to a ConfigMap that is not there", on: ["n1"],
                with: ["kind": "ConfigMap", "object": "agent-settings", "container": "agent"]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") {
                    $0.hold("CreateContainerConfigError", "configmap \"agent-settings\" not found")
                }
            },
            .firing(
                "the key is missing, in the words of a kubelet before 1.14", on: ["n1"],
                with: ["kind": "ConfigMap", "object": "agent-settings", "key": "region", "container": "agent"]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") {
                    $0.hold("CreateContainerConfigError", "Couldn't find key region in ConfigMap apps/agent-settings")
                }
            },
            .silent("the configuration is refused, not missing") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { pod in
                    pod.hold("CreateContainerConfigError", "container has runAsNonRoot and image will run as root")
                }
            },
        ]
    }
}
