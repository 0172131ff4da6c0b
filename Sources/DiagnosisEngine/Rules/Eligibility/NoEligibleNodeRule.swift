import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

extension FindingCode {
    /// No node of the cluster is one of the DaemonSet's.
    public static let noEligibleNode = Self("no-eligible-node")
}

/// No node of the cluster is one of the DaemonSet's.
struct NoEligibleNodeRule: DaemonSetRule {
    static let code = FindingCode.noEligibleNode
    static let family = FindingFamily.eligibility
    static let needs: [SnapshotPart] = [.daemonSets, .daemonSetSpec, .nodes, .namespaces]
    static let parameters: [ParameterDescription] =
        TolerationAdvice.tolerationParameters + JointTaints.parameterDescriptions + [
            .number("nodeCount"), .number("admits", .optional),
            .objects("constraints", ExclusionCount.parameterDescriptions),
            .object("nearestMiss", NearestMiss.parameterDescriptions), .text("taint", .optional),
            .text("ownToleration", .optional),
        ]
    static let documentation = RuleDocumentation(
        summary: "No node is eligible: the DaemonSet runs nowhere, and its status looks complete.",
        explanation: """
            Node selector, node affinity and taints decide which nodes count as desired (NodeShouldRunDaemonPod). If \
            none does, all counts are zero and nothing waits: no pod, event or condition says so. Often a label's \
            value is misspelt, or a toleration is missing. Some people set a selector that matches nothing to switch a \
            DaemonSet off.
            """)

    static func causeTitle(of finding: Finding) -> String {
        if case .object(let miss)? = finding.parameters["nearestMiss"], let key = miss.text("key") {
            return "No node matches \(key)=\(miss.text("value") ?? "")"
        }
        return finding.parameters.text("taint").map { "No node is eligible: taint \($0)" } ?? "No node is eligible"
    }

    static func scope(of finding: Finding) -> CauseScope { .untoleratedTaint(of: finding) }

    /// The nodes that were perhaps meant: those of the nearest label, or behind the taint.
    static func podsLacking(for finding: Finding) -> Int {
        if case .object(let miss)? = finding.parameters["nearestMiss"], case .number(let nodes)? = miss["matches"] {
            return Int(clamping: nodes.int64)
        }
        if case .number(let nodes)? = finding.parameters["admits"] { return Int(clamping: nodes.int64) }
        return 0
    }

    /// How many constraints are told one by one, those first that exclude most nodes.
    private static let mostToldConstraints = 20

    func findings(in situation: DaemonSetSituation) -> [Finding] {
        // Nodes that the controller counts and the snapshot lacks are eligible.
        guard situation.counts.desired == 0, !situation.nodes.isEmpty, !situation.coverage.isPartial else { return [] }
        // A node that only the taint of its own trouble keeps out is the DaemonSet's: that trouble is the finding.
        guard
            !situation.nodes.contains(where: { node in
                node.isOneOfItsNodes && (node.node.saysNotReady || node.node.isUnreachable)
            })
        else { return [] }
        let constraints = ExclusionCount.all(in: situation)
        var parameters = Parameters.common(to: situation)
        parameters["nodeCount"] = .number(WholeNumber(situation.nodes.count))
        parameters["constraints"] = .list(constraints.prefix(Self.mostToldConstraints).map { .object($0.parameters) })
        parameters["hasTolerations"] = .truth(!situation.daemonSet.template.spec.tolerations.isEmpty)
        let count = situation.nodes.count
        var message = count == 1 ? "The only node is not eligible. " : "None of \(count) nodes is eligible. "
        message += constraints.prefix(4).map(\.sentence).joined(separator: " ")
        if let miss = NearestMiss.find(in: situation) {
            parameters["nearestMiss"] = .object(miss.parameters)
            message += " \(miss.sentence)"
        } else if let taint = TolerationAdvice.best(in: situation) {
            for entry in taint.parameters.entries { parameters[entry.name] = entry.value }
            message += " \(taint.sentence)"
        } else if let taints = JointTaints(in: situation) {
            for entry in taints.parameters.entries { parameters[entry.name] = entry.value }
            message += " \(taints.sentence)"
        }
        if let omission = NearestMiss.omission(in: situation) { message += " \(omission)" }
        return [
            Finding(
                code: Self.code, severity: .critical, title: "no node is eligible", message: message,
                parameters: parameters,
                evidence: constraints.prefix(3).map {
                    Evidence(kind: .spec, object: "DaemonSet \(situation.name)", text: $0.sentence)
                })
        ]
    }
}

