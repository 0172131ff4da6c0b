import KubernetesModel
import PlacementEngine

/// No node of the cluster is one of the DaemonSet's.
public struct NoEligibleNodeRule: DaemonSetRule {
    public static let code = FindingCode.noEligibleNode
    public static let documentation = RuleDocumentation(
        summary: "The template admits no node at all, so the DaemonSet is idle and its status looks complete.",
        explanation: """
            Node selector, node affinity and taints decide which nodes are desired (NodeShouldRunDaemonPod). When none is, \
            all counts are zero and nothing waits: no pod, no event and no condition tells. Often a label's value is \
            misspelt, or a toleration is missing; some set a selector that matches nothing to switch a DaemonSet off.
            """)

    public init() {}

    public func findings(in situation: DaemonSetSituation) -> [Finding] {
        guard situation.counts.desired == 0, !situation.nodes.isEmpty else { return [] }
        let constraints = ExclusionCount.all(in: situation)
        var parameters = Parameters.common(to: situation)
        parameters["nodeCount"] = .number(Int64(situation.nodes.count))
        parameters["constraints"] = .list(constraints.map { .object($0.parameters) })
        parameters["hasTolerations"] = .truth(!situation.daemonSet.template.spec.tolerations.isEmpty)
        var message = "None of \(Wording.count(situation.nodes.count, "node")) is eligible. "
        message += constraints.prefix(4).map(\.sentence).joined(separator: " ")
        if let miss = NearestMiss.find(in: situation) {
            parameters["nearestMiss"] = .object(miss.parameters)
            message += " \(miss.sentence)"
        } else if let taint = TolerationAdvice.best(in: situation) {
            for entry in taint.parameters.entries { parameters[entry.name] = entry.value }
            message += " \(taint.sentence)"
        }
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

/// How many nodes a constraint excludes.
struct ExclusionCount: Sendable {
    var constraint: Eligibility.Exclusion
    var nodes: Int
    /// Nodes that nothing else excludes.
    var alone: Int
    var total: Int

    /// All constraints, the greatest excluder first.
    static func all(in situation: DaemonSetSituation) -> [ExclusionCount] {
        var counts: [Eligibility.Exclusion: (nodes: Int, alone: Int)] = [:]
        for node in situation.nodes {
            let exclusions = node.verdict.eligibility.exclusions.map(normalised)
            for exclusion in exclusions {
                counts[exclusion, default: (0, 0)].nodes += 1
                if exclusions.count == 1 { counts[exclusion, default: (0, 0)].alone += 1 }
            }
        }
        return counts.map {
            ExclusionCount(
                constraint: $0.key, nodes: $0.value.nodes, alone: $0.value.alone, total: situation.nodes.count)
        }.sorted { ($1.nodes, $0.constraint.description) < ($0.nodes, $1.constraint.description) }
    }

    /// The constraint without what differs from node to node.
    static func normalised(_ exclusion: Eligibility.Exclusion) -> Eligibility.Exclusion {
        switch exclusion {
        case .nodeSelector(let key, let value, _): return .nodeSelector(key: key, value: value, actual: nil)
        case .taint(var taint):
            taint.timeAdded = nil
            return .taint(taint)
        default: return exclusion
        }
    }

    var kind: String {
        switch constraint {
        case .nodeName: return "nodeName"
        case .nodeSelector: return "nodeSelector"
        case .nodeAffinity: return "nodeAffinity"
        case .taint: return "taint"
        case .namespaceNodeSelector: return "namespaceNodeSelector"
        }
    }

    var sentence: String {
        let only = alone == nodes || alone == 0 ? "" : ", \(alone) of them alone"
        return "\(constraint) excludes \(nodes == total ? "all \(total)" : "\(nodes)")\(only)."
    }

    var parameters: Parameters {
        [
            "constraint": .text(constraint.description), "kind": .text(kind), "nodes": .number(Int64(nodes)),
            "exact": .number(Int64(alone)),
        ]
    }
}
