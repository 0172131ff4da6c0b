import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// The pod still counts as not ready because its node was, and the node is ready again.
    public static let readyConditionStale = Self("ready-condition-stale")
}

/// The pod still counts as not ready because its node was, and the node is ready again.
struct ReadyConditionStaleRule: NodeRule {
    static let code = FindingCode.readyConditionStale
    static let family = FindingFamily.crashing
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let parameters: [ParameterDescription] = [.number("waitingSeconds")]
    static let documentation = RuleDocumentation(
        summary: "The pod's Ready condition is stale: it dates from when its node was NotReady.",
        explanation: """
            When a node stops reporting, the node lifecycle controller sets Ready of its pods to False \
            (MarkPodsNotReady). The kubelet sets it back when the node returns. If all containers are ready and the \
            condition stays False without a reason, the kubelet has not written the pod's status since. A change of \
            the pod, a restart of the kubelet or a new pod ends that.
            """)

    /// How long the kubelet may take to write the status of its pods, in seconds.
    private static let patience: WholeNumber = 60

    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        RolloutMeaning(.node, .mayPass)
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<WholeNumber>? {
        guard let pod = node.pod, !pod.isTerminating, pod.status.phase == .running,
            let ready = pod.status.conditions[PodStatus.ConditionType.ready], ready.status == .isFalse,
            ready.reason.isEmpty, !pod.status.containerStatuses.isEmpty,
            pod.status.containerStatuses.allSatisfy(\.isReady),
            let nodeReady = node.node.conditions[Node.ConditionType.ready], nodeReady.status == .isTrue,
            let fell = ready.lastTransitionTime, let rose = nodeReady.lastTransitionTime, fell < rose
        else { return nil }
        let seconds = situation.snapshot.capturedAt.seconds(since: rose)
        guard seconds > Self.patience else { return nil }
        return Symptom(
            grouping: "", detail: seconds,
            evidence: [
                Evidence(
                    kind: .condition, object: "Pod \(pod.metadata.qualifiedName)",
                    text: "Ready=False since \(fell), with all containers ready"),
                Evidence(
                    kind: .condition, object: "Node \(node.node.name)", text: "Ready=True since \(rose)"),
            ])
    }

    func description(
        of symptoms: [LocatedSymptom<WholeNumber>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let seconds = symptoms.map(\.detail).max() ?? 0
        let (pods, node) =
            symptoms.count == 1 ? ("the pod has been", "its node was") : ("the pods have been", "their nodes were")
        return FindingDescription(
            title: "Ready condition is stale",
            message:
                "All containers are ready, but \(pods) not ready since \(node) NotReady. The node has been Ready again "
                + "for \(Wording.duration(seconds: seconds)), and its kubelet has not updated the pod's status.",
            parameters: ["waitingSeconds": .number(seconds)])
    }
}

extension ReadyConditionStaleRule {
    /// A node that became ready at a moment, and a pod that ceased to be at another; the snapshot is of second 10000.
    private static func left(
        node rose: WholeNumber, pod fell: WholeNumber, reason: String = ""
    ) -> @Sendable (inout ExampleCluster) -> Void {
        { cluster in
            cluster.node("n1") { node in
                node.conditions = [
                    Condition(
                        type: Node.ConditionType.ready, status: .isTrue, reason: "KubeletReady",
                        lastTransitionTime: Timestamp(seconds: rose))
                ]
            }
            cluster.daemonPod(on: "n1") { pod in
                pod.status.conditions = [
                    Condition(
                        type: PodStatus.ConditionType.ready, status: .isFalse, reason: reason,
                        lastTransitionTime: Timestamp(seconds: fell))
                ]
            }
        }
    }

    static var examples: [RuleExample] {
        [
            .firing(
                "the node came back, and the pod stayed not ready", on: ["n1"], with: ["waitingSeconds": 1_000],
                left(node: 9_000, pod: 8_000)),
            .silent("the node came back half a minute ago", left(node: 9_970, pod: 8_000)),
            .silent("the pod ceased to be ready on a ready node", left(node: 5_000, pod: 8_000)),
            .silent("a readiness gate keeps it so", left(node: 9_000, pod: 8_000, reason: "ReadinessGatesNotReady")),
        ]
    }
}
