import KubernetesModel
import PlacementEngine

/// A taint keeps the DaemonSet off nodes that it would otherwise be on.
public struct TaintNotToleratedRule: DaemonSetRule {
    public static let code = FindingCode.taintNotTolerated
    public static let documentation = RuleDocumentation(
        summary: "A taint keeps the DaemonSet off nodes that it would otherwise be on.",
        explanation: """
            NoSchedule and NoExecute taints that no toleration covers take a node out of the desired count, so nothing in \
            the status shows it. That may be meant: control planes and dedicated pools are tainted for it. Taints that \
            mirror a node's condition are reported as the node's trouble instead, unless the node no longer has the \
            condition: then the taint is left over.
            """)

    public init() {}

    public func findings(in situation: DaemonSetSituation) -> [Finding] {
        TolerationAdvice.all(in: situation).map { advice in
            let nodes = situation.nodes.filter { advice.concerns($0, at: situation.snapshot.capturedAt) }
            let tainted = situation.nodes.filter { $0.verdict.eligibility.exclusions.contains(where: advice.covers) }
            var parameters = Parameters.common(to: situation)
            for entry in advice.parameters.entries { parameters[entry.name] = entry.value }
            parameters["taintedNodes"] = .number(Int64(tainted.count))
            parameters["hasTolerations"] = .truth(!situation.daemonSet.template.spec.tolerations.isEmpty)
            // A toleration of the same key that does not fit is a slip; without one the taint may be respected on purpose.
            let isSlip = advice.ownMiss != nil || advice.contradiction != nil
            return Finding(
                code: Self.code, severity: isSlip ? .warning : .notice, title: "taint \(advice.taint) is not tolerated",
                message:
                    "Taint \(advice.taint) keeps the pods off \(Wording.count(nodes.count, "node")). "
                    + "\(advice.sentence)",
                parameters: parameters, nodes: nodes.map(\.node.name).sorted(by: NaturalOrder.precedes),
                evidence: nodes.prefix(1).map {
                    Evidence(kind: .spec, object: "Node \($0.node.name)", text: "taint \(advice.taint)")
                })
        }
    }
}

extension TaintNotToleratedRule {
    public static var examples: [RuleExample] {
        [
            .firing(
                "one node of two is tainted", on: ["n2"],
                with: [
                    "taint": "dedicated=gpu:NoSchedule", "tolerationKey": "dedicated", "tolerationValue": "gpu",
                    "taintedNodes": 1,
                ]
            ) { cluster in
                cluster.node("n1")
                cluster.node("n2", taints: ["dedicated=gpu:NoSchedule"])
                cluster.daemonPod(on: "n1")
            },
            .silent("the taint only asks pods to prefer other nodes") { cluster in
                cluster.node("n1", taints: ["dedicated=gpu:PreferNoSchedule"])
                cluster.daemonPod(on: "n1")
            },
            .firing(
                "the taint of a condition is left over on a node that is ready", on: ["n2"],
                with: ["tolerationKey": "node.kubernetes.io/not-ready", "taintedNodes": 1]
            ) { cluster in
                cluster.node("n1")
                cluster.node("n2", taints: ["node.kubernetes.io/not-ready:NoSchedule"])
                cluster.daemonPod(on: "n1")
            },
            .silent("the taint mirrors a condition of the node, which is the trouble then") { cluster in
                cluster.node("n1") { $0.becomeNotReady() }
            },
        ]
    }
}