extension NoEligibleNodeRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the node selector's value is misspelt",
                with: [
                    "nodeCount": 2,
                    "nearestMiss": .object([
                        "key": "pool", "value": "generall", "suggestion": "general", "suggestedKey": "pool",
                        "matches": 2,
                        "kind": "nodeSelector", "slip": "value", "label": "pool=generall",
                        "suggestedLabel": "pool=general", "labelSelector": "pool=general", "isValueEmpty": false,
                        "isSuggestionEmpty": false,
                    ]),
                ]
            ) { cluster in
                cluster.node("n1", labels: ["pool": "general"])
                cluster.node("n2", labels: ["pool": "general"])
                cluster.template { $0.nodeSelector = ["pool": "generall"] }
            },
            .firing(
                "the node selector's key is misspelt",
                with: [
                    "nearestMiss": .object([
                        "key": "tierr", "value": "front", "suggestion": "front", "suggestedKey": "tier", "matches": 1,
                        "kind": "nodeSelector", "slip": "key", "label": "tierr=front",
                        "suggestedLabel": "tier=front", "labelSelector": "tier=front", "isValueEmpty": false,
                        "isSuggestionEmpty": false,
                    ])
                ]
            ) { cluster in
                cluster.node("n1", labels: ["tier": "front"])
                cluster.template { $0.nodeSelector = ["tierr": "front"] }
            },
            .firing(
                "nodes have the label without a value, the template asks for true",
                with: [
                    "nearestMiss": .object([
                        "key": "node-role.kubernetes.io/worker", "value": "true", "suggestion": "",
                        "suggestedKey": "node-role.kubernetes.io/worker", "matches": 1, "kind": "nodeSelector",
                        "slip": "value", "label": "node-role.kubernetes.io/worker=true",
                        "suggestedLabel": "node-role.kubernetes.io/worker=\"\"",
                        "labelSelector": "node-role.kubernetes.io/worker=", "isValueEmpty": false,
                        "isSuggestionEmpty": true,
                    ])
                ]
            ) { cluster in
                cluster.node("n1", labels: ["node-role.kubernetes.io/worker": ""])
                cluster.template { $0.nodeSelector = ["node-role.kubernetes.io/worker": "true"] }
            },
            .firing(
                "Kubernetes has renamed the label, and the template asks for the old one",
                with: [
                    "nearestMiss": .object([
                        "key": "node-role.kubernetes.io/master", "value": "", "suggestion": "",
                        "suggestedKey": "node-role.kubernetes.io/control-plane", "matches": 1, "kind": "nodeSelector",
                        "slip": "key", "label": "node-role.kubernetes.io/master=\"\"",
                        "suggestedLabel": "node-role.kubernetes.io/control-plane=\"\"",
                        "labelSelector": "node-role.kubernetes.io/control-plane=", "isValueEmpty": true,
                        "isSuggestionEmpty": true,
                    ])
                ]
            ) { cluster in
                cluster.node("n1", labels: ["node-role.kubernetes.io/control-plane": ""])
                cluster.template { $0.nodeSelector = ["node-role.kubernetes.io/master": ""] }
            },
            .firing("all nodes carry a taint", with: ["tolerationKey": "dedicated", "admits": 2]) { cluster in
                cluster.node("n1", taints: ["dedicated=gpu:NoSchedule"])
                cluster.node("n2", taints: ["dedicated=gpu:NoSchedule"])
            },
            .firing(
                "the one node of the label carries the control plane's taint under both names",
                with: [
                    "jointKey": "node-role.kubernetes.io/control-plane", "jointOperator": "Exists",
                    "otherKey": "node-role.kubernetes.io/master", "otherEffect": "NoSchedule", "admits": 1,
                ]
            ) { cluster in
                cluster.node(
                    "n1", labels: ["role": "main"],
                    taints: [
                        "node-role.kubernetes.io/control-plane:NoSchedule", "node-role.kubernetes.io/master:NoSchedule",
                    ])
                cluster.node("n2")
                cluster.template { $0.nodeSelector = ["role": "main"] }
            },
            .silent("one node of two is eligible") { cluster in
                cluster.node("n1", labels: ["pool": "general"])
                cluster.node("n2", labels: ["pool": "special"])
                cluster.template { $0.nodeSelector = ["pool": "special"] }
                cluster.daemonPod(on: "n2")
            },
        ]
    }
}
