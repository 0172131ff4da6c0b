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
        TolerationAdvice.tolerationParameters + [.text("taint", .optional), .number("evictions")]
    static let documentation = RuleDocumentation(
        summary: "A NoExecute taint drives the pods off their nodes.",
        explanation: """
            The taint eviction controller deletes pods that do not tolerate a NoExecute taint at once, and pods that \
            tolerate it for `tolerationSeconds` when these are over (event TaintManagerEviction). The DaemonSet controller \
            counts such a toleration as one, and sends the next pod: a loop.
            """)

    func findings(in situation: DaemonSetSituation) -> [Finding] {
        let events = situation.history.events(reason: "TaintManagerEviction").filter { item in
            guard item.event.message.hasPrefix("Marking") else { return false }
            guard let time = item.event.lastTimestamp ?? item.event.firstTimestamp else { return true }
            return situation.snapshot.capturedAt.seconds(since: time) <= DaemonSetSituation.evictionMemory
        }
        guard !events.isEmpty else { return [] }
        let names = Set(events.map(\.incarnation.node)).filter { !$0.isEmpty }
        let tolerations = situation.placement.template.eligibilitySpec.tolerations
        let taints = situation.nodes.filter { names.contains($0.node.name) }
            .flatMap { $0.node.taints.filter { $0.effect == .noExecute } }
        let brief = taints.first { taint in
            tolerations.contains { $0.tolerates(taint) && $0.tolerationSeconds != nil }
        }
        let taint = brief ?? taints.first { !tolerations.tolerate($0) }
        let seconds = taint.flatMap { taint in
            tolerations.filter { $0.tolerates(taint) }.compactMap(\.tolerationSeconds).min()
        }
        var parameters = Parameters.common(to: situation)
        parameters["evictions"] = .number(Int64(events.count))
        var why = "a NoExecute taint that is gone by now"
        if let taint {
            parameters["taint"] = .text(taint.description)
            parameters["tolerationKey"] = .text(taint.key)
            parameters["tolerationEffect"] = "NoExecute"
            why = "taint \(taint)"
        }
        if let seconds {
            parameters["tolerationSeconds"] = .number(seconds)
            why += ", which they tolerate for \(seconds) s only"
        }
        let isLoop = Set(events.map(\.incarnation.name)).count > names.count
        let serves = situation.nodes.filter { names.contains($0.node.name) }.allSatisfy { $0.state == .available }
        return [
            Finding(
                code: Self.code, severity: serves && !isLoop ? .notice : serves ? .warning : .critical,
                title: "driven off by a taint",
                message:
                    "\(Wording.count(events.count, "pod")) had to leave \(Wording.count(names.count, "node")) "
                    + "because of \(why)."
                    + (isLoop ? " The controller sends the next one each time." : ""),
                parameters: parameters, nodes: names.sorted(by: NaturalOrder.precedes),
                pods: Set(events.map { "\(situation.daemonSet.namespace)/\($0.incarnation.name)" }).sorted(),
                evidence: Evidence.mostConvincing(of: events.map { Evidence($0.event) }))
        ]
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
            .silent("the eviction was called off") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
                cluster.event("TaintManagerEviction", "Cancelling deletion of Pod logging/agent-n1", on: "agent-n1")
            },
        ]
    }
}
