import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// A pod does not serve, and no rule knows why.
    public static let causeUnknown = Self("cause-unknown")
}

/// A pod does not serve, and no rule knows why. Asked last, on nodes where no other rule has seen a cause.
struct CauseUnknownRule: NodeRule {
    static let code = FindingCode.causeUnknown
    static let family = FindingFamily.unexplained
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let weakenedWithout: [SnapshotPart] = [.events, .daemonSetSpec]
    static let parameters: [ParameterDescription] = [
        .text("state"), .text("speaker", .optional), .text("said", .optional),
    ]
    static let documentation = RuleDocumentation(
        summary: "The pod is not serving, and dsdoctor does not know why.",
        explanation: """
            No rule explains the node. The finding quotes what Kubernetes says: the scheduler's message, the pod's \
            reason, why its containers wait or how they ended, its conditions and last events. Pods that have just \
            started get five minutes, waiting ones one minute.
            """)

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<KubernetesWords>? {
        guard node.isOverdue(in: situation) else { return nil }
        return Self.symptom(of: node, in: situation)
    }

    private static func symptom(
        of node: NodeSituation, in situation: DaemonSetSituation
    ) -> Symptom<KubernetesWords> {
        let words = KubernetesWords(on: node, in: situation)
        return Symptom(
            grouping: "\(node.state.rawValue) \(words.first?.key ?? "")", detail: words,
            confidence: blindness(words, on: node, in: situation) == nil ? .certain : .possible,
            evidence: words.statements.map(\.evidence))
    }

    func description(
        of symptoms: [LocatedSymptom<KubernetesWords>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let node = symptoms[0].node
        let first = symptoms[0].detail.first
        var parameters: Parameters = ["state": .text(node.state.rawValue)]
        parameters["speaker"] = first.map { .text($0.speaker.rawValue) }
        parameters["said"] = first.map { .text($0.sentence) }
        let words = first?.sentence ?? Self.silence(in: situation)
        let standing = Self.standing(node.state, on: symptoms.count)
        guard let blindness = Self.blindness(symptoms[0].detail, on: node, in: situation) else {
            return FindingDescription(
                title: "cause unknown", message: "\(standing), and no rule explains it. \(words)",
                parameters: parameters)
        }
        return FindingDescription(
            title: "not schedulable, reason not verifiable", message: "\(standing). \(words) \(blindness)",
            parameters: parameters)
    }

    /// Why the scheduler's message can't be checked: the pods that could hold what is short are out of sight. Nil
    /// where all are there.
    private static func blindness(
        _ words: KubernetesWords, on node: NodeSituation, in situation: DaemonSetSituation
    ) -> String? {
        guard words.first?.speaker == .scheduler else { return nil }
        if situation.snapshot.hasGap(.namespacesPartial) {
            return "Pods in other namespaces were not read, so dsdoctor can't see which pods take the room; "
                + "it needs the right to list pods in all namespaces."
        }
        // The scheduler counts what the snapshot lacks.
        guard node.verdict.failures.isEmpty,
            let message = node.schedulerMessage(in: situation)?.message,
            message.nodes(refusedBy: .nodeResourcesFit) > 0
        else { return nil }
        return "By this snapshot the pod fits: the pods that take the room are missing from it, or gone since."
    }

    private static func silence(in situation: DaemonSetSituation) -> String {
        situation.snapshot.hasGap(.eventsMissing)
            ? "Its status gives no reason, and the snapshot has no events, which might."
            : "Kubernetes gives no reason: no condition, container status or event names one."
    }

    /// `Pods on 2 nodes are starting`.
    private static func standing(_ state: NodeState, on count: Int) -> String {
        let (pod, verb) = count == 1 ? ("The pod", "is") : ("The pods on \(count) nodes", "are")
        switch state {
        case .missing: return count == 1 ? "A pod is missing" : "Pods are missing on \(count) nodes"
        case .pending: return "\(pod) \(verb) Pending"
        case .starting: return "\(pod) \(verb) still starting"
        case .notReady: return "\(pod) \(verb) running but not ready"
        case .terminating: return "\(pod) \(verb) terminating"
        case .evicted, .failing: return count == 1 ? "\(pod) has failed" : "\(pod) have failed"
        case .misplaced, .stale, .duplicate, .available, .ineligible, .unknown:
            return count == 1
                ? "The node does not have the pod it should" : "\(count) nodes do not have the pods they should"
        }
    }
}

extension NodeSituation {
    /// How long a pod may take to start before that is a fault, in seconds.
    private static let patience: WholeNumber = 300
    /// How long a pod may wait for the scheduler, in seconds.
    private static let schedulerPatience: WholeNumber = 60

