import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// Pods of higher priority took the pod's place.
    public static let evictedByPreemption = Self("evicted-by-preemption")
}

/// Pods of higher priority took the pod's place.
struct EvictedByPreemptionRule: DaemonSetRule {
    static let code = FindingCode.evictedByPreemption
    static let family = FindingFamily.evicted
    static let needs: [SnapshotPart] = [.daemonSets, .events]
    static let weakenedWithout: [SnapshotPart] = [.nodes, .pods, .podsOfOtherNamespaces, .priorityClasses]
    static let parameters: [ParameterDescription] = [
        .text("preemptor", .optional), .number("priority", .optional), .number("preemptorPriority", .optional),
        .text("suggestedPriorityClass", .optional), .truth("isPast"),
    ]
    static let documentation = RuleDocumentation(
        summary: "The scheduler evicted the pod to make room for a pod of higher priority.",
        explanation: """
            Preempted events on the pods show it, or the condition DisruptionTarget with reason PreemptionByScheduler. \
            The new daemon pod waits on the same node until there is room or it outranks what took its place. Once a \
            new pod runs there the preemption is over: a notice.
            """)

    static let followsOthers = true

    private typealias Events = [(incarnation: PodHistory.Incarnation, event: Event)]

    func findings(in situation: DaemonSetSituation) -> [Finding] {
        let recent = situation.history.events(reason: "Preempted").filter { item in
            guard let time = item.event.lastTimestamp ?? item.event.firstTimestamp else { return true }
            return situation.snapshot.capturedAt.seconds(since: time) <= DaemonSetSituation.evictionMemory
        }
        guard !recent.isEmpty else { return [] }
        // A pod that came back, whatever ails it now, has its place again; and an ineligible node waits for none.
        let present = recent.filter { item in
            situation.node(named: item.incarnation.node).map { $0.verdict.shouldRun && !$0.hasLivePodOnNode } ?? true
        }
        let presentNodes = Set(present.map(\.incarnation.node))
        let past = recent.filter { !presentNodes.contains($0.incarnation.node) }
        return [finding(present, isPast: false, in: situation), finding(past, isPast: true, in: situation)]
            .compactMap { $0 }
    }

    private func finding(_ events: Events, isPast: Bool, in situation: DaemonSetSituation) -> Finding? {
        guard !events.isEmpty else { return nil }
        let names = Set(events.map(\.incarnation.node)).filter { !$0.isEmpty }
        let nodes = names.sorted(by: NaturalOrder.precedes).compactMap { situation.node(named: $0) }
        let preemptors = Set(events.compactMap { Self.preemptor(in: $0.event.message, situation) }).sorted()
        let outranking = preemptors.flatMap { situation.cluster.preemptors.pods(named: $0) }
            .map { situation.snapshot.pods[$0] }
        let priority = situation.placement.template.testedPod.priority
        var parameters = Parameters.common(to: situation)
        parameters["isPast"] = .truth(isPast)
        parameters["preemptor"] = preemptors.first.map { .text($0) }
        parameters["priority"] = .number(priority)
        let preemptorPriority = outranking.map(\.priority).max()
        parameters["preemptorPriority"] = preemptorPriority.map { .number($0) }
        let waiting = nodes.filter(\.needsPlace)
        if !isPast, preemptorPriority != nil || !waiting.isEmpty {
            // Pods of the preemptors' own priority are not put off for them any more; whether they get room is asked.
            let justBelow = max(preemptorPriority ?? priority, .min + 1) - 1
            parameters["suggestedPriorityClass"] = PriorityAdvice.leastClass(
                above: max(justBelow, priority), for: waiting, in: situation
            ).map { .text($0) }
        }
        let who = preemptors.isEmpty ? "pods of higher priority" : Wording.list(preemptors.prefix(3).map { $0 })
        return Finding(
            code: Self.code, severity: isPast ? .notice : .critical, title: "evicted for pods of higher priority",
            message:
                "The scheduler evicted \(Wording.count(Set(events.map(\.incarnation.name)).count, "pod")) of priority "
                + "\(priority) to make room for \(who)." + (isPast ? Self.pastWords(nodes) : ""),
            parameters: parameters, nodes: names.sorted(by: NaturalOrder.precedes),
            pods: Set(events.map { "\(situation.daemonSet.namespace)/\($0.incarnation.name)" }).sorted(),
            evidence: Evidence.mostConvincing(of: events.map { Evidence($0.event) }))
    }

    private static func pastWords(_ nodes: [NodeSituation]) -> String {
        let back = nodes.count(where: \.hasLivePodOnNode)
        if back == nodes.count {
            return " That is over: a new pod is on \(back == 1 ? "the node" : "each of these nodes")."
        }
        return " That is over: the other nodes are no longer eligible."
    }

    /// Reads `Preempted by pod UID on node N` (1.27 and newer), `Preempted by NAMESPACE/NAME on node N` (older).
    private static func preemptor(in message: String, _ situation: DaemonSetSituation) -> String? {
        guard let rest = message[...].after("Preempted by ") else { return nil }
        let word = (rest.after("pod ") ?? rest).until(" ")
        if word.contains("/") { return word }
        return situation.cluster.preemptors.pod(withUID: word).map {
            situation.snapshot.pods[$0].metadata.qualifiedName
        }
    }
}

extension EvictedByPreemptionRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "a pod of higher priority took the place", on: ["n1"],
                with: [
                    "preemptor": "apps/checkout-1", "preemptorPriority": 100, "priority": 0,
                    "suggestedPriorityClass": "high",
                ]
            ) { cluster in
                cluster.node("n1", memory: "1200Mi")
                cluster.container { $0.resources.requests = ExampleObjects.resources(["memory": "1000Mi"]) }
                cluster.pod("checkout-1", on: "n1", priority: 100, requests: ["memory": "1000Mi"])
                cluster.priorityClasses(["low": 50, "same": 100, "high": 1_000])
                cluster.waitingPod(on: "n1", refused: "1 Insufficient memory") { $0.metadata.name = "agent-b" }
                cluster.event("Preempted", "Preempted by pod uid-apps-checkout-1 on node n1", on: "agent-a")
                cluster.event(
                    "Scheduled", "Successfully assigned logging/agent-a to n1", on: "agent-a", secondsAgo: 600)
            },
            .firing("the next pod serves on the node: the preemption is over", on: ["n1"], with: ["isPast": true]) {
                cluster in
                cluster.node("n1")
                cluster.pod("checkout-1", on: "n1", priority: 100)
                cluster.daemonPod(on: "n1")
                cluster.event(
                    "Preempted", "Preempted by pod uid-apps-checkout-1 on node n1", on: "agent-a", secondsAgo: 1200)
                cluster.event(
                    "Scheduled", "Successfully assigned logging/agent-a to n1", on: "agent-a", secondsAgo: 2000)
            },
            .silent("the kubelet evicted the pod") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
                cluster.event("Evicted", "The node was low on resource: memory. ", on: "agent-a", host: "n1")
            },
        ]
    }
}
