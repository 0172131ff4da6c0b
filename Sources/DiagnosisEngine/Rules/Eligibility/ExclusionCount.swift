import KubernetesModel
import PlacementEngine

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
        case .takenHostPorts: return "takenHostPorts"
        }
    }

    var sentence: String {
        let only = alone == nodes || alone == 0 ? "" : ", \(alone) of them alone"
        return "\(constraint) excludes \(nodes == total ? "all \(total)" : "\(nodes)")\(only)."
    }

    static let parameterDescriptions: [ParameterDescription] = [
        .text("constraint"), .text("kind"), .number("nodes"), .number("alone", .optional),
    ]

    var parameters: Parameters {
        [
            "constraint": .text(constraint.description), "kind": .text(kind), "nodes": .number(WholeNumber(nodes)),
            "alone": .number(WholeNumber(alone)),
        ]
    }
}
