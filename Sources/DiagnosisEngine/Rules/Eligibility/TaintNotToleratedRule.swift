import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

extension FindingCode {
    /// A taint keeps the DaemonSet off nodes that it would otherwise be on.
    public static let taintNotTolerated = Self("taint-not-tolerated")
}

/// A taint keeps the DaemonSet off nodes that it would otherwise be on.
struct TaintNotToleratedRule: DaemonSetRule {
    static let code = FindingCode.taintNotTolerated
    static let family = FindingFamily.eligibility
    static let needs: [SnapshotPart] = [.daemonSets, .daemonSetSpec, .nodes]
    static let weakenedWithout: [SnapshotPart] = [.namespaces]
    static let parameters: [ParameterDescription] =
        TolerationAdvice.tolerationParameters + [
            .text("taint"), .number("taintedNodes"), .number("admits"), .text("ownToleration", .optional),
            .objects("taints", [.text("taintKey"), .text("taintValue", .optional), .text("taintEffect")]),
            .objects(
                "tolerationList",
                [
                    .text("key", .optional), .text("operator"), .text("value", .optional), .text("effect", .optional),
                    .number("tolerationSeconds", .optional),
                ]),
        ]
    static let documentation = RuleDocumentation(
        summary: "A taint keeps the DaemonSet off nodes where it would otherwise run.",
        explanation: """
            A NoSchedule or NoExecute taint without a matching toleration takes the node out of the desired count, so \
            the status shows nothing. That may be intended: control planes and dedicated pools are tainted for it. \
            Taints that mirror a node's condition count as the node's problem instead, unless the condition is over: \
            then the taint is left over.
            """)

    static func scope(of finding: Finding) -> CauseScope { .untoleratedTaint(of: finding) }

    /// How many taints have a finding of their own, those first that keep the pods off most nodes. Where each node has a
    /// taint of its own, nobody reads thousands of findings.
    private static let mostFindings = 64

    func findings(in situation: DaemonSetSituation) -> [Finding] {
        let advice = TolerationAdvice.all(in: situation)
        if advice.isEmpty, situation.nodes.allSatisfy({ $0.verdict.eligibility.exclusions.isEmpty }) { return [] }
        let nodes = TaintedNodes(situation)
        return advice.prefix(Self.mostFindings).map { finding($0, nodes, in: situation) }
            + rest(advice.dropFirst(Self.mostFindings), nodes, in: situation)
            + severalKeys(in: situation)
    }

    /// The nodes that taints keep the pods off, by the taints' keys.
    private struct TaintedNodes {
        let byKey: [String: [NodeSituation]]
        /// The tolerations that name a key.
        let named: TolerationSet

        init(_ situation: DaemonSetSituation) {
            var byKey: [String: [NodeSituation]] = [:]
            for node in situation.nodes {
                for case .taint(let taint) in node.verdict.eligibility.exclusions
                where byKey[taint.key]?.last?.position != node.position {
                    byKey[taint.key, default: []].append(node)
                }
            }
            self.byKey = byKey
            named = TolerationSet(situation.daemonSet.template.spec.tolerations.filter { !$0.key.isEmpty })
        }

        /// Whether the template names another taint of the node that keeps pods off, and tolerates it.
        func isMeant(_ node: Node) -> Bool {
            node.taints.contains { taint in
                taint.effect != .preferNoSchedule && !taint.mirrorsCondition && named.tolerate(taint)
            }
        }
    }

