import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

extension FindingCode {
    /// A node has more than one pod of the DaemonSet.
    public static let duplicatePodOnNode = Self("duplicate-pod-on-node")
}

/// A node has more than one pod of the DaemonSet.
struct DuplicatePodOnNodeRule: NodeRule {
    static let code = FindingCode.duplicatePodOnNode
    static let family = FindingFamily.eligibility
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let weakenedWithout: [SnapshotPart] = [.daemonSetSpec]
    static let parameters: [ParameterDescription] = [.texts("extraPods"), .text("keptPod")]
    static let documentation = RuleDocumentation(
        summary: "A node has more than one pod of the DaemonSet.",
        explanation: """
            Without surge the controller keeps the bound pod, then the oldest, and deletes the others \
            (podsShouldBeOnNode). If that does not happen, the controller is not running, or the others were adopted \
            from elsewhere.
            """)

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<[String]>? {
        guard node.state == .duplicate else { return nil }
        let living = node.pods.filter { !$0.isTerminating && !$0.isTerminal }.map(\.name)
        return Symptom(grouping: "", detail: living)
    }

    func description(
        of symptoms: [LocatedSymptom<[String]>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let extra = symptoms.flatMap { $0.detail.dropFirst() }
        return FindingDescription(
            severity: .warning, title: "more than one pod on a node",
            message:
                "\(Wording.count(symptoms.count, "node")) \(symptoms.count == 1 ? "has" : "have") more than one pod; "
                + "the controller would keep \(symptoms[0].detail.first ?? "the first") and delete "
                + "\(Wording.list(extra.prefix(3).map { $0 })).",
            parameters: ["extraPods": .texts(extra), "keptPod": .text(symptoms[0].detail.first ?? "")])
    }
}

extension DuplicatePodOnNodeRule {
    static var examples: [RuleExample] {
        [
            .firing("two pods are on one node", on: ["n1"], with: ["keptPod": "agent-n1"]) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
                cluster.daemonPod(on: "n1") { pod in
                    pod.metadata.name = "agent-x2"
                    pod.metadata.uid = "uid-x2"
                    pod.metadata.creationTimestamp = Timestamp(seconds: 2_000)
                }
            },
            .silent("the first of the two is being deleted") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.terminate() }
                cluster.daemonPod(on: "n1") { pod in
                    pod.metadata.name = "agent-x2"
                    pod.metadata.uid = "uid-x2"
                }
            },
        ]
    }
}
