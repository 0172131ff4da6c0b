import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// Pods are put off a node again and again.
    public static let evictionLoop = Self("eviction-loop")
}

/// Pods are put off a node again and again.
struct EvictionLoopRule: DaemonSetRule {
    static let code = FindingCode.evictionLoop
    static let family = FindingFamily.evicted
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods, .events]
    static let parameters: [ParameterDescription] = [
        .number("evictions"), .number("refusals"), .number("perHour", .optional), .text("reason", .optional),
        .text("resource", .optional),
    ]
    static let documentation = RuleDocumentation(
        summary: "The kubelet evicts or refuses one pod after another on a node.",
        explanation: """
            The controller deletes a failed pod within seconds and creates a new one, with a back-off of 1 s doubling \
            to 15 minutes. A snapshot therefore rarely holds more than one of them; the Evicted events of pods that \
            are gone show the loop, and FailedDaemonPod events on the DaemonSet.
            """)

    static let followsOthers = true

    /// The evictions on one node.
    private struct Loop {
        var node: NodeSituation
        var evictions: [Eviction]
        /// Pods that only the controller speaks of.
        var failed: Set<String>

        var count: Int { evictions.count + failed.count }
    }

    func findings(in situation: DaemonSetSituation) -> [Finding] {
        if situation.history.isEmpty { return [] }
        let failed = situation.failedDaemonPods()
        let loops = situation.nodes.compactMap { node -> Loop? in
            let evictions = situation.evictions(on: node)
            let known = Set(evictions.map(\.pod))
            // Why those failed no event tells; where the kubelet refused pods, they were probably among these.
            let isRefusal = situation.history.nodesWithLosses.contains(node.node.name) && evictions.isEmpty
            let others = isRefusal ? [] : (failed[node.node.name] ?? []).subtracting(known)
            let loop = Loop(node: node, evictions: evictions, failed: others)
            return loop.count >= DaemonSetSituation.fewestOfALoop ? loop : nil
        }
        return loops.isEmpty ? [] : [finding(loops, in: situation)]
    }

    private func finding(_ loops: [Loop], in situation: DaemonSetSituation) -> Finding {
        let all = loops.flatMap(\.evictions)
        let count = loops.reduce(0) { $0 + $1.count }
        let refused = all.count { if case .refusedOnArrival = $0.message { true } else { false } }
        var parameters = Parameters.common(to: situation)
        parameters["evictions"] = .number(WholeNumber(count))
        parameters["refusals"] = .number(WholeNumber(refused))
        let times = all.compactMap(\.time)
        var rate = ""
        if let first = times.min(), let last = times.max(), last.seconds(since: first) > 0 {
            let perHour = WholeNumber(all.count - 1) * 3600 / last.seconds(since: first)
            parameters["perHour"] = .number(perHour)
            rate = " within \(Wording.duration(seconds: last.seconds(since: first))) (about \(perHour) an hour)"
        }
        let last = all.max { ($0.time ?? .distantPast, $0.pod) < ($1.time ?? .distantPast, $1.pod) }
        parameters["reason"] = last.map { .text($0.text) }
        parameters["resource"] = (last?.message.shortResource).map { .text($0) }
        let namespace = situation.daemonSet.namespace
        let pods = Set(all.map(\.pod)).union(loops.flatMap(\.failed)).map { "\(namespace)/\($0)" }
        let evidence = Evidence.mostConvincing(of: all.reversed().map(\.evidence))
        return Finding(
            code: Self.code, severity: loops.allSatisfy { $0.node.state == .available } ? .warning : .critical,
            confidence: all.isEmpty ? .likely : .certain, title: "evicted again and again",
            message: "\(Self.words(evicted: all.count - refused, refused: refused, failed: count - all.count)) on "
                + "\(Wording.count(loops.count, "node"))\(rate). Each time the controller creates the next pod. "
                + (last.map { "Last: \($0.text)." } ?? "The events that say why have expired."),
            parameters: parameters, nodes: loops.map { $0.node.node.name }.sorted(by: NaturalOrder.precedes),
            pods: pods.sorted(),
            evidence: evidence.isEmpty
                ? situation.history.daemonSetEvents.last { $0.reason == "FailedDaemonPod" }.map { [Evidence($0)] } ?? []
                : evidence)
    }

    /// `2 pods evicted and 5 refused on arrival`.
    private static func words(evicted: Int, refused: Int, failed: Int) -> String {
        let parts = [(evicted, "evicted"), (refused, "refused on arrival"), (failed, "found failed by the controller")]
            .filter { $0.0 > 0 }
        return Wording.list(
            parts.enumerated().map { place, part in
                place == 0 ? "\(Wording.count(part.0, "pod")) \(part.1)" : "\(part.0) \(part.1)"
            })
    }
}

extension EvictionLoopRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "three pods in a row were evicted from one node", on: ["n1"],
                with: ["evictions": 3, "perHour": 6, "resource": "memory"]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
                for (name, secondsAgo) in [("agent-a", WholeNumber(1_260)), ("agent-b", 660), ("agent-c", 60)] {
                    cluster.event(
                        "Evicted", "The node was low on resource: memory. ", on: name, host: "n1",
                        secondsAgo: secondsAgo)
                }
            },
            .firing(
                "the node evicted one pod and refuses those that come after it", on: ["n1"],
                with: ["evictions": 3, "refusals": 2, "resource": "ephemeral-storage"]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
                cluster.event(
                    "Evicted", "The node was low on resource: ephemeral-storage. ", on: "agent-a", host: "n1",
                    secondsAgo: 90)
                cluster.event("Evicted", "The node had condition: [DiskPressure]. ", on: "agent-b", host: "n1")
                cluster.event("Evicted", "The node had condition: [DiskPressure]. ", on: "agent-c", host: "n1")
            },
            .firing("only the controller's events are left", on: ["n1"], with: ["evictions": 3, "refusals": 0]) {
                cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
                for name in ["agent-a", "agent-b", "agent-c"] {
                    cluster.event(
                        "FailedDaemonPod", "Found failed daemon pod default/\(name) on node n1, will try to kill it",
                        on: "agent", kind: "DaemonSet")
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
