import KubernetesModel
import PlacementEngine

/// The toleration that would admit most nodes which a taint alone excludes.
struct TolerationAdvice: Sendable {
    var taint: Taint
    /// How many nodes would become eligible.
    var admits: Int
    /// A toleration that the template has for the same key, and that does not fit.
    var ownMiss: Toleration?

    static func best(in situation: DaemonSetSituation) -> TolerationAdvice? {
        all(in: situation).first
    }

    /// Taints that are all that keeps some nodes out, the greatest excluder first; those that mirror a
    /// condition of the node are left out, for there the node is the trouble.
    static func all(in situation: DaemonSetSituation) -> [TolerationAdvice] {
        var counts: [Taint: Int] = [:]
        for node in situation.nodes {
            let exclusions = node.verdict.eligibility.exclusions
            let taints = exclusions.compactMap { exclusion -> Taint? in
                guard case .taint(var taint) = exclusion, !taint.mirrorsCondition else { return nil }
                taint.timeAdded = nil
                return taint
            }
            guard taints.count == exclusions.count, let only = taints.first, Set(taints.map(\.key)).count == 1 else {
                continue
            }
            counts[only, default: 0] += 1
        }
        let own = situation.daemonSet.template.spec.tolerations
        return counts.map { taint, nodes in
            TolerationAdvice(taint: taint, admits: nodes, ownMiss: own.first { $0.key == taint.key })
        }.sorted { ($1.admits, $0.taint.description) < ($0.admits, $1.taint.description) }
    }

    var parameters: Parameters {
        var parameters: Parameters = [
            "taint": .text(taint.description), "tolerationKey": .text(taint.key),
            "tolerationOperator": .text(taint.value.isEmpty ? "Exists" : "Equal"),
            "tolerationEffect": .text(taint.effect?.rawValue ?? ""), "admits": .number(Int64(admits)),
        ]
        parameters["tolerationValue"] = taint.value.isEmpty ? nil : .text(taint.value)
        parameters["ownToleration"] = ownMiss.map { .text($0.description) }
        return parameters
    }

    var sentence: String {
        let own = ownMiss.map { " The template tolerates \($0), which does not cover it." } ?? ""
        return "A toleration of \(taint) would admit \(Wording.count(admits, "node")).\(own)"
    }
}

/// A taint keeps the DaemonSet off nodes that it would otherwise be on.
public struct TaintNotToleratedRule: DaemonSetRule {
    public static let code = FindingCode.taintNotTolerated
    public static let documentation = RuleDocumentation(
        summary: "A taint keeps the DaemonSet off nodes that it would otherwise be on.",
        explanation: """
            NoSchedule and NoExecute taints that no toleration covers take a node out of the desired count, so nothing in \
            the status shows it. That may be meant: control planes and dedicated pools are tainted for it. Taints that \
            mirror a node's condition are reported as the node's trouble instead.
            """)

    public init() {}

    public func findings(in situation: DaemonSetSituation) -> [Finding] {
        TolerationAdvice.all(in: situation).map { advice in
            let nodes = situation.nodes.filter { node in
                node.verdict.eligibility.exclusions.contains { exclusion in
                    guard case .taint(let taint) = exclusion else { return false }
                    return taint.key == advice.taint.key && taint.value == advice.taint.value
                        && taint.effect == advice.taint.effect
                }
            }
            var parameters = Parameters.common(to: situation)
            for entry in advice.parameters.entries { parameters[entry.name] = entry.value }
            parameters["taintedNodes"] = .number(Int64(nodes.count))
            parameters["hasTolerations"] = .truth(!situation.daemonSet.template.spec.tolerations.isEmpty)
            // A toleration of the same key that does not fit is a slip; without one the taint may be respected on purpose.
            let isSlip = advice.ownMiss != nil
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
