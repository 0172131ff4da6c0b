import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// A NoExecute taint drives the pod off its node.
    public static let evictedByTaint = Self("evicted-by-taint")
}

/// A NoExecute taint drives the pod off its node.
struct EvictedByTaintRule: DaemonSetRule {
    static let code = FindingCode.evictedByTaint
    static let family = FindingFamily.evicted
    static let needs: [SnapshotPart] = [.daemonSets, .events]
    static let weakenedWithout: [SnapshotPart] = [.nodes, .pods]
    static let parameters: [ParameterDescription] =
        TolerationAdvice.tolerationParameters + [
            .text("taint", .optional), .number("evictions"), .truth("isPast"),
        ]
    static let documentation = RuleDocumentation(
        summary: "A NoExecute taint evicts the pods from their nodes.",
        explanation: """
            The taint eviction controller deletes pods that do not tolerate a NoExecute taint at once, and pods with \
            `tolerationSeconds` when these are over (event TaintManagerEviction). The DaemonSet controller accepts a \
            toleration with tolerationSeconds and sends the next pod: a loop. If the taint excludes the node, or a new \
            pod runs there, the eviction is over: a notice.
            """)

    static func scope(of finding: Finding) -> CauseScope { .shared("taint \(finding.parameters.text("taint") ?? "")") }

    /// Evictions that stand for one another: those that go on, or those that are over.
    private typealias Events = [(incarnation: PodHistory.Incarnation, event: Event)]

    func findings(in situation: DaemonSetSituation) -> [Finding] {
        let events = situation.history.events(reason: "TaintManagerEviction").filter { item in
            guard item.event.message.hasPrefix("Marking") else { return false }
            guard let time = item.event.lastTimestamp ?? item.event.firstTimestamp else { return true }
            return situation.snapshot.capturedAt.seconds(since: time) <= DaemonSetSituation.evictionMemory
        }
        guard !events.isEmpty else { return [] }
        var present: Events = []
        var past: Events = []
        for item in events {
            let node = situation.node(named: item.incarnation.node)
            if node.map({ Self.goesOn(on: $0, in: situation) }) ?? false {
                present.append(item)
            } else {
                past.append(item)
            }
        }
        return [finding(present, isPast: false, in: situation), finding(past, isPast: true, in: situation)]
            .compactMap { $0 }
    }

    /// Whether the node still drives off the pods that the controller sends it, or has none since.
    private static func goesOn(on node: NodeSituation, in situation: DaemonSetSituation) -> Bool {
        guard node.verdict.shouldRun else { return false }
        if !node.isServed { return true }
        let brief = TolerationSet(situation.briefTolerations)
        return node.node.taints.contains { $0.effect == .noExecute && brief.tolerate($0) }
    }

