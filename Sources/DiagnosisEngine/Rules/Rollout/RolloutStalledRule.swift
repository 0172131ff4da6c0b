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
        .truth("isOfRelease"),
        .objects("ledger", [.text("node"), .text("pod"), .text("reason"), .text("fault"), .text("cause")]),
        .texts("surgePorts", .optional),
    ]
    static let documentation = RuleDocumentation(
        summary: "The rollout has stalled: pods that don't recover use up its budget.",
        explanation: """
            Without surge each of these uses up one of maxUnavailable: a terminating pod, a second pod on a node, and \
            any pod that is not available, new or old, even on nodes that have left the desired count. With surge each \
            new pod that is not yet available uses up one of maxSurge while an old one runs beside it. If pods that \
            cannot become available use up the whole budget, the old pods stay forever. The same happens if the only \
            nodes left refuse every new pod, or while the API server refuses to create a pod. The evidence says who \
            uses up the budget, and whether the release, the room on the nodes or the node is at fault.
            """)

    static let followsOthers = true

    func findings(in situation: DaemonSetSituation) -> [Finding] {
        guard let ledger = situation.rollout, ledger.isStalled else { return [] }
        let entries = ledger.stuckEntries
        let faults = Set(entries.map(\.fault))
        let fault = Self.word(for: faults)
        var parameters = Parameters.common(to: situation)
        parameters["maxUnavailable"] = .number(WholeNumber(ledger.maxUnavailable))
        parameters["maxSurge"] = .number(WholeNumber(ledger.maxSurge))
        parameters["updated"] = .number(WholeNumber(situation.counts.updated))
        parameters["desired"] = .number(WholeNumber(situation.counts.desired))
        parameters["fault"] = .text(fault)
        parameters["isOfRelease"] = .truth(faults.contains(.release))
        parameters["ledger"] = .list(
            entries.map {
                .object([
                    "node": .text($0.node), "pod": .text($0.pod), "reason": .text($0.reason.rawValue),
                    "fault": .text($0.fault.rawValue),
                    "cause": .text($0.cause?.rawValue ?? ""),
                ])
            })
        let (updated, desired) = (situation.counts.updated, situation.counts.desired)
        let slots = ledger.maxSurge > 0 ? "maxSurge \(ledger.maxSurge)" : "maxUnavailable \(ledger.maxUnavailable)"
        // The nodes stand beside the finding already.
        let who =
            ledger.soleReason ?? "\(Wording.list(Array(ledger.lines.prefix(4))))" + (ledger.lines.count > 4 ? " …" : "")
        let nodes = Wording.count(entries.count, "node")
        let why: String
        if ledger.isBlockedByCreation {
            why = "the controller replaces no pod while the API server refuses one (\(who))"
        } else if ledger.hasUselessSlots {
            why = "\(slots) is not used up, but no node that is left gets an available pod: \(who)"
        } else {
            why = "\(nodes) \(entries.count == 1 ? "uses" : "use") up \(slots): \(who)"
        }
        let ports = Self.surgePorts(entries, in: situation)
        parameters["surgePorts"] = ports.isEmpty ? nil : .texts(ports)
        let verdict =
            ports.isEmpty
            ? faults == [.release] && !entries.contains(where: \.isExplained)
                ? "Its new pods don't become available; the reason is unknown." : Self.verdict(faults)
            : "With maxSurge new pods wait for host port \(Wording.list(ports)), which their predecessors hold."
        return [
            Finding(
                code: Self.code, severity: .warning, title: "rollout has stalled",
                message: "\(updated) of \(desired) pods \(updated == 1 ? "has" : "have") the newest revision; \(why). "
                    + verdict,
                parameters: parameters, nodes: entries.map(\.node).sorted(by: NaturalOrder.precedes),
                pods: entries.filter { !$0.pod.isEmpty }.map { "\(situation.daemonSet.namespace)/\($0.pod)" }
                    .sorted(),
                evidence: ledger.lines.prefix(3).map {
                    Evidence(kind: .computed, object: "DaemonSet \(situation.name)", text: $0)
                })
        ]
    }

    /// The host ports that new pods wait for and their predecessors hold, where that is all that keeps the rollout.
    private static func surgePorts(_ entries: [RolloutLedger.Entry], in situation: DaemonSetSituation) -> [String] {
        let held = entries.map { situation.nodes[$0.position].portsHeldByPredecessor(in: situation)?.ports ?? [] }
        return held.allSatisfy { !$0.isEmpty } ? Set(held.joined()).sorted() : []
    }

    /// The side at fault: `both` where the release is one of several, else the one that keeps the budget longest.
    private static func word(for faults: Set<RolloutLedger.Fault>) -> String {
        if faults.count > 1, faults.contains(.release) { return "both" }
        let order: [RolloutLedger.Fault] = [.node, .predecessor, .sandbox, .placement, .release, .unknown]
        return (order.first(where: faults.contains) ?? .unknown).rawValue
    }

    /// Who is at fault, in a sentence.
    private static func verdict(_ faults: Set<RolloutLedger.Fault>) -> String {
        if faults == [.release] { return "The release is at fault: its new pods don't become available." }
        if faults == [.unknown] { return "Its new pods don't become available; the reason is unknown." }
        if faults == [.node] { return "The nodes are at fault, not the release." }
        if faults == [.sandbox] {
            return
                "New pods get no sandbox on these nodes; that speaks against the nodes or their network plugin rather "
                + "than against the release."
        }
        if faults == [.predecessor] { return "Old pods don't go away; nothing speaks against the release." }
        if faults == [.placement] { return "The new pods are not scheduled; their own findings say why." }
        return faults.contains(.release)
            ? "The release is at fault on ready nodes with room; the others have their own findings."
            : "The nodes, or the room on them, are at fault; nothing speaks against the release."
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
            .firing(
                "one slot is spent for good, another pod is only starting", on: ["n1"], with: ["fault": "release"]
            ) { cluster in
                for name in ["n1", "n2", "n3"] { cluster.node(name) }
                cluster.daemonPod(on: "n3")
                cluster.daemonSet.metadata.annotations = [Annotation.templateGeneration: "2"]
                cluster.daemonPod(on: "n1") { $0.hold("ImagePullBackOff", "manifest unknown") }
                cluster.daemonPod(on: "n2") { $0.metadata.deletionTimestamp = Timestamp(seconds: 10_020) }
            },
            .firing(
                "surge is left, but the only node left refuses the new pod", on: ["n1"], with: ["fault": "placement"]
            ) { cluster in
                cluster.node("n1", cpu: "100m")
                cluster.node("n2")
                cluster.daemonSet.updateStrategy = .rollingUpdate(maxUnavailable: .number(0), maxSurge: .number(2))
                cluster.daemonPod(on: "n1")
                cluster.daemonSet.metadata.annotations = [Annotation.templateGeneration: "2"]
                cluster.container { $0.resources.requests = ExampleObjects.resources(["cpu": "200m"]) }
                cluster.waitingPod(on: "n1") { $0.metadata.name = "agent-n1-new" }
                cluster.daemonPod(on: "n2")
            },
            .firing(
                "new pods wait for the host port of their predecessors", on: ["n1"],
                with: ["fault": "placement", "surgePorts": ["9100/TCP"]]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonSet.updateStrategy = .rollingUpdate(maxUnavailable: .number(0), maxSurge: .number(1))
                cluster.container { $0.ports = [ContainerPort(containerPort: 9100, hostPort: 9100)] }
                cluster.daemonPod(on: "n1")
                cluster.daemonSet.metadata.annotations = [Annotation.templateGeneration: "2"]
                cluster.waitingPod(on: "n1", refused: "1 node(s) didn't have free ports for the requested pod ports.") {
                    $0.metadata.name = "agent-new"
                    $0.metadata.uid = "uid-new"
                }
            },
            .firing(
                "the one slot is spent by an old pod that doesn't go", on: ["n1"], with: ["fault": "predecessor"]
            ) { cluster in
                for name in ["n1", "n2"] { cluster.node(name) }
                cluster.daemonPod(on: "n1") { $0.metadata.deletionTimestamp = Timestamp(seconds: 8_000) }
                cluster.daemonPod(on: "n2")
                cluster.daemonSet.metadata.annotations = [Annotation.templateGeneration: "2"]
            },
            .silent("a node without a pod spends no slot") { cluster in
                for name in ["n1", "n2"] { cluster.node(name) }
                cluster.daemonPod(on: "n2")
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
