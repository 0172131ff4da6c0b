import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// A deleted pod does not go.
    public static let podStuckTerminating = Self("pod-stuck-terminating")
}

/// A deleted pod does not go.
struct PodStuckTerminatingRule: NodeRule {
    static let code = FindingCode.podStuckTerminating
    static let family = FindingFamily.rollout
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let parameters: [ParameterDescription] = [
        .text("holder"), .texts("finalizers", .optional), .number("gracePeriodSeconds", .optional),
    ]
    static let documentation = RuleDocumentation(
        summary: "A pod was deleted and does not go.",
        explanation: """
            A pod goes when its containers have ended, or its grace period is over and the kubelet has killed them, and \
            when every finalizer has been taken off. It stays when the node does not answer, when a finalizer's owner does \
            not, or as long as a grace period lasts that is far too long. Until it is gone the node gets no new pod.
            """)

    /// How long after its deletion a pod may stay, in seconds.
    static let patience: Int64 = 90

    /// What holds a pod.
    enum Holder: Sendable, Equatable {
        case finalizers([String])
        case node
        /// The grace period, in seconds, is not over yet.
        case gracePeriod(Int64)
        case unknown

        var word: String {
            switch self {
            case .finalizers: return "finalizers"
            case .node: return "node"
            case .gracePeriod: return "grace-period"
            case .unknown: return "unknown"
            }
        }

        /// Pods that are held alike become one finding.
        var grouping: String {
            switch self {
            case .finalizers(let names): return ([word] + names).joined(separator: " ")
            case .gracePeriod(let seconds): return "\(word) \(seconds)"
            case .node, .unknown: return word
            }
        }
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<Holder>? {
        for pod in node.pods {
            guard let deadline = pod.metadata.deletionTimestamp else { continue }
            let grace = pod.metadata.deletionGracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 30
            let now = situation.snapshot.capturedAt
            // The deletion timestamp is when the pod is to be gone: the deletion itself was a grace period earlier.
            guard now.seconds(since: deadline) + grace > Self.patience else { continue }
            let isOver = now > deadline
            let holder: Holder =
                !isOver
                ? .gracePeriod(grace)
                : !pod.metadata.finalizers.isEmpty
                    ? .finalizers(pod.metadata.finalizers) : !node.node.isReady ? .node : .unknown
            return Symptom(
                grouping: holder.grouping, detail: holder,
                evidence: [
                    Evidence(
                        kind: .spec, object: "Pod \(pod.metadata.qualifiedName)",
                        text: "to be gone by \(deadline), grace period \(grace) s"
                            + (pod.metadata.finalizers.isEmpty
                                ? "" : ", finalizers \(pod.metadata.finalizers.joined(separator: ", "))"))
                ])
        }
        return nil
    }

    func description(
        of symptoms: [LocatedSymptom<Holder>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let holder = symptoms[0].detail
        var parameters: Parameters = ["holder": .text(holder.word)]
        let why: String
        switch holder {
        case .finalizers(let names):
            parameters["finalizers"] = .texts(names)
            why = "The finalizer \(Wording.list(names)) was not taken off: whoever set it does not do its part."
        case .node: why = "Its node does not answer, so nobody ends its containers."
        case .gracePeriod(let seconds):
            parameters["gracePeriodSeconds"] = .number(seconds)
            why =
                "Its grace period of \(Wording.duration(seconds: seconds)) is not over, and its containers do not end "
                + "by themselves."
        case .unknown: why = "Its grace period is over, and the kubelet has not removed it."
        }
        let serving = symptoms.contains { $0.node.pods.contains(where: \.isReady) }
        return FindingDescription(
            severity: serving ? .warning : .critical, title: "a deleted pod does not go",
            message: "\(Wording.count(symptoms.count, "pod")) was deleted and does not go. \(why)"
                + " The node gets no new pod before that.", parameters: parameters)
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
