import ClusterSnapshot
import KubernetesModel
import Wording

/// A pod that somebody has deleted and that is still there, with what holds it.
struct PodDeletion: Sendable {
    /// The reason why a pod doesn't go.
    enum Holder: Sendable, Equatable {
        case finalizers([String])
        /// The node does not answer.
        case node
        /// The grace period, in seconds, is not over yet.
        case gracePeriod(WholeNumber)
        /// The kubelet cannot end it, in its own words.
        case kubelet(String)
        case unknown

        var word: String {
            switch self {
            case .finalizers: return "finalizers"
            case .node: return "node"
            case .gracePeriod: return "grace-period"
            case .kubelet: return "kubelet"
            case .unknown: return "unknown"
            }
        }

        /// Pods that are held alike become one finding.
        var grouping: String {
            switch self {
            case .finalizers(let names): return ([word] + names).joined(separator: " ")
            case .gracePeriod(let seconds): return "\(word) \(seconds)"
            case .node, .kubelet, .unknown: return word
            }
        }

        /// Why pods that are held so do not go, as a sentence.
        func sentence(_ pods: Int) -> String {
            let its = pods == 1 ? "Its" : "Their"
            switch self {
            case .finalizers(let names):
                return names.count == 1
                    ? "Finalizer \(names[0]) is still set: its controller has not removed it."
                    : "Finalizers \(Wording.list(names)) are still set: their controllers have not removed them."
            case .node: return "\(its) node does not answer, so nothing stops the containers."
            case .gracePeriod(let seconds):
                return "\(its) grace period of \(Wording.duration(seconds: seconds)) is not over, and the containers "
                    + "don't stop by themselves."
            case .kubelet(let said):
                return "The kubelet cannot stop \(pods == 1 ? "it" : "them"): \(Wording.sentence(said))."
            case .unknown:
                return "\(its) grace period is over, but the kubelet has not removed "
                    + "\(pods == 1 ? "it" : "them")."
            }
        }

        /// The same for programs and templates, as ``PodDeletion/parameters`` describes it.
        var facts: Parameters {
            var facts: Parameters = ["holder": .text(word)]
            switch self {
            case .finalizers(let names): facts["finalizers"] = .texts(names)
            case .gracePeriod(let seconds): facts["gracePeriodSeconds"] = .number(seconds)
            case .kubelet(let said): facts["said"] = .text(Wording.firstLine(said))
            case .node, .unknown: break
            }
            return facts
        }
    }

    static let parameters: [ParameterDescription] = [
        .text("holder"), .texts("finalizers", .optional), .number("gracePeriodSeconds", .optional),
        .text("said", .optional),
    ]

    /// The kubelet's words when it can't stop a pod (`pkg/kubelet/events`).
    private static let reasons: Set<String> = ["FailedKillPod", "ExceededGracePeriod", "FailedPreStopHook"]

    var pod: Pod
    /// When the pod is to be gone: the grace period after it was deleted.
    var deadline: Timestamp
    /// Seconds that it was given.
    var grace: WholeNumber
    var holder: Holder
    /// The evidence of it.
    var evidence: [Evidence]

    /// The deletion of a pod on `node`; nil for a pod that nobody has deleted.
    init?(of pod: Pod, on node: Node?, in index: ClusterIndex) {
        guard let deadline = pod.metadata.deletionTimestamp else { return nil }
        self.pod = pod
        self.deadline = deadline
        grace = pod.metadata.deletionGracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 30
        let object = "Pod \(pod.metadata.qualifiedName)"
        let finalizers = pod.metadata.finalizers
        evidence = [
            Evidence(
                kind: .spec, object: object,
                text: "to be gone by \(deadline), grace period \(grace) s"
                    + (finalizers.isEmpty ? "" : ", finalizers \(Wording.commas(finalizers, most: 12))"))
        ]
        let failure = index.events(kind: Pod.kind, namespace: pod.namespace, name: pod.name).last {
            Self.reasons.contains($0.reason)
        }
        if let failure { evidence.append(Evidence(failure)) }
        if let target = pod.status.conditions[PodStatus.ConditionType.disruptionTarget], target.status == .isTrue {
            evidence.append(
                Evidence(
                    kind: .condition, object: object,
                    text: "\(target.type), \(target.reason): \(Wording.firstLine(target.message))"))
        }
        if index.snapshot.capturedAt <= deadline {
            holder = .gracePeriod(grace)
        } else if let failure {
            holder = .kubelet(failure.message)
        } else if !finalizers.isEmpty {
            holder = .finalizers(finalizers)
        } else if let node, !node.isReady {
            holder = .node
        } else {
            holder = .unknown
        }
    }

    /// Seconds since the pod was deleted.
    func age(at now: Timestamp) -> WholeNumber { now.seconds(since: deadline) + grace }
}
