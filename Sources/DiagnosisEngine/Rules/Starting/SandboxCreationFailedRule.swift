import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// The pod's sandbox cannot be made.
    public static let sandboxCreationFailed = Self("sandbox-creation-failed")
}

/// The pod's sandbox cannot be made.
struct SandboxCreationFailedRule: NodeRule {
    static let code = FindingCode.sandboxCreationFailed
    static let family = FindingFamily.starting
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods, .events]
    static let parameters: [ParameterDescription] = [.text("reason")]
    static let documentation = RuleDocumentation(
        summary: "The node cannot make the pod's sandbox: its network or its runtime.",
        explanation: """
            Before any container the runtime makes the sandbox and has the network plugin give it an address \
            (FailedCreatePodSandBox). When it fails on a few nodes, look at the network plugin's own pod there.
            """)

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<PodSetupSymptom>? {
        guard let event = node.setupFailure(in: situation),
            !["FailedMount", "FailedAttachVolume", "FailedMapVolume"].contains(event.reason)
        else { return nil }
        let reason = Wording.firstLine(event.message)
        return Symptom(
            grouping: event.reason, detail: PodSetupSymptom(volume: "", reason: reason), evidence: [Evidence(event)])
    }

    func description(
        of symptoms: [LocatedSymptom<PodSetupSymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let reason = symptoms[0].detail.reason
        return FindingDescription(
            title: "pod sandbox cannot be made", message: "The node cannot make the pod's sandbox: \(reason)",
            parameters: ["reason": .text(reason)])
    }
}

extension SandboxCreationFailedRule {
    static var examples: [RuleExample] {
        [
            .firing("the network plugin gives the pod no address", on: ["n1"]) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
                cluster.event(
                    "FailedCreatePodSandBox",
                    "Failed to create pod sandbox: plugin type=\"calico\" failed (add): no addresses are left",
                    on: "agent-n1")
            },
            .firing("the machine was booted, and the pod gets no new sandbox", on: ["n1"]) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.loseContainer() }
                cluster.event(
                    "FailedCreatePodSandBox", "Failed to create pod sandbox: cni plugin not initialized",
                    on: "agent-n1", secondsAgo: 20)
            },
            .silent("the sandbox is there by now, and the image is being pulled") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
                cluster.event(
                    "FailedCreatePodSandBox", "Failed to create pod sandbox: cni plugin not initialized",
                    on: "agent-n1", secondsAgo: 90)
                cluster.event("Pulling", "Pulling image \"registry.example/agent:1\"", on: "agent-n1", secondsAgo: 60)
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
