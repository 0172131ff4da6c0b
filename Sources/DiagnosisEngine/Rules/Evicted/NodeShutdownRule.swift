import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// The node was shut down, and took the pod with it.
    public static let nodeShutdown = Self("node-shutdown")
}

/// The node was shut down, and took the pod with it.
struct NodeShutdownRule: NodeRule {
    static let code = FindingCode.nodeShutdown
    static let family = FindingFamily.evicted
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let parameters: [ParameterDescription] = [.text("reason"), .truth("isBack")]
    static let documentation = RuleDocumentation(
        summary: "The pod ended because its node was shut down.",
        explanation: """
            On a graceful shutdown the kubelet ends all pods with reason Terminated (older: NodeShutdown, Shutdown) \
            and refuses new ones. The controller replaces the pod when the node is back.
            """)

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<String>? {
        guard let pod = node.pod, pod.status.phase == .failed else { return nil }
        let reason = pod.status.reason
        let isShutdown =
            reason == "NodeShutdown" || reason == "Shutdown"
            || (reason == "Terminated" && pod.status.message.lowercased().contains("shutdown"))
        guard isShutdown else { return nil }
        return Symptom(
            grouping: "\(node.node.isReady)", detail: pod.status.message,
            evidence: [
                Evidence(
                    kind: .condition, object: "Pod \(pod.metadata.qualifiedName)",
                    text: "\(reason): \(Wording.firstLine(pod.status.message))")
            ])
    }

    func description(
        of symptoms: [LocatedSymptom<String>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        // The kubelet calls a node that it shuts down NotReady (`nodeshutdown.Manager`).
        let isBack = symptoms[0].node.node.isReady
        return FindingDescription(
            title: "ended by a node shutdown",
            message: isBack
                ? "The pod ended because its node was shut down. The node is back; the pod has not been replaced yet."
                : "The pod ended because its node was shut down or is shutting down.",
            parameters: [
                "reason": .text(Wording.firstLine(symptoms[0].detail)), "isBack": .truth(isBack),
            ])
    }
}

extension NodeShutdownRule {
    static var examples: [RuleExample] {
        [
            .firing("the node was shut down in good order", on: ["n1"]) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { pod in
                    pod.fail("Terminated", "Pod was terminated in response to imminent node shutdown.")
                }
            },
            .silent("the kubelet evicted the pod") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.fail("Evicted", "The node was low on resource: memory. ") }
            },
        ]
    }
}
