import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// The kubelet killed the pod to admit a critical one.
    public static let preemptedByKubelet = Self("preempted-by-kubelet")
}

/// The kubelet killed the pod to admit a critical one.
struct PreemptedByKubeletRule: NodeRule {
    static let code = FindingCode.preemptedByKubelet
    static let family = FindingFamily.evicted
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods, .events]
    static let weakenedWithout: [SnapshotPart] = [.podsOfOtherNamespaces]
    static let parameters: [ParameterDescription] = [
        .text("criticalPod", .optional), .number("priority"), .number("preemptions"), .truth("isBestEffort"),
        .truth("isNodeCritical"), .truth("isPast"),
    ]
    static let documentation = RuleDocumentation(
        summary:
            "The kubelet kills the pod to make room for a critical one: a static pod, or one with a system priority class.",
        explanation: """
            If a kubelet has no room for a static pod, or for one of priority 2000000000 or more, it kills pods of \
            lower priority (`CriticalPodAdmissionHandler`): BestEffort pods first, then Burstable, then Guaranteed. \
            The scheduler is not involved. The pod ends as Failed with reason Preempting, and the controller sends the \
            next one. Only pods of class system-node-critical are safe.
            """)

    struct Preemption: Sendable {
        var pods: Set<String>
        var criticalPod: String?
        var isServing: Bool
        var isPast: Bool
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<Preemption>? {
        guard node.verdict.shouldRun else { return nil }
        let now = situation.snapshot.capturedAt
        let recent = situation.history.events(on: node.node.name, reason: KubeletPreemption.reason).filter { item in
            guard let time = item.event.lastTimestamp ?? item.event.firstTimestamp else { return true }
            return now.seconds(since: time) <= DaemonSetSituation.evictionMemory
        }
        var pods = Set(recent.map(\.pod))
        var evidence = recent.reversed().map { Evidence($0.event) }
        let ended = node.pods.first { $0.status.phase == .failed && $0.status.reason == KubeletPreemption.reason }
        if let ended {
            pods.insert(ended.name)
            evidence.insert(
                Evidence(
                    kind: .condition, object: "Pod \(ended.metadata.qualifiedName)",
                    text: "Failed, \(KubeletPreemption.reason): \(Wording.firstLine(ended.status.message))"), at: 0)
        }
        guard !pods.isEmpty else { return nil }
        let isBack = node.hasLivePodOnNode && pods.count < DaemonSetSituation.fewestOfALoop
        return Symptom(
            grouping: "\(isBack)",
            detail: Preemption(
                pods: pods,
                criticalPod: Self.criticalPod(on: node, since: recent.last?.event.lastTimestamp, in: situation),
                isServing: node.isServed, isPast: isBack),
            evidence: evidence, isPast: isBack)
    }

    /// The newest critical pod that came to the node about when room was made; nil where several or none did.
    private static func criticalPod(
        on node: NodeSituation, since time: Timestamp?, in situation: DaemonSetSituation
    ) -> String? {
        guard let time else { return nil }
        let critical = situation.index.podsByNode[node.position].map { situation.snapshot.pods[$0] }.filter { pod in
            guard pod.metadata.controller?.uid != situation.daemonSet.uid || situation.daemonSet.uid.isEmpty,
                pod.isMirror || pod.priority >= criticalPriority,
                let started = pod.status.startTime ?? pod.metadata.creationTimestamp
            else { return false }
            // The kubelet admits the pod once it has killed the others, and tries again within two minutes.
            return abs(started.seconds(since: time)) <= 120
        }
        return critical.count == 1 ? critical[0].metadata.qualifiedName : nil
    }

    /// The priority from which on pods are critical (`scheduling.SystemCriticalPriority`).
    private static let criticalPriority: WholeNumber = 2_000_000_000

    func description(
        of symptoms: [LocatedSymptom<Preemption>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let pods = symptoms.reduce(into: Set<String>()) { $0.formUnion($1.detail.pods) }
        let pod = situation.placement.template.testedPod
        let isBestEffort = pod.spec.allContainers.allSatisfy {
            $0.resources.requests.isEmpty && $0.resources.limits.isEmpty
        }
        let isNodeCritical = pod.priority >= PriorityClass.builtIn["system-node-critical"] ?? .max
        let criticalPods = Set(symptoms.compactMap(\.detail.criticalPod)).sorted()
        let isPast = symptoms.allSatisfy(\.detail.isPast)
        var parameters: Parameters = [
            "priority": .number(pod.priority), "preemptions": .number(WholeNumber(pods.count)),
            "isBestEffort": .truth(isBestEffort), "isNodeCritical": .truth(isNodeCritical), "isPast": .truth(isPast),
        ]
        parameters["criticalPod"] = criticalPods.first.map { .text($0) }
        let who =
            criticalPods.isEmpty
            ? "a critical pod (a static pod, or one with a system priority class)"
            : "\(Wording.list(criticalPods.prefix(3).map { $0 })), which is critical"
        let rank =
            isBestEffort
            ? " Its containers have no requests (BestEffort), and such pods go first." : ""
        return FindingDescription(
            severity: isPast
                ? .notice : symptoms.contains { !$0.detail.isServing } ? .critical : .warning,
            title: "preempted by the kubelet",
            message:
                "The kubelet killed \(Wording.count(pods.count, "pod")) to admit \(who): the node has no room for "
                + "both.\(rank)" + (isPast ? " A new pod is there now." : ""),
            parameters: parameters)
    }
}

extension PreemptedByKubeletRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the kubelet makes room for a static pod, again and again", on: ["n1"],
                with: ["preemptions": 2, "isBestEffort": true, "isPast": false, "criticalPod": "kube-system/proxy-n1"]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.fail("Preempting", "Preempted in order to admit critical pod") }
                cluster.pod("proxy-n1", namespace: "kube-system", on: "n1", priority: 2_000_001_000, owner: "Node") {
                    $0.status.startTime = Timestamp(seconds: 9_950)
                }
                for name in ["agent-n1", "agent-a"] {
                    cluster.event("Preempting", "Preempted in order to admit critical pod", on: name, host: "n1")
                }
            },
            .firing("it happened once, and the next pod serves", on: ["n1"], with: ["isPast": true]) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
                cluster.event("Preempting", "Preempted in order to admit critical pod", on: "agent-a", host: "n1")
            },
            .silent("the scheduler made room, not the kubelet") { cluster in
                cluster.node("n1")
                cluster.waitingPod(on: "n1")
                cluster.event("Preempted", "Preempted by pod uid-apps-checkout-1 on node n1", on: "agent-a")
            },
        ]
    }
}
