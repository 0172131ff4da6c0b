import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// Pods are ready, and count as available only after minReadySeconds.
    public static let minReadySecondsRunning = Self("min-ready-seconds-running")
}

/// Pods are ready, and count as available only after minReadySeconds.
struct MinReadySecondsRunningRule: NodeRule {
    static let code = FindingCode.minReadySecondsRunning
    static let family = FindingFamily.rollout
    static let needs: [SnapshotPart] = [.daemonSets, .daemonSetSpec, .nodes, .pods]
    static let parameters: [ParameterDescription] = [
        .number("minReadySeconds"), .text("availableAt"), .number("remainingSeconds"),
    ]
    static let documentation = RuleDocumentation(
        summary: "Pods are ready but not yet available: minReadySeconds is not over.",
        explanation: """
            Until then they use up maxUnavailable like pods that are not ready (`IsPodAvailable`). Nothing is wrong; \
            the finding says when the wait ends.
            """)

    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        RolloutMeaning(.comparison, .passes)
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<Timestamp>? {
        guard let step = situation.startSteps[node.position], step.kind == .minReadySeconds, node.verdict.shouldRun
        else { return nil }
        return Symptom(grouping: "", detail: step.since + situation.daemonSet.minReadySeconds, isPassing: true)
    }

    func description(of symptoms: [LocatedSymptom<Timestamp>], in situation: DaemonSetSituation) -> FindingDescription {
        let end = symptoms.map(\.detail).max() ?? situation.snapshot.capturedAt
        let remaining = max(0, end.seconds(since: situation.snapshot.capturedAt))
        let seconds = situation.daemonSet.minReadySeconds
        let (pod, verb, each) = symptoms.count == 1 ? ("pod", "is", "it counts") : ("pods", "are", "they count")
        return FindingDescription(
            severity: .notice, title: "ready, not yet available",
            message:
                "\(symptoms.count) \(pod) \(verb) ready; with minReadySeconds \(seconds) \(each) as available "
                + "\(symptoms.count == 1 ? "" : "by ")\(symptoms.count == 1 ? "at " : "")\(end), in "
                + "\(Wording.duration(seconds: remaining)).",
            parameters: [
                "minReadySeconds": .number(seconds), "availableAt": .text(end.description),
                "remainingSeconds": .number(remaining),
            ])
    }
}

extension MinReadySecondsRunningRule {
    static var examples: [RuleExample] {
        [
            .firing("the pod became ready a minute ago", on: ["n1"], with: ["remainingSeconds": 540]) { cluster in
                cluster.daemonSet.minReadySeconds = 600
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { pod in
                    pod.status.conditions[0].lastTransitionTime = Timestamp(seconds: 9_940)
                }
            },
            .silent("the pod has been ready for longer") { cluster in
                cluster.daemonSet.minReadySeconds = 600
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
            },
        ]
    }
}
