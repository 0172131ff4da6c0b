import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// The node is not meant for daemon pods, and the template admits it all the same.
    public static let nodeNotForDaemonPods = Self("node-not-for-daemon-pods")
}

/// The node is not meant for daemon pods, and the template admits it all the same.
struct NodeNotForDaemonPodsRule: NodeRule {
    static let code = FindingCode.nodeNotForDaemonPods
    static let family = FindingFamily.eligibility
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let parameters: [ParameterDescription] = NodeLimitationReport.parameterDescriptions
    static let documentation = RuleDocumentation(
        summary:
            "The DaemonSet wants a pod on a virtual, serverless or simulated node, where no daemon pod can run.",
        explanation: """
            Fargate runs one pod per node, a virtual kubelet stands for a service, KWOK simulates nodes. They are \
            tainted to keep pods off, but a template that tolerates every taint makes them desired nodes \
            (NodeShouldRunDaemonPod). If the scheduler already refuses the pod, that finding names the kind of node.
            """)

    static func scope(of finding: Finding) -> CauseScope { .shared(code.rawValue) }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<String>? {
        guard let limitation = NodeLimitation(of: node.node), limitation.hasNoMachine, node.verdict.shouldRun,
            !node.isServed, !node.isWaitingForScheduler
        else { return nil }
        let how = node.pod.map { pod in
            Evidence(
                kind: .condition, object: "Pod \(pod.metadata.qualifiedName)",
                text: [pod.status.phase.rawValue, pod.status.reason, Wording.firstLine(pod.status.message)]
                    .filter { !$0.isEmpty }.joined(separator: ", "))
        }
        return Symptom(grouping: limitation.name, detail: limitation.name, evidence: [how].compactMap(\.self))
    }

    func description(
        of symptoms: [LocatedSymptom<String>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        FindingDescription(
            title: "nodes are not meant for daemon pods",
            message: "The template admits \(Wording.count(symptoms.count, "node")) that cannot run daemon pods.")
    }
}

extension NodeNotForDaemonPodsRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the pod on a virtual node never starts", on: ["v1"],
                with: ["nodeKind": "virtual", "keepOffKey": "type", "keepOffValue": "virtual-kubelet"]
            ) { cluster in
                cluster.node("n1")
                cluster.node(
                    "v1", labels: ["type": "virtual-kubelet"],
                    taints: ["virtual-kubelet.io/provider=alibabacloud:NoSchedule"])
                cluster.template { $0.tolerations = [Toleration(comparison: .exists)] }
                cluster.daemonPod(on: "n1")
                cluster.daemonPod(on: "v1") { $0.fail("ProviderFailed", "pods of DaemonSets are not supported") }
            },
            .silent("a taint keeps the DaemonSet off the virtual node") { cluster in
                cluster.node("n1")
                cluster.node("v1", taints: ["virtual-kubelet.io/provider=azure:NoSchedule"])
                cluster.daemonPod(on: "n1")
            },
            .silent("the scheduler refuses the pod, which is told with the kind of node beside it") { cluster in
                cluster.node("n1")
                cluster.node("f1", pods: "1", labels: ["eks.amazonaws.com/compute-type": "fargate"])
                cluster.template { $0.tolerations = [Toleration(comparison: .exists)] }
                cluster.daemonPod(on: "n1")
                cluster.pod("web-1", on: "f1")
                cluster.waitingPod(on: "f1", refused: "1 Too many pods")
            },
        ]
    }
}