    /// One finding for the taints that have none of their own.
    private func rest(
        _ advice: ArraySlice<TolerationAdvice>, _ tainted: TaintedNodes, in situation: DaemonSetSituation
    ) -> [Finding] {
        if advice.isEmpty { return [] }
        let now = situation.snapshot.capturedAt
        let nodes = advice.flatMap { each in
            (tainted.byKey[each.taint.key] ?? []).filter { each.concerns($0, at: now) }
        }
        let taints = advice.map(\.taint)
        let isSlip = advice.contains { $0.ownMiss != nil || $0.contradiction != nil }
        return [
            finding(
                Wording.list(taints.prefix(Self.mostToldTaints).map(\.description), of: taints.count), isSlip: isSlip,
                [
                    "taint": .text(
                        Wording.list(taints.prefix(Self.mostToldTaints).map(\.description), of: taints.count)),
                    "admits": .number(WholeNumber(nodes.count)),
                    "taints": .list(taints.prefix(Self.mostToldTaints).map { .object(Self.parameters(of: $0)) }),
                ], nodes: nodes, taintedCount: nodes.count,
                sentence: "Each of these nodes has one of them. Only the first \(Self.mostFindings) taints have a "
                    + "finding of their own.", in: situation)
        ]
    }

    private func finding(
        _ advice: TolerationAdvice, _ all: TaintedNodes, in situation: DaemonSetSituation
    ) -> Finding {
        let ofKey = all.byKey[advice.taint.key] ?? []
        let nodes = ofKey.filter { advice.concerns($0, at: situation.snapshot.capturedAt) }
        let tainted = ofKey.filter { $0.verdict.eligibility.exclusions.contains(where: advice.covers) }
        // A toleration of the same key that does not fit is a slip; without one the taint may be respected on purpose.
        // So is one of another taint that the same nodes carry: the DaemonSet is meant for them.
        let isSlip =
            advice.ownMiss != nil || advice.contradiction != nil
            || advice.purpose == nil && nodes.contains { all.isMeant($0.node) }
        return finding(
            advice.taint.description, isSlip: isSlip, advice.parameters, nodes: nodes, taintedCount: tainted.count,
            sentence: advice.sentence, in: situation)
    }

    /// How many taints of a node are told one by one. Nobody tolerates more of them each by itself.
    private static let mostToldTaints = 20

    /// Up to how many tolerations of the template a remedy repeats with those to add.
    private static let mostTolerations = 200

    /// Nodes that taints of several keys keep the pods off, a finding for each set of taints: no single toleration helps.
    private func severalKeys(in situation: DaemonSetSituation) -> [Finding] {
        let now = situation.snapshot.capturedAt
        let duties = situation.duties
        let groups = Dictionary(grouping: situation.nodes) {
            TolerationAdvice.taints(keepingOff: $0, duties: duties, at: now)
        }
        let own = situation.daemonSet.template.spec.tolerations
        let ownKeys = Set(own.map(\.key))
        let several = groups.filter { $0.key.count > 1 && Set($0.key.map(\.key)).count > 1 }
        let order = several.count <= Self.mostFindings ? Array(several) : Self.mostNodesFirst(several)
        let findings = order.prefix(Self.mostFindings).map { taints, nodes in
            let names = Wording.list(
                taints.prefix(Self.mostToldTaints).map(\.description),
                of: taints.count + nodes[0].verdict.eligibility.furtherTaints)
            var parameters: Parameters = [
                "taint": .text(names), "admits": .number(WholeNumber(nodes.count)),
                "taints": .list(taints.prefix(Self.mostToldTaints).map { .object(Self.parameters(of: $0)) }),
            ]
            var sentence = "The pods need a toleration for each of them."
            // What has to be done first is to have the node set up.
            let purposes = taints.compactMap { TaintPurpose(of: $0, on: nodes[0].node) }
            if let purpose = purposes.first(where: { !$0.isMeant(for: duties) }) {
                sentence = "One of them is there for a reason: \(purpose.words)."
                parameters["taintPurpose"] = .text(purpose.words)
            }
            if own.count > Self.mostTolerations {
                sentence +=
                    " No patch is offered: it would repeat the template's \(own.count) tolerations, more than "
                    + "\(Self.mostTolerations)."
            } else if taints.count > Self.mostToldTaints {
                sentence += " No patch is offered for more than \(Self.mostToldTaints) of them."
            }
            let added = taints.map {
                Toleration(
                    key: $0.key, comparison: $0.value.isEmpty ? .exists : .equal, value: $0.value, effect: $0.effect)
            }
            let list = own.count > Self.mostTolerations ? [] : (own + added).map(Self.parameters(of:))
            if taints.count <= Self.mostToldTaints, own.count <= Self.mostTolerations, list.allSatisfy({ $0 != nil }) {
                parameters["tolerationList"] = .list(list.compactMap { $0.map { .object($0) } })
            }
            return finding(
                names, isSlip: taints.allSatisfy { ownKeys.contains($0.key) }, parameters,
                nodes: nodes, taintedCount: nodes.count, sentence: sentence, in: situation)
        }.sorted { $0.title < $1.title }
        let others = order.dropFirst(Self.mostFindings)
        return others.isEmpty ? findings : findings + [rest(others, in: situation)]
    }

