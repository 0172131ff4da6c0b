import KubernetesModel
import Wording

/// The pod's sandbox cannot be made.
public struct SandboxCreationFailedRule: NodeRule {
    public static let code = FindingCode.sandboxCreationFailed
    public static let documentation = RuleDocumentation(
        summary: "The node cannot make the pod's sandbox: its network or its runtime.",
        explanation: """
            Before any container the runtime makes the sandbox and has the network plugin give it an address \
            (FailedCreatePodSandBox). When it fails on a few nodes, look at the network plugin's own pod there.
            """)

    public init() {}

    public func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<PodSetupSymptom>? {
        guard let event = node.setupFailure(in: situation),
            !["FailedMount", "FailedAttachVolume", "FailedMapVolume"].contains(event.reason)
        else { return nil }
        let reason = Wording.firstLine(event.message)
        return Symptom(
            grouping: event.reason, detail: PodSetupSymptom(volume: "", reason: reason), evidence: [Evidence(event)])
    }

    public func description(
        of symptoms: [LocatedSymptom<PodSetupSymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let reason = symptoms[0].detail.reason
        return FindingDescription(
            title: "pod sandbox cannot be made", message: "The node cannot make the pod's sandbox: \(reason)",
            parameters: ["reason": .text(reason)])
    }
}

extension SandboxCreationFailedRule {
    public static var examples: [RuleExample] {
        [
            .firing("the network plugin gives the pod no address", on: ["n1"]) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
                cluster.event(
                    "FailedCreatePodSandBox",
                    "Failed to create pod sandbox: plugin type=\"calico\" failed (add): no addresses are left",
                    on: "agent-n1")
            },
            .silent("a volume cannot be mounted") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
                cluster.event(
                    "FailedMount", "Unable to attach or mount volumes: unmounted volumes=[data]", on: "agent-n1")
            },
        ]
    }
}
