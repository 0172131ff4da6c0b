import ClusterSnapshot
import KubernetesModel
import Wording

/// What a program, or its operator, says of a pod in an event of its own.
///
/// Some daemons write why they don't come up into an event on their pod, and little of it into their log: the AWS CNI says
/// `MissingIAMPermissions`. Kubernetes' own components are no such witnesses; rules read those.
struct ProgramReport: Sendable {
    /// Who says it, for instance `aws-node`.
    var reporter: String
    var event: Event
    /// What such words are known for.
    var signature: LogSignature?

    /// The last warning of the hour before the snapshot that somebody else than Kubernetes wrote on the pod; nil without one.
    init?(on pod: Pod, in situation: DaemonSetSituation) {
        let now = situation.snapshot.capturedAt
        let events =
            situation.history.events(ofPod: pod.name)
            ?? situation.index.events(kind: Pod.kind, namespace: pod.namespace, name: pod.name)
        let event = events.last { event in
            event.isWarning && !event.message.isEmpty && !Self.isOfKubernetes(event.source)
                && now.seconds(since: event.latest) <= DaemonSetSituation.evictionMemory
        }
        guard let event else { return nil }
        self.event = event
        reporter = event.source
        let log = ContainerLog(
            namespace: pod.namespace, pod: pod.name, container: "", isPrevious: false,
            lines: [Wording.firstLine(event.message, limit: .max)])
        signature = situation.cluster.logSignatures.tellingLine(of: log)?.signature
    }

    /// Whether a component is Kubernetes' own, or one that moves pods and nodes about: other rules read these.
    private static func isOfKubernetes(_ source: String) -> Bool {
        source.isEmpty || components.contains(source) || source.hasSuffix("scheduler")
            || source.hasSuffix("-controller") || source.hasPrefix("karpenter") || source.hasSuffix("autoscaler")
    }

    private static let components: Set<String> = [
        "kubelet", "controllermanager", "kube-controller-manager", "controller-manager", "descheduler", "kube-proxy",
        "persistentvolume-binder", "volume_expand", "apiserver", "kube-apiserver",
    ]

    /// ` aws-node reports MissingIAMPermissions: …`, with what that means where it is known.
    var sentence: String {
        let meaning = signature.map { $0.meaning.isEmpty ? "" : " (\($0.meaning))" } ?? ""
        return " \(reporter) reports \(said)\(meaning)."
    }

    /// The event's reason and words.
    private var said: String {
        let words = Wording.sentence(Wording.essence(event.message), limit: .max)
        return event.reason.isEmpty ? words : "\(event.reason): \(words)"
    }

    static let parameterDescriptions: [ParameterDescription] = [
        .text("reportedBy", .optional), .text("report", .optional),
    ]

    var parameters: Parameters { ["reportedBy": .text(reporter), "report": .text(said)] }
}
