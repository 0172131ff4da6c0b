import KubernetesModel
import PlacementEngine
import Wording

/// The toleration that would admit most nodes which a taint alone excludes.
struct TolerationAdvice: Sendable {
    var taint: Taint
    /// How many nodes would become eligible.
    var admits: Int
    /// A toleration that the template has for the same key, and that does not fit.
    var ownMiss: Toleration?
    /// The sign that the taint mirrors a condition which the node no longer has.
    var contradiction: String?
    /// Why the taint is there, where a toleration is not the DaemonSet's to have.
    var purpose: TaintPurpose?
    /// Who puts the taint back if somebody removes it; nil where nobody does, or it is left over.
    var keeper: String?
    /// The DaemonSet that would take the taint off and waits for this one, with the taint that keeps it off.
    var partner: (name: String, taint: Taint)?
    /// Whether the namespace gives its pods such a toleration at admission, which the controller doesn't look at.
    var isGivenByNamespace = false

    /// The facts about a toleration that findings carry.
    static let tolerationParameters: [ParameterDescription] = [
        .text("tolerationKey", .optional), .text("tolerationValue", .optional), .text("tolerationEffect", .optional),
        .text("tolerationOperator", .optional), .number("tolerationSeconds", .optional),
        .text("leftOverBecause", .optional), .text("taintPurpose", .optional), .text("waitsWith", .optional),
        .text("partnerTaint", .optional), .text("taintKeeper", .optional),
    ]

    static func best(in situation: DaemonSetSituation) -> TolerationAdvice? {
        all(in: situation).first
    }

    /// Taints that are all that keeps some nodes out, the greatest excluder first; those that mirror a
    /// condition of the node are left out, for there the node is the trouble, unless the node no longer has it.
    static func all(in situation: DaemonSetSituation) -> [TolerationAdvice] {
        let now = situation.snapshot.capturedAt
        var groups: [Group: (nodes: Int, contradiction: String?)] = [:]
        var partners: [Group: (name: String, taint: Taint)] = [:]
        var firstNodes: [Group: Node] = [:]
        let duties = situation.duties
        for node in situation.nodes {
            let taints = taints(keepingOff: node, duties: duties, at: now)
            guard let only = taints.first, taints.dropFirst().allSatisfy({ $0.key == only.key }) else { continue }
            // One toleration for all effects of the key, where the node has several of them.
            var covering = only
            if taints.contains(where: { $0.effect != only.effect }) { covering.effect = nil }
            if taints.contains(where: { $0.value != only.value }) { covering.value = "" }
            let contradiction = node.node.contradiction(of: only, at: now)
            let group = Group(taint: covering, isLeftOver: contradiction != nil)
            groups[group, default: (0, contradiction)].nodes += 1
            if contradiction == nil, !duties.isEmpty, partners[group] == nil,
                let partner = situation.partnerInWaiting(for: only, on: node.node)
            {
                partners[group] = (partner.agent.name, partner.taint)
            }
            if firstNodes[group] == nil { firstNodes[group] = node.node }
        }
        let given = situation.index.namespace(named: situation.daemonSet.namespace)?.defaultTolerations ?? []
        let own = Dictionary(situation.daemonSet.template.spec.tolerations.map { ($0.key, $0) }) { first, _ in first }
        return groups.map { group, found in
            let purpose = group.isLeftOver ? nil : TaintPurpose(of: group.taint, on: firstNodes[group])
            return TolerationAdvice(
                taint: group.taint, admits: found.nodes, ownMiss: own[group.taint.key],
                contradiction: found.contradiction,
                purpose: purpose.flatMap { $0.isMeant(for: duties) ? nil : $0 },
                keeper: group.isLeftOver ? nil : group.taint.keeper(on: firstNodes[group]), partner: partners[group],
                isGivenByNamespace: given.tolerate(group.taint))
        }.sorted {
            ($1.admits, $0.taint.description, $0.contradiction ?? "")
                < ($0.admits, $1.taint.description, $1.contradiction ?? "")
        }
    }

    /// Nodes that a taint excludes, and whether it has lost its reason there.
    private struct Group: Hashable {
        var taint: Taint
        var isLeftOver: Bool
    }

    /// Whether the taint is all that keeps the pods off a node.
    func concerns(_ node: NodeSituation, at now: Timestamp) -> Bool {
        !node.verdict.shouldRun && node.verdict.eligibility.exclusions.allSatisfy(covers)
            && (contradiction == nil) == (node.node.contradiction(of: taint, at: now) == nil)
    }

    /// The taints of a node where nothing else keeps the pods off, in the order of their names; none where something
    /// else does, or a taint that mirrors a condition which the node still has, unless the node waits for this DaemonSet.
    static func taints(
        keepingOff node: NodeSituation, duties: Set<NodeAgents.Duty>, at now: Timestamp
    ) -> [Taint] {
        let exclusions = node.verdict.eligibility.exclusions
        if exclusions.isEmpty { return [] }
        let taints = exclusions.compactMap { exclusion -> Taint? in
            guard case .taint(var taint) = exclusion else { return nil }
            if taint.mirrorsCondition, node.node.contradiction(of: taint, at: now) == nil,
                !(TaintPurpose(of: taint, on: node.node)?.isMeant(for: duties) ?? false)
            {
                return nil
            }
            taint.timeAdded = nil
            return taint
        }
        guard taints.count == exclusions.count else { return [] }
        if taints.count == 1 { return taints }
        return taints.map { (name: $0.description, taint: $0) }.sorted { $0.name < $1.name }.map(\.taint)
    }

    /// Whether the toleration would do away with an exclusion.
    func covers(_ exclusion: Eligibility.Exclusion) -> Bool {
        guard case .taint(let other) = exclusion else { return false }
        return taint.key == other.key && (taint.effect == nil || taint.effect == other.effect)
            && (taint.value.isEmpty || taint.value == other.value)
    }

    var parameters: Parameters {
        var parameters: Parameters = ["taint": .text(taint.description), "admits": .number(WholeNumber(admits))]
        parameters["waitsWith"] = partner.map { .text($0.name) }
        parameters["partnerTaint"] = partner.map { .text($0.taint.description) }
        parameters["taintKeeper"] = keeper.map { .text($0) }
        if let purpose {
            parameters["taintPurpose"] = .text(purpose.words)
            return parameters
        }
        parameters["tolerationKey"] = .text(taint.key)
        parameters["tolerationOperator"] = .text(taint.value.isEmpty ? "Exists" : "Equal")
        parameters["tolerationValue"] = taint.value.isEmpty ? nil : .text(taint.value)
        parameters["tolerationEffect"] = (taint.effect?.rawValue).map { .text($0) }
        parameters["leftOverBecause"] = contradiction.map { .text($0) }
        parameters["ownToleration"] = ownMiss.map { .text($0.description) }
        return parameters
    }

    var sentence: String {
        if let contradiction { return "It is left over: \(contradiction)." }
        if let purpose { return "That taint is there for a reason: \(purpose.words)." }
        if let partner {
            return
                "This DaemonSet and \(partner.name) wait for each other: \(partner.name) would remove that taint, but is "
                + "kept off by \(partner.taint), which goes when this DaemonSet runs. A toleration on either ends that."
        }
        let own = ownMiss.map { " The template tolerates \($0), which does not cover it." } ?? ""
        let given =
            isGivenByNamespace
            ? " The namespace's defaultTolerations hold it, but they are added to pods at admission only; the DaemonSet "
                + "controller looks at the template." : ""
        return "A toleration for \(taint) would admit \(Wording.count(admits, "node")).\(own)\(given)"
    }
}
