import KubernetesModel

/// Pods are put off a node again and again.
public struct EvictionLoopRule: DaemonSetRule {
    public static let code = FindingCode.evictionLoop
    public static let documentation = RuleDocumentation(
        summary: "The kubelet evicts or refuses pod after pod on a node, and the controller sends the next each time.",
        explanation: """
            The controller deletes a failed pod within seconds and makes a new one, with a back-off of 1 s doubling to 15 \
            minutes, so a snapshot rarely holds more than one of them: the Evicted events of pods that are gone tell, and \
            FailedDaemonPod events on the DaemonSet.
            """)

    /// From how many pods on one node on it is a loop.
    static let least = 3

    public init() {}

    public func findings(in situation: DaemonSetSituation) -> [Finding] {
        let byNode = situation.nodes.map { ($0, situation.evictions(on: $0)) }.filter {
            Set($0.1.map(\.pod)).count >= Self.least
        }
        guard !byNode.isEmpty else { return [] }
        let all = byNode.flatMap(\.1)
        let times = all.compactMap(\.time)
        var parameters = Parameters.common(to: situation)
        parameters["evictions"] = .number(Int64(all.count))
        var rate = ""
        if let first = times.min(), let last = times.max(), last.seconds(since: first) > 0 {
            let perHour = Int64(all.count - 1) * 3600 / last.seconds(since: first)
            parameters["perHour"] = .number(perHour)
            rate = " within \(Wording.duration(seconds: last.seconds(since: first))) (about \(perHour) an hour)"
        }
        let last = all.max { ($0.time ?? .distantPast, $0.pod) < ($1.time ?? .distantPast, $1.pod) }
        let reason = last?.text ?? ""
        parameters["reason"] = .text(reason)
        parameters["resource"] = (last?.message.shortResource).map { .text($0) }
        let serves = byNode.allSatisfy { $0.0.state == .available }
        return [
            Finding(
                code: Self.code, severity: serves ? .warning : .critical, title: "evicted again and again",
                message:
                    "\(Wording.count(all.count, "pod")) evicted or refused on "
                    + "\(Wording.count(byNode.count, "node"))\(rate). "
                    + "Each time the controller sends the next one. Last: \(reason).",
                parameters: parameters,
                nodes: byNode.map { $0.0.node.name }.sorted(by: NaturalOrder.precedes),
                pods: Array(Set(all.map { "\(situation.daemonSet.namespace)/\($0.pod)" })).sorted(),
                evidence: Evidence.mostConvincing(of: all.reversed().map(\.evidence)))
        ]
    }
}

extension EvictionLoopRule {
    public static var examples: [RuleExample] {
        [
            .firing(
                "three pods in a row were evicted from one node", on: ["n1"],
                with: ["evictions": 3, "perHour": 6, "resource": "memory"]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
                for (name, secondsAgo) in [("agent-a", Int64(1_260)), ("agent-b", 660), ("agent-c", 60)] {
                    cluster.event(
                        "Evicted", "The node was low on resource: memory. ", on: name, host: "n1",
                        secondsAgo: secondsAgo)
                }
            },
            .silent("each of three nodes has evicted one pod") { cluster in
                for node in ["n1", "n2", "n3"] {
                    cluster.node(node)
                    cluster.daemonPod(on: node)
                    cluster.event("Evicted", "The node was low on resource: memory. ", on: "agent-\(node)x", host: node)
                }
            },
        ]
    }
}