    /// Whether the DaemonSet should be served here and is not, for longer than coming and going takes.
    func isOverdue(in situation: DaemonSetSituation) -> Bool {
        guard verdict.shouldRun, let pod else { return false }
        switch state {
        case .available, .stale, .ineligible, .missing, .misplaced, .duplicate, .terminating, .unknown: return false
        case .evicted: return true
        case .pending:
            return situation.seconds(since: pod.metadata.creationTimestamp) ?? .max > Self.schedulerPatience
        case .failing:
            let hasStopped = pod.status.phase.isTerminal || pod.status.allContainerStatuses.contains(where: \.isStopped)
            return hasStopped || isQuiet(pod, in: situation)
        case .starting, .notReady: return isQuiet(pod, in: situation)
        }
    }

    /// Whether nothing has come about in the pod for longer than a start takes.
    private func isQuiet(_ pod: Pod, in situation: DaemonSetSituation) -> Bool {
        var moments = [pod.metadata.creationTimestamp, pod.status.startTime]
        for status in pod.status.allContainerStatuses {
            if case .running(let since) = status.state { moments.append(since) }
            moments.append(status.termination?.finishedAt)
        }
        let last = moments.compactMap(\.self).max()
        if pod.isReady, let ready = pod.status.conditions[PodStatus.ConditionType.ready]?.lastTransitionTime {
            // Ready, and to stay so for minReadySeconds before it counts.
            return situation.seconds(since: ready) ?? .max > situation.daemonSet.minReadySeconds
        }
        return situation.seconds(since: last) ?? .max > Self.patience
    }
}

extension ContainerStatus {
    /// Whether the container has ended with an error, or waits for more than its turn.
    fileprivate var isStopped: Bool {
        if let waiting { return !ContainerWaiting.isOrdinary(waiting.reason) }
        if case .terminated(let end) = state { return end.exitCode != 0 }
        return false
    }
}

extension DaemonSetSituation {
    /// How long before the snapshot a moment was, in seconds; nil for an unknown one.
    fileprivate func seconds(since moment: Timestamp?) -> WholeNumber? {
        moment.map { snapshot.capturedAt.seconds(since: $0) }
    }
}

extension CauseUnknownRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the scheduler refuses a pod for a reason of its own", on: ["n1"],
                with: ["state": "pending", "speaker": "scheduler"]
            ) { cluster in
                cluster.node("n1")
                cluster.waitingPod(on: "n1", refused: "0/1 nodes are available: 1 node(s) were out of luck.")
            },
            .firing(
                "a container waits for a reason that no rule knows", on: ["n1"],
                with: [
                    "state": "failing", "speaker": "kubelet",
                    "said": "Container agent is waiting: MoonPhaseError: the moon is in the wrong phase.",
                ]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.hold("MoonPhaseError", "the moon is in the wrong phase") }
            },
            .firing("a pod runs for hours without being ready", on: ["n1"], with: ["state": "notReady"]) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.becomeUnready() }
            },
            .silent("a pod has been starting for a minute") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.beginStarting() }
            },
            .silent("another rule knows why") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 1) }
            },
            .silent("the pod serves") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
            },
        ]
    }
}
