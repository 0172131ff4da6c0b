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
        .text("suggestedPriorityClass", .optional),
    ]
    static let documentation = RuleDocumentation(
        summary: "The scheduler evicted the pod to make room for one of higher priority.",
        explanation: """
            Preempted events on the pods tell, or the condition DisruptionTarget with reason PreemptionByScheduler. The \
            daemon pod comes back to the same node and waits there until it outranks what took its place, or there is room.
            """)

    func findings(in situation: DaemonSetSituation) -> [Finding] {
        let events = situation.history.events(reason: "Preempted") + situation.history.events(reason: "Preempting")
        let recent = events.filter { item in
            guard let time = item.event.lastTimestamp ?? item.event.firstTimestamp else { return true }
            return situation.snapshot.capturedAt.seconds(since: time) <= DaemonSetSituation.evictionMemory
        }
        guard !recent.isEmpty else { return [] }
        let nodes = Set(recent.map(\.incarnation.node)).filter { !$0.isEmpty }
        let preemptors = Set(recent.compactMap { Self.preemptor(in: $0.event.message, situation) }).sorted()
        let outranking = situation.snapshot.pods.filter { preemptors.contains($0.metadata.qualifiedName) }
        let priority = situation.placement.template.testedPod.priority
        var parameters = Parameters.common(to: situation)
        parameters["preemptor"] = preemptors.first.map { .text($0) }
        parameters["priority"] = .number(Int64(priority))
        let preemptorPriority = outranking.map(\.priority).max()
        parameters["preemptorPriority"] = preemptorPriority.map { .number(Int64($0)) }
        let waiting = situation.nodes.filter { nodes.contains($0.node.name) && $0.needsPlace }
        if preemptorPriority != nil || !waiting.isEmpty {
            // Pods of the preemptors' own priority are not put off for them any more; whether they get room is asked.
            let justBelow = max(preemptorPriority ?? priority, .min + 1) - 1
            parameters["suggestedPriorityClass"] = PriorityAdvice.leastClass(
                above: max(justBelow, priority), for: waiting, in: situation
            ).map { .text($0) }
        }
        let who = preemptors.isEmpty ? "pods of higher priority" : Wording.list(preemptors.prefix(3).map { $0 })
        let isWaiting = situation.nodes.contains { nodes.contains($0.node.name) && $0.state != .available }
        return [
            Finding(
                code: Self.code, severity: isWaiting ? .critical : .warning,
                title: "evicted for pods of higher priority",
                message:
                    "\(Wording.count(Set(recent.map(\.incarnation.name)).count, "pod")) of priority \(priority) had "
                    + "to make room for \(who).",
                parameters: parameters, nodes: nodes.sorted(by: NaturalOrder.precedes),
                pods: Set(recent.map { "\(situation.daemonSet.namespace)/\($0.incarnation.name)" }).sorted(),
                evidence: Evidence.mostConvincing(of: recent.map { Evidence($0.event) }))
        ]
    }

    /// Reads `Preempted by pod UID on node N` (1.27 and newer), `Preempted by NAMESPACE/NAME on node N` (older).
    private static func preemptor(in message: String, _ situation: DaemonSetSituation) -> String? {
        guard let rest = message[...].after("Preempted by ") else { return nil }
        let word = (rest.after("pod ") ?? rest).until(" ")
        if word.contains("/") { return word }
        return situation.snapshot.pods.first { $0.uid == word }?.metadata.qualifiedName
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
            .silent("the kubelet evicted the pod") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
                cluster.event("Evicted", "The node was low on resource: memory. ", on: "agent-a", host: "n1")
            },
        ]
    }
}