    private func finding(_ events: Events, isPast: Bool, in situation: DaemonSetSituation) -> Finding? {
        guard !events.isEmpty else { return nil }
        let names = Set(events.map(\.incarnation.node)).filter { !$0.isEmpty }
        let nodes = situation.nodes.filter { names.contains($0.node.name) }
        let tolerations = situation.placement.template.eligibilitySpec.tolerations
        let taints = nodes.flatMap { $0.node.taints.filter { $0.effect == .noExecute } }
        let all = TolerationSet(tolerations)
        let brief = TolerationSet(situation.briefTolerations)
        let taint = taints.first { brief.tolerate($0) } ?? taints.first { !all.tolerate($0) }
        let seconds = taint.flatMap { taint in
            tolerations.filter { $0.tolerates(taint) }.compactMap(\.tolerationSeconds).min()
        }
        var parameters = Parameters.common(to: situation)
        parameters["evictions"] = .number(WholeNumber(events.count))
        parameters["isPast"] = .truth(isPast)
        var why = "a NoExecute taint that is gone by now"
        if let taint {
            parameters["taint"] = .text(taint.description)
            parameters["taintKeeper"] = taint.keeper(on: nodes.first?.node).map { .text($0) }
            if let purpose = TaintPurpose(of: taint), !purpose.isMeant(for: situation.duties) {
                parameters["taintPurpose"] = .text(purpose.words)
            } else if !isPast {
                parameters["tolerationKey"] = .text(taint.key)
                parameters["tolerationEffect"] = "NoExecute"
            }
            why = "taint \(taint)"
        }
        if let seconds {
            parameters["tolerationSeconds"] = .number(seconds)
            why += ", which they tolerate for only \(seconds) s"
        }
        let isLoop = !isPast && Set(events.map(\.incarnation.name)).count > names.count
        let serves = nodes.allSatisfy { $0.isServed }
        let severity: Severity = isPast || serves && !isLoop ? .notice : serves ? .warning : .critical
        return Finding(
            code: Self.code, severity: severity, title: isPast ? "a taint evicted pods" : "a taint evicts the pods",
            message:
                "\(Wording.count(events.count, "pod")) \(events.count == 1 ? "was" : "were") evicted from "
                + "\(Wording.count(names.count, "node")) by \(why)."
                + (isLoop ? " Each time the controller creates the next pod." : "")
                + (isPast ? Self.pastWords(nodes) : ""),
            parameters: parameters, nodes: names.sorted(by: NaturalOrder.precedes),
            pods: Set(events.map { "\(situation.daemonSet.namespace)/\($0.incarnation.name)" }).sorted(),
            evidence: Evidence.mostConvincing(of: events.map { Evidence($0.event) }))
    }

    /// The state of the nodes since then.
    private static func pastWords(_ nodes: [NodeSituation]) -> String {
        let excluded = nodes.count { !$0.verdict.shouldRun }
        let served = nodes.count { $0.verdict.shouldRun }
        var words = ""
        if excluded > 0 {
            words +=
                " That is over: \(excluded == nodes.count ? (excluded == 1 ? "the node is" : "these nodes are") : "\(excluded) of them are") "
                + "no longer eligible."
        }
        if served > 0 {
            words +=
                " \(served == nodes.count ? "New pods run there now." : "New pods run on \(served) of them.")"
        }
        return words
    }
}

extension EvictedByTaintRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the template tolerates a NoExecute taint for a minute only", on: ["n1"],
                with: ["taint": "maintenance:NoExecute", "tolerationSeconds": 60]
            ) { cluster in
                cluster.node("n1", taints: ["maintenance:NoExecute"])
                cluster.template { spec in
                    spec.tolerations = [
                        Toleration(key: "maintenance", comparison: .exists, effect: .noExecute, tolerationSeconds: 60)
                    ]
                }
                cluster.daemonPod(on: "n1")
                cluster.event(
                    "Scheduled", "Successfully assigned logging/agent-a to n1", on: "agent-a", secondsAgo: 120)
                cluster.event("TaintManagerEviction", "Marking for deletion Pod logging/agent-a", on: "agent-a")
            },
            .firing(
                "the node is not eligible now: the eviction is over", on: ["n1"],
                with: ["isPast": true, "evictions": 2]
            ) { cluster in
                cluster.node("n1", taints: ["lifecycle=spot:NoExecute"])
                cluster.node("n2")
                cluster.daemonPod(on: "n2")
                for name in ["agent-a", "agent-b"] {
                    cluster.event(
                        "Scheduled", "Successfully assigned logging/\(name) to n1", on: name, secondsAgo: 1200)
                    cluster.event(
                        "TaintManagerEviction", "Marking for deletion Pod logging/\(name)", on: name, secondsAgo: 1190)
                }
            },
            .silent("the eviction was called off") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
                cluster.event("TaintManagerEviction", "Cancelling deletion of Pod logging/agent-n1", on: "agent-n1")
            },
        ]
    }
}

extension DaemonSetSituation {
    /// The tolerations that only put an eviction off.
    fileprivate var briefTolerations: [Toleration] {
        placement.template.eligibilitySpec.tolerations.filter { $0.tolerationSeconds != nil }
    }
}
