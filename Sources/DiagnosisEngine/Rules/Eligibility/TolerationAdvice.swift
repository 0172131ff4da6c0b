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
            let taints = taints(keepingOff: node)
            guard let only = taints.first, Set(taints.map(\.key)).count == 1 else { continue }
            // One toleration for all effects of the key, where the node has several of them.
            var covering = only
            if Set(taints.map(\.effect)).count > 1 { covering.effect = nil }
            if Set(taints.map(\.value)).count > 1 { covering.value = "" }
            counts[covering, default: 0] += 1
        }
        let own = situation.daemonSet.template.spec.tolerations
        return counts.map { taint, nodes in
            TolerationAdvice(taint: taint, admits: nodes, ownMiss: own.first { $0.key == taint.key })
        }.sorted { ($1.admits, $0.taint.description) < ($0.admits, $1.taint.description) }
    }

    /// The taints of a node where nothing else keeps the pods off, in the order of their names; none where something
    /// else does, or a taint that mirrors the node's condition.
    static func taints(keepingOff node: NodeSituation) -> [Taint] {
        let exclusions = node.verdict.eligibility.exclusions
        if exclusions.isEmpty { return [] }
        let taints = exclusions.compactMap { exclusion -> Taint? in
            guard case .taint(var taint) = exclusion, !taint.mirrorsCondition else { return nil }
            taint.timeAdded = nil
            return taint
        }
        return taints.count == exclusions.count ? taints.sorted { $0.description < $1.description } : []
    }

    /// Whether the toleration would do away with an exclusion.
    func covers(_ exclusion: Eligibility.Exclusion) -> Bool {
        guard case .taint(let other) = exclusion else { return false }
        return taint.key == other.key && (taint.effect == nil || taint.effect == other.effect)
            && (taint.value.isEmpty || taint.value == other.value)
    }

    var parameters: Parameters {
        var parameters: Parameters = [
            "taint": .text(taint.description), "tolerationKey": .text(taint.key),
            "tolerationOperator": .text(taint.value.isEmpty ? "Exists" : "Equal"),
            "admits": .number(Int64(admits)),
        ]
        parameters["tolerationValue"] = taint.value.isEmpty ? nil : .text(taint.value)
        parameters["tolerationEffect"] = (taint.effect?.rawValue).map { .text($0) }
        parameters["ownToleration"] = ownMiss.map { .text($0.description) }
        return parameters
    }

    var sentence: String {
        let own = ownMiss.map { " The template tolerates \($0), which does not cover it." } ?? ""
        return "A toleration of \(taint) would admit \(Wording.count(admits, "node")).\(own)"
    }
}
