import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

extension FindingCode {
    /// The node has no network for pods.
    public static let nodeNetworkUnavailable = Self("node-network-unavailable")
}

/// The node has no network for pods.
struct NodeNetworkUnavailableRule: NodeRule, ClusterRule {
    static let code = FindingCode.nodeNetworkUnavailable
    static let family = FindingFamily.node
    static let needs: [SnapshotPart] = [.nodes]
    static let weakenedWithout: [SnapshotPart] = [.daemonSets, .pods]
    static let parameters: [ParameterDescription] = NodeFinding.parameterDescriptions
    static let asConsequence: String? = "the node has no network"
    static let documentation = RuleDocumentation(
        summary: "The node's pod network is not set up.",
        explanation: """
            The cloud provider or the network plugin sets the condition NetworkUnavailable until routes are there. The \
            taint of that name keeps pods off; of the daemon pods only those on the host network tolerate it by \
            default.
            """)

    static func scope(of finding: Finding) -> CauseScope {
        .shared("\(code.rawValue) \(finding.parameters.text("cause") ?? "")")
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<NodeTrouble>? {
        guard node.node.isWithoutNetwork, node.node.isReady,
            var symptom = node.nodeSymptom(condition: Node.ConditionType.networkUnavailable)
        else { return nil }
        symptom.detail.isIndependent = node.needsNoPodNetwork(in: situation)
        symptom.givesWay = symptom.detail.isIndependent || node.verdict.shouldRun
        return symptom
    }

    func description(
        of symptoms: [LocatedSymptom<NodeTrouble>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        symptoms.description(
            title: "node has no pod network", sentence: "The node's pod network is not set up.", in: situation)
    }

    func findings(in cluster: ClusterSituation) -> [Finding] {
        let nodes = cluster.snapshot.nodes.filter(\.isWithoutNetwork)
        return NodeFinding.finding(
            Self.code, severity: .critical,
            title: nodes.count == 1 ? "node has no pod network" : "nodes have no pod network", nodes: nodes,
            message: "The pod network is not set up on \(Wording.count(nodes.count, "node")).",
            condition: Node.ConditionType.networkUnavailable)
    }
}

extension Node {
    /// Whether the network for pods is not set up.
    var isWithoutNetwork: Bool { conditions.status(of: ConditionType.networkUnavailable) == .isTrue }
}

extension NodeNetworkUnavailableRule {
    static var examples: [RuleExample] {
        [
            .firing("routes to the node are not there yet", on: ["n1"]) { cluster in
                cluster.node("n1", taints: ["node.kubernetes.io/network-unavailable:NoSchedule"]) { node in
                    node.conditions.append(
                        Condition(
                            type: Node.ConditionType.networkUnavailable, status: .isTrue, reason: "NoRouteCreated",
                            message: "Node created without a route"))
                }
            },
            .silent("the routes are there") { cluster in
                cluster.node("n1") { node in
                    node.conditions.append(
                        Condition(type: Node.ConditionType.networkUnavailable, status: .isFalse, reason: "RouteCreated")
                    )
                }
                cluster.daemonPod(on: "n1")
            },
        ]
    }
}
