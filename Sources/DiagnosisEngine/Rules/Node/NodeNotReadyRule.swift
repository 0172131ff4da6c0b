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
    static let weakenedWithout: [SnapshotPart] = [.daemonSets, .pods, .events]
    static let parameters: [ParameterDescription] = NodeFinding.parameterDescriptions
    static let asConsequence: String? = "the node is NotReady"
    static let documentation = RuleDocumentation(
        summary: "The node is NotReady, and its kubelet says why.",
        explanation: """
            The kubelet reports, but its runtime or network plugin does not work (Ready is False). The taint \
            `not-ready` keeps new pods off; network plugins must tolerate it.
            """)

    static func scope(of finding: Finding) -> CauseScope {
        .shared("\(code.rawValue) \(finding.parameters.text("cause") ?? "")")
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<NodeTrouble>? {
        guard node.node.saysNotReady, var symptom = node.nodeSymptom() else { return nil }
        let cause = NotReadyCause(node.node)
        symptom.detail.cause = cause
        symptom.grouping = cause.rawValue
        guard cause.canFollowFromPod else { return symptom }
        symptom.detail.isIndependent = node.needsNoPodNetwork(in: situation)
        if cause == .network {
            symptom.detail.agent = situation.cluster.networkAgent(on: node.node).flatMap { agent in
                agent.name == situation.name ? nil : agent
            }
        }
        // What ails the pod itself comes first: it may be what the node waits for.
        symptom.givesWay = symptom.detail.isIndependent || node.verdict.shouldRun
        return symptom
    }

    func description(
        of symptoms: [LocatedSymptom<NodeTrouble>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let message = Wording.firstLine(symptoms[0].detail.message)
        return symptoms.description(
            title: "node is NotReady",
            sentence: "The node is NotReady\(message.isEmpty ? "." : ": \(message).")",
            in: situation)
    }

    /// One finding for each reason: each has its own remedy.
    func findings(in cluster: ClusterSituation) -> [Finding] {
        let groups = Dictionary(grouping: cluster.snapshot.nodes.filter(\.saysNotReady)) { NotReadyCause($0) }
        return groups.keys.sorted { $0.rawValue < $1.rawValue }.flatMap { cause in
            finding(cause, on: groups[cause] ?? [], in: cluster)
        }
    }

    private func finding(_ cause: NotReadyCause, on nodes: [Node], in cluster: ClusterSituation) -> [Finding] {
        var parameters: Parameters = ["cause": .text(cause.rawValue)]
        var message = nodes.count == 1 ? "1 node is NotReady" : "\(nodes.count) nodes are NotReady"
        if let why = cause.wording { message += ": \(why)" }
        message += "."
        if cause == .network, let agent = nodes.lazy.compactMap({ cluster.networkAgent(on: $0) }).first {
            parameters["networkDaemonSet"] = .text(agent.name)
            parameters["networkTrouble"] = agent.trouble.map { .text($0) }
            message += " \(agent.name) is the network plugin there" + (agent.trouble.map { ": \($0)." } ?? ".")
        }
        let witness = cause == .runtime ? nodes.lazy.compactMap { cluster.runtimeWitness(on: $0) }.first : nil
        if let witness {
            message +=
                " The kubelet says of pod \(witness.regarding.namespace)/\(witness.regarding.name): "
                + Wording.sentence(StartFailure(witness.message).said, limit: .max) + "."
        }
        return NodeFinding.finding(
            Self.code, severity: .critical, title: nodes.count == 1 ? "node is NotReady" : "nodes are NotReady",
            nodes: nodes, message: message, condition: Node.ConditionType.ready, parameters: parameters,
            evidence: witness.map { [Evidence($0)] } ?? [])
    }
}

extension ClusterSituation {
    /// The last event of a pod on `node` that tells how the kubelet fails to reach the container runtime; nil without one.
    fileprivate func runtimeWitness(on node: Node) -> Event? {
        guard let position = index.nodeByName[node.name] else { return nil }
        let events = index.podsByNode[position].flatMap { position -> [Event] in
            let pod = snapshot.pods[position]
            return index.events(kind: Pod.kind, namespace: pod.namespace, name: pod.name)
        }
        return events.filter { $0.isWarning && SandboxTrouble(message: $0.message) == .runtimeDown }
            .max { ($0.latest, $1.regarding.name) < ($1.latest, $0.regarding.name) }
    }
}

extension ClusterSituation {
    /// The network plugin of a node and what keeps it from serving there; nil where none is known.
    func networkAgent(on node: Node) -> (name: String, trouble: String?)? {
        agents.agent(for: .network, on: node).map { ($0.name, $0.trouble(on: node, in: snapshot)) }
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
            .firing("the network plugin's own pod is there, and nothing is known of what ails it", on: ["n1"]) {
                cluster in
                cluster.node("n1") { $0.becomeNotReady() }
                cluster.template { spec in
                    spec.isHostNetwork = true
                    spec.tolerations = [Toleration(comparison: .exists)]
                }
                cluster.daemonPod(on: "n1") { $0.becomeUnready() }
            },
            .firing("the runtime is down, which explains what its pods do", on: ["n1"], with: ["cause": "runtime"]) {
                cluster in
                cluster.node("n1") { node in
                    node.becomeNotReady()
                    node.conditions = [
                        Condition(
                            type: Node.ConditionType.ready, status: .isFalse, reason: "KubeletNotReady",
                            message: "[container runtime is down, PLEG is not healthy]")
                    ]
                }
                cluster.template { spec in
                    spec.isHostNetwork = true
                    spec.tolerations = [Toleration(comparison: .exists)]
                }
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 1) }
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
