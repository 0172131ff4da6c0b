import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// A node should have a pod and has none, and nothing says why.
    public static let podMissing = Self("pod-missing")
}

/// A node should have a pod and has none, and nothing says why.
struct PodMissingRule: NodeRule {
    static let code = FindingCode.podMissing
    static let family = FindingFamily.creation
    static let needs: [SnapshotPart] = [.daemonSets, .daemonSetSpec, .nodes, .pods]
    static let weakenedWithout: [SnapshotPart] = [.events]
    static let parameters: [ParameterDescription] = [.truth("isBackingOff"), .number("missingPods")]
    static let documentation = RuleDocumentation(
        summary: "A node should have a pod but has none.",
        explanation: """
            The controller creates missing pods within seconds. If a node has none, the controller does not run, is \
            far behind, or waits out its back-off after failed pods (1 s doubling to 15 minutes); nothing in the \
            snapshot says which.
            """)

    /// How long the controller may take, in seconds.
    static let patience: WholeNumber = 60

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<Bool>? {
        // Where it does not fit, a controller that places its pods itself creates none. Which nodes lack their pods cannot
        // be told where pods are absent that the controller has counted.
        guard node.state == .missing, situation.coverage.unseenPods == 0, !node.needsPlace,
            situation.creationFailure == nil
        else { return nil }
        let since = [node.node.metadata.creationTimestamp, situation.daemonSet.metadata.creationTimestamp]
            .compactMap { $0 }.max()
        if let since, situation.snapshot.capturedAt.seconds(since: since) <= Self.patience { return nil }
        let isBackingOff = situation.history.daemonSetEvents.contains {
            $0.reason == "FailedDaemonPod" && $0.message.contains("on node \(node.node.name),")
        }
        // The node affinity of one that was made up again is lost: it may exclude the node.
        let isReconstructed = situation.snapshot.hasGap(.daemonSetReconstructed)
        return Symptom(
            grouping: "\(isBackingOff) \(node.failedPlacement?.text ?? "")", detail: isBackingOff,
            confidence: isReconstructed ? .possible : .likely, evidence: node.schedulerEvidence)
    }

    func description(
        of symptoms: [LocatedSymptom<Bool>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let isBackingOff = symptoms[0].detail
        let isReconstructed = situation.snapshot.hasGap(.daemonSetReconstructed)
        let why =
            isReconstructed
            ? "Or its node affinity excludes them; its pods don't show that."
            : isBackingOff
                ? "Pods have failed there before, so the controller waits before the next one."
                : symptoms[0].node.failedPlacement != nil
                    ? "The controller said that the pod did not fit; by this snapshot it does, so it may come shortly."
                    : "No event says why: see whether the DaemonSet controller runs."
        return FindingDescription(
            title: "pods are missing",
            message: "\(Wording.count(symptoms.count, "node")) should have a pod and "
                + "\(symptoms.count == 1 ? "has" : "have") none. \(why)",
            parameters: ["isBackingOff": .truth(isBackingOff), "missingPods": .number(WholeNumber(symptoms.count))])
    }
}

extension PodMissingRule {
    static var examples: [RuleExample] {
        [
            .firing("a node of old has no pod", on: ["n1"]) { cluster in
                cluster.node("n1") { $0.metadata.creationTimestamp = Timestamp(seconds: 1_000) }
            },
            .silent("a controller before 1.12 creates no pod where it does not fit") { cluster in
                cluster.snapshot.kubernetesVersion = "v1.11.6"
                cluster.node("n1", cpu: "2") { $0.metadata.creationTimestamp = Timestamp(seconds: 1_000) }
                cluster.container { $0.resources.requests = ExampleObjects.resources(["cpu": "250m"]) }
                cluster.pod("web-1", namespace: "logging", on: "n1", requests: ["cpu": "1970m"])
            },
            .silent("the node came half a minute ago") { cluster in
                cluster.node("n1") { $0.metadata.creationTimestamp = Timestamp(seconds: 9_970) }
            },
        ]
    }
}
