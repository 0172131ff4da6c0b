import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// A deleted pod does not go.
    public static let podStuckTerminating = Self("pod-stuck-terminating")
}

/// A deleted pod does not go.
struct PodStuckTerminatingRule: NodeRule, ClusterRule {
    static let code = FindingCode.podStuckTerminating
    static let family = FindingFamily.rollout
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let weakenedWithout: [SnapshotPart] = [.events]
    static let parameters = PodDeletion.parameters
    static let asConsequence: String? = "the pod is stuck in Terminating"
    static let documentation = RuleDocumentation(
        summary: "A deleted pod is stuck in Terminating.",
        explanation: """
            A pod goes once its containers have ended, or the kubelet has killed them after the grace period, and \
            every finalizer is removed. It stays if the node does not answer, if a finalizer's owner does not remove \
            it, or while a very long grace period lasts. Until it is gone the node gets no new pod.
            """)

    /// How long after its deletion a pod may stay, in seconds.
    static let patience: WholeNumber = 90

    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        RolloutMeaning(.node, .mayPass)
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<PodDeletion>? {
        for pod in node.pods {
            // Asked first: a copy of the index for each of thousands of pods costs.
            guard pod.isTerminating, let deletion = PodDeletion(of: pod, on: node.node, in: situation.index),
                deletion.age(at: situation.snapshot.capturedAt) > Self.patience
            else { continue }
            // Why the kubelet refused it is why it never ran.
            return Symptom(
                grouping: deletion.holder.grouping, detail: deletion, evidence: deletion.evidence,
                givesWay: KubeletRefusal.hasRefused(pod))
        }
        return nil
    }

    func description(
        of symptoms: [LocatedSymptom<PodDeletion>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let holder = symptoms[0].detail.holder
        let serving = symptoms.contains { $0.node.pods.contains(where: \.isReady) }
        return FindingDescription(
            severity: serving ? .warning : .critical, title: "pod stuck in Terminating",
            message: Self.words(symptoms.map(\.detail), at: situation.snapshot.capturedAt)
                + " The node gets no new pod until then.", parameters: holder.facts)
    }

    private static func words(_ deletions: [PodDeletion], at now: Timestamp) -> String {
        let longest = deletions.map { $0.age(at: now) }.max() ?? 0
        let count = deletions.count
        return
            "\(Wording.count(count, "pod")) \(count == 1 ? "was" : "were") deleted \(Wording.duration(seconds: longest)) "
            + "ago and \(count == 1 ? "is" : "are") still there. \(deletions[0].holder.sentence(count))"
    }

    /// Pods that a DaemonSet which is gone has left, and that do not go either.
    func findings(in cluster: ClusterSituation) -> [Finding] {
        let (snapshot, index) = (cluster.snapshot, cluster.index)
        if snapshot.hasGap(.daemonSetsMissing) { return [] }
        let left = snapshot.pods.compactMap { pod -> PodDeletion? in
            guard pod.isTerminating, let owner = pod.metadata.controller, owner.kind == DaemonSet.kind,
                index.daemonSetByUID[owner.uid] == nil,
                let deletion = PodDeletion(
                    of: pod, on: index.nodeByName[pod.nodeName].map { snapshot.nodes[$0] }, in: index),
                deletion.age(at: snapshot.capturedAt) > Self.patience
            else { return nil }
            return deletion
        }
        let groups = Dictionary(grouping: left) { deletion in
            "\(deletion.pod.namespace)/\(deletion.pod.metadata.controller?.name ?? "") \(deletion.holder.grouping)"
        }
        return groups.keys.sorted().compactMap { key in
            guard let group = groups[key]?.sorted(by: { $0.pod.name < $1.pod.name }), let first = group.first else {
                return nil
            }
            let owner = "\(first.pod.namespace)/\(first.pod.metadata.controller?.name ?? "")"
            return Finding(
                code: Self.code, severity: .warning, title: "pods of a deleted DaemonSet stuck in Terminating",
                message: "DaemonSet \(owner) is gone, but its pods are not: "
                    + Self.words(group, at: snapshot.capturedAt),
                parameters: first.holder.facts,
                nodes: Set(group.map(\.pod.nodeName)).filter { !$0.isEmpty }.sorted(by: NaturalOrder.precedes),
                pods: group.map(\.pod.metadata.qualifiedName),
                evidence: Evidence.mostConvincing(of: group.flatMap(\.evidence)))
        }
    }
}

extension PodStuckTerminatingRule {
    static var examples: [RuleExample] {
        [
            .firing("a finalizer is not taken off", on: ["n1"], with: ["holder": "finalizers"]) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { pod in
                    pod.metadata.deletionTimestamp = Timestamp(seconds: 9_000)
                    pod.metadata.deletionGracePeriodSeconds = 0
                    pod.metadata.finalizers = ["example.com/backup"]
                }
            },
            .firing("a grace period of an hour is not over", on: ["n1"], with: ["holder": "grace-period"]) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { pod in
                    pod.metadata.deletionTimestamp = Timestamp(seconds: 13_000)
                    pod.metadata.deletionGracePeriodSeconds = 3_600
                }
            },
            .firing("the runtime cannot end the pod", on: ["n1"], with: ["holder": "kubelet"]) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { pod in
                    pod.metadata.deletionTimestamp = Timestamp(seconds: 9_000)
                    pod.metadata.deletionGracePeriodSeconds = 30
                }
                cluster.event(
                    "FailedKillPod", "error killing pod: failed to \"KillPodSandbox\": cni plugin not initialized",
                    on: "agent-n1")
            },
            .firing("its DaemonSet is gone, and a finalizer keeps the pod", on: ["n1"], with: ["holder": "finalizers"])
            {
                cluster in
                cluster.node("n1")
                let old = ExampleObjects.daemonSet("old", namespace: "logging")
                cluster.snapshot.pods.append(
                    ExampleObjects.daemonPod(of: old, on: "n1") { pod in
                        pod.metadata.deletionTimestamp = Timestamp(seconds: 9_000)
                        pod.metadata.finalizers = ["example.com/backup"]
                    })
                cluster.daemonPod(on: "n1")
            },
            .silent("the pod was deleted a moment ago") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { pod in
                    pod.metadata.deletionTimestamp = Timestamp(seconds: 10_020)
                    pod.metadata.deletionGracePeriodSeconds = 30
                }
            },
        ]
    }
}
