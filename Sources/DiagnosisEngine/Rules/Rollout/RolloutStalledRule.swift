import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// A rolling update cannot go on.
    public static let rolloutStalled = Self("rollout-stalled")
}

/// A rolling update cannot go on.
struct RolloutStalledRule: DaemonSetRule {
    static let code = FindingCode.rolloutStalled
    static let family = FindingFamily.rollout
    static let needs: [SnapshotPart] = [.daemonSets, .daemonSetSpec, .nodes, .pods, .controllerRevisions, .events]
    static let parameters: [ParameterDescription] = [
        .number("maxUnavailable"), .number("maxSurge"), .number("updated"), .number("desired"), .text("fault"),
        .objects("ledger", [.text("node"), .text("pod"), .text("reason"), .text("fault"), .text("cause")]),
    ]
    static let documentation = RuleDocumentation(
        summary: "A rolling update cannot go on, because its budget is spent by pods that do not recover.",
        explanation: """
            Without surge each of these spends one slot of maxUnavailable: no pod, a terminating one, more than one, and \
            any pod that is not available, new or old, also on nodes that have left the desired count. With surge each new \
            pod that is not available yet spends one of maxSurge. When all slots are spent by pods that cannot become \
            available, the old ones stay for ever. The ledger says who spends each slot, and whether the release is at \
            fault or the node.
            """)

    func findings(in situation: DaemonSetSituation) -> [Finding] {
        guard let ledger = situation.rollout, ledger.isStalled else { return [] }
        let byRelease = ledger.entries.filter { !$0.isNodeToBlame && $0.reason == .newPodUnavailable }
        let byNode = ledger.entries.filter(\.isNodeToBlame)
        let fault = byRelease.isEmpty ? (byNode.isEmpty ? "unknown" : "node") : byNode.isEmpty ? "release" : "both"
        var parameters = Parameters.common(to: situation)
        parameters["maxUnavailable"] = .number(Int64(ledger.maxUnavailable))
        parameters["maxSurge"] = .number(Int64(ledger.maxSurge))
        parameters["updated"] = .number(Int64(situation.counts.updated))
        parameters["desired"] = .number(Int64(situation.counts.desired))
        parameters["fault"] = .text(fault)
        parameters["ledger"] = .list(
            ledger.entries.map {
                .object([
                    "node": .text($0.node), "pod": .text($0.pod), "reason": .text($0.reason.rawValue),
                    "fault": .text($0.isNodeToBlame ? "node" : "release"),
                    "cause": .text($0.cause?.rawValue ?? ""),
                ])
            })
        let slots = ledger.maxSurge > 0 ? "maxSurge \(ledger.maxSurge)" : "maxUnavailable \(ledger.maxUnavailable)"
        let verdict: String
        switch fault {
        case "release": verdict = "The release is at fault: its new pods do not become available."
        case "node": verdict = "The nodes are at fault, not the release."
        case "both": verdict = "The release is at fault where nodes are ready; the others are the nodes' fault."
        default: verdict = ""
        }
        return [
            Finding(
                code: Self.code, severity: .warning, title: "the rollout is stalled",
                message:
                    "\(situation.counts.updated) of \(situation.counts.desired) pods are of the newest revision, and "
                    + "\(slots) is spent by \(Wording.count(ledger.entries.count, "node")): "
                    + "\(Wording.list(Array(ledger.lines.prefix(4))))"
                    + (ledger.lines.count > 4 ? " …" : "") + ". \(verdict)",
                parameters: parameters, nodes: ledger.entries.map(\.node).sorted(by: NaturalOrder.precedes),
                pods: ledger.entries.filter { !$0.pod.isEmpty }.map { "\(situation.daemonSet.namespace)/\($0.pod)" }
                    .sorted(),
                evidence: ledger.lines.prefix(3).map {
                    Evidence(kind: .computed, object: "DaemonSet \(situation.name)", text: $0)
                })
        ]
    }
}

extension RolloutStalledRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the one slot is spent by a new pod whose image is not there", on: ["n1"], with: ["fault": "release"]
            ) { cluster in
                cluster.node("n1")
                cluster.node("n2")
                cluster.daemonPod(on: "n2")
                cluster.daemonSet.metadata.annotations = [Annotation.templateGeneration: "2"]
                cluster.daemonPod(on: "n1") { $0.hold("ImagePullBackOff", "manifest unknown") }
            },
            .firing("the one slot is spent by a node that does not answer", on: ["n1"], with: ["fault": "node"]) {
                cluster in
                cluster.node("n1") { $0.conditions[0].status = .unknown }
                cluster.node("n2")
                cluster.daemonPod(on: "n2")
                cluster.daemonPod(on: "n1") { $0.becomeUnready() }
                cluster.daemonSet.metadata.annotations = [Annotation.templateGeneration: "2"]
            },
            .silent("the new pod is only starting") { cluster in
                cluster.node("n1")
                cluster.node("n2")
                cluster.daemonPod(on: "n2")
                cluster.daemonSet.metadata.annotations = [Annotation.templateGeneration: "2"]
                cluster.daemonPod(on: "n1") { $0.beginStarting() }
            },
        ]
    }
}