    private static func mostNodesFirst(_ groups: [[Taint]: [NodeSituation]]) -> [(key: [Taint], value: [NodeSituation])]
    {
        groups.sorted {
            ($1.value.count, $0.value[0].position) < ($0.value.count, $1.value[0].position)
        }
    }

    /// One finding for the sets of taints that have none of their own.
    private func rest(
        _ others: ArraySlice<(key: [Taint], value: [NodeSituation])>, in situation: DaemonSetSituation
    ) -> Finding {
        let names = "of \(others.count) more sets"
        let nodes = others.flatMap(\.value)
        return finding(
            names, isSlip: false,
            ["taint": .text(names), "admits": .number(WholeNumber(nodes.count)), "taints": .list([])], nodes: nodes,
            taintedCount: nodes.count,
            sentence: "Each of these nodes has several taints. Only the first \(Self.mostFindings) sets of them have a "
                + "finding of their own.", in: situation)
    }

    /// The toleration as a manifest has it; nil where it has words that Kubernetes does not know.
    private static func parameters(of toleration: Toleration) -> Parameters? {
        guard let comparison = toleration.comparison, !toleration.hasUnknownEffect else { return nil }
        var parameters: Parameters = ["operator": .text(comparison.rawValue)]
        if !toleration.key.isEmpty { parameters["key"] = .text(toleration.key) }
        if !toleration.value.isEmpty { parameters["value"] = .text(toleration.value) }
        if let effect = toleration.effect { parameters["effect"] = .text(effect.rawValue) }
        if let seconds = toleration.tolerationSeconds { parameters["tolerationSeconds"] = .number(seconds) }
        return parameters
    }

    private static func parameters(of taint: Taint) -> Parameters {
        var parameters: Parameters = ["taintKey": .text(taint.key)]
        if !taint.value.isEmpty { parameters["taintValue"] = .text(taint.value) }
        parameters["taintEffect"] = .text(taint.effect?.rawValue ?? "")
        return parameters
    }

    private func finding(
        _ taints: String, isSlip: Bool, _ own: Parameters, nodes: [NodeSituation], taintedCount: Int,
        sentence: String, in situation: DaemonSetSituation
    ) -> Finding {
        let isOne = !own.entries.contains { $0.name == "taints" }
        var parameters = Parameters.common(to: situation)
        for entry in own.entries { parameters[entry.name] = entry.value }
        parameters["taintedNodes"] = .number(WholeNumber(taintedCount))
        let keeper = own.text("taintKeeper").map { " \($0.prefix(1).uppercased())\($0.dropFirst())." } ?? ""
        parameters["hasTolerations"] = .truth(!situation.daemonSet.template.spec.tolerations.isEmpty)
        return Finding(
            code: Self.code, severity: isSlip ? .warning : .notice,
            title: isOne ? "taint \(taints) is not tolerated" : "taints \(taints) are not tolerated",
            message: "\(isOne ? "Taint \(taints) keeps" : "Taints \(taints) keep") the pods off "
                + "\(Wording.count(nodes.count, "node")).\(keeper) \(sentence)",
            parameters: parameters, nodes: nodes.map(\.node.name).sorted(by: NaturalOrder.precedes),
            evidence: nodes.prefix(1).map {
                Evidence(
                    kind: .spec, object: "Node \($0.node.name)", text: "\(isOne ? "taint" : "taints") \(taints)")
            })
    }
}
