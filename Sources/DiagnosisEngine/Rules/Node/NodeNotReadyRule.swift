import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

extension FindingCode {
    /// The kubelet says that it cannot take pods.
    public static let nodeNotReady = Self("node-not-ready")
}

/// The kubelet says that it cannot take pods.
struct NodeNotReadyRule: NodeRule, ClusterRule {
    static let code = FindingCode.nodeNotReady
    static let family = FindingFamily.node
    static let needs: [SnapshotPart] = [.nodes]
    static let weakenedWithout: [SnapshotPart] = [.daemonSets, .pods]
    static let parameters: [ParameterDescription] = NodeFinding.parameterDescriptions
    static let documentation = RuleDocumentation(
        summary: "The node says that it is not ready.",
        explanation: """
            The kubelet reports, but its runtime or network plugin does not work (Ready is False). The taint `not-ready` \
            keeps new daemon pods off, unless they tolerate it, as network plugins must.
            """)

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<NodeTrouble>? {
        node.node.saysNotReady ? node.nodeSymptom() : nil
    }

    func description(
        of symptoms: [LocatedSymptom<NodeTrouble>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let message = Wording.firstLine(symptoms[0].detail.message)
        return symptoms.description(
            title: "node is not ready",
            sentence: "The node says that it is not ready\(message.isEmpty ? "." : ": \(message).")",
            in: situation)
    }

    func findings(in cluster: ClusterSituation) -> [Finding] {
        let nodes = cluster.snapshot.nodes.filter(\.saysNotReady)
        return NodeFinding.finding(
            Self.code, severity: .critical, title: "nodes are not ready", nodes: nodes,
            message:
                "\(Wording.count(nodes.count, "node")) \(nodes.count == 1 ? "says" : "say") that they are not ready.",
            condition: Node.ConditionType.ready)
    }
}

extension NodeNotReadyRule {
    static var examples: [RuleExample] {
        [
            .firing("the node's network plugin does not work", on: ["n1"]) { cluster in
                cluster.node("n1") { $0.becomeNotReady() }
                cluster.node("n2")
                cluster.daemonPod(on: "n1") { $0.becomeUnready() }
                cluster.daemonPod(on: "n2")
            },
            .silent("the node is cordoned, which says nothing of its health") { cluster in
                cluster.node("n1", taints: ["node.kubernetes.io/unschedulable:NoSchedule"]) {
                    $0.isUnschedulable = true
                }
                cluster.daemonPod(on: "n1")
            },
        ]
    }
}
