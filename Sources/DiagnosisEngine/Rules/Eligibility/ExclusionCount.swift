import KubernetesModel
import PlacementEngine
import Wording

/// How many nodes a constraint excludes.
struct ExclusionCount: Sendable {
    var constraint: Eligibility.Exclusion
    var nodes: Int
    /// Nodes that nothing else excludes.
    var alone: Int
    var total: Int
    /// The other values that these nodes have of the label, the most common first; none where they lack it.
    var others: [String] = []

    /// All constraints, the greatest excluder first.
    static func all(in situation: DaemonSetSituation) -> [ExclusionCount] {
        var counts: [Eligibility.Exclusion: (nodes: Int, alone: Int)] = [:]
        var values: [Eligibility.Exclusion: [String: Int]] = [:]
        for node in situation.nodes {
            for case .nodeSelector(let key, let value, let actual?) in node.verdict.eligibility.exclusions {
                let selector = Eligibility.Exclusion.nodeSelector(key: key, value: value, actual: nil)
                values[selector, default: [:]][actual, default: 0] += 1
            }
            let exclusions = node.verdict.eligibility.exclusions.map(normalised)
            for exclusion in exclusions {
                counts[exclusion, default: (0, 0)].nodes += 1
                if exclusions.count == 1 { counts[exclusion, default: (0, 0)].alone += 1 }
            }
        }
        return counts.map {
            ExclusionCount(
                constraint: $0.key, nodes: $0.value.nodes, alone: $0.value.alone, total: situation.nodes.count,
                others: (values[$0.key] ?? [:]).sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key))
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
        let only = alone == nodes || alone == 0 ? "" : ", \(alone) of them by itself"
        let excluded = nodes == total && total > 1 ? "all \(total) nodes" : Wording.count(nodes, "node")
        let text = constraint.description
        // Fields are written as in the manifest.
        let subject = text.hasPrefix("taint ") ? "T" + text.dropFirst() : text
        return "\(subject) excludes \(excluded)\(only)\(instead)."
    }

    /// `; the nodes' values: general and small` where the nodes have the label with other values; else empty.
    private var instead: String {
        guard !others.isEmpty else { return "" }
        return "; the nodes' values: \(Wording.list(others.map { $0.isEmpty ? "empty" : $0 }, most: 3))"
    }

    static let parameterDescriptions: [ParameterDescription] = [
        .text("constraint"), .text("kind"), .number("nodes"), .number("alone", .optional),
        .texts("otherValues", .optional),
    ]

    var parameters: Parameters {
        var parameters: Parameters = [
            "constraint": .text(constraint.description), "kind": .text(kind), "nodes": .number(WholeNumber(nodes)),
            "alone": .number(WholeNumber(alone)),
        ]
        parameters["otherValues"] = others.isEmpty ? nil : .texts(others)
        return parameters
    }
}
