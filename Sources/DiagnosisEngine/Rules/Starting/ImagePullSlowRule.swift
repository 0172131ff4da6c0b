import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// An image has been pulled for a long time, and is not there yet.
    public static let imagePullSlow = Self("image-pull-slow")
}

/// An image has been pulled for a long time, and is not there yet.
struct ImagePullSlowRule: NodeRule {
    static let code = FindingCode.imagePullSlow
    static let family = FindingFamily.starting
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods, .events]
    static let weakenedWithout: [SnapshotPart] = [.podsOfOtherNamespaces]
    static let parameters: [ParameterDescription] =
        WaitingContainer.imageParameters + [
            .text("registry", .optional), .number("waitingSeconds"), .text("queuedBehind", .optional),
        ]
    static let documentation = RuleDocumentation(
        summary: "The node has been pulling a container's image for more than five minutes.",
        explanation: """
            The kubelet reports Pulling when it begins or queues a pull, and Pulled when the image is there. It pulls \
            one image at a time unless `serializeImagePulls` is off, so a pull may wait for another pod's. containerd \
            ends a pull that has not moved for 5 minutes, which shows as ErrImagePull; until then nothing tells slow \
            from stuck.
            """)

    struct Pull: Sendable {
        var step: StartStep
        var container: String
        var image: String
        /// The pull on the same node that came before.
        var queuedBehind: String?
    }

    /// The runtime ends a pull that stands still (`image_pull_progress_timeout`): this one moves.
    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        RolloutMeaning(.comparison, .passes)
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<Pull>? {
        guard let step = situation.stalledStep(on: node), case .pulling(let container, let image) = step.kind
        else { return nil }
        let other = Self.pullBefore(step, image: image, on: node, in: situation)
        return Symptom(
            grouping: "\(container) \(image)",
            detail: Pull(
                step: step, container: container, image: image, queuedBehind: other?.quotedName),
            evidence: [step.event, other].compactMap { $0 }.map { Evidence($0) } + Self.elsewhere(image, in: situation))
    }

    /// The newest pull of another image that the node began before and has not ended.
    private static func pullBefore(
        _ step: StartStep, image: String, on node: NodeSituation, in situation: DaemonSetSituation
    ) -> Event? {
        situation.index.podsByNode[node.position].compactMap { position -> Event? in
            let pod = situation.snapshot.pods[position]
            guard pod.status.phase == .pending, pod.uid != node.pod?.uid else { return nil }
            let events = situation.index.events(kind: Pod.kind, namespace: pod.namespace, name: pod.name)
            guard let last = events.last, last.reason == "Pulling", last.latest <= step.since, last.quotedName != image
            else { return nil }
            return last
        }.max { $0.latest < $1.latest }
    }

    /// The pull time of the same image on another node, from its kubelet.
    private static func elsewhere(_ image: String, in situation: DaemonSetSituation) -> [Evidence] {
        let pulled = situation.history.events(reason: "Pulled").last {
            $0.event.quotedName == image && $0.event.message.hasPrefix("Successfully pulled")
        }
        return pulled.map { [Evidence($0.event)] } ?? []
    }

    func description(of symptoms: [LocatedSymptom<Pull>], in situation: DaemonSetSituation) -> FindingDescription {
        let pull = symptoms[0].detail
        let now = situation.snapshot.capturedAt
        let seconds = symptoms.map { $0.detail.step.seconds(until: now) }.max() ?? 0
        let behind = symptoms.compactMap(\.detail.queuedBehind).first
        var parameters: Parameters = [
            "container": .text(pull.container), "image": .text(pull.image), "waitingSeconds": .number(seconds),
            "registry": .text(ImageReference.registry(of: pull.image)),
        ]
        parameters["queuedBehind"] = behind.map { .text($0) }
        let who = symptoms.count == 1 ? "The node has" : "The nodes have"
        return FindingDescription(
            severity: symptoms.allSatisfy { $0.node.isServed } ? .warning : .critical,
            title: "image pull is slow or stuck",
            message:
                "\(who) been pulling image \(pull.image) for \(Wording.duration(seconds: seconds)); no event says "
                + "whether the pull still makes progress."
                + (behind.map { " By default a kubelet pulls one image at a time, and it began \($0) before." }
                    ?? ""),
            parameters: parameters)
    }
}

extension ImagePullSlowRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the pull began ten minutes ago", on: ["n1"],
                with: ["image": "registry.example/agent:1", "waitingSeconds": 600, "registry": "registry.example"]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating", since: 9_390) }
                cluster.event(
                    "Pulling", "Pulling image \"registry.example/agent:1\"", on: "agent-n1", secondsAgo: 600,
                    isWarning: false)
            },
            .silent("the image is there by now") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
                cluster.event(
                    "Pulling", "Pulling image \"registry.example/agent:1\"", on: "agent-n1", secondsAgo: 600,
                    isWarning: false)
            },
            .silent("the pull began a minute ago") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating", since: 9_930) }
                cluster.event(
                    "Pulling", "Pulling image \"registry.example/agent:1\"", on: "agent-n1", isWarning: false)
            },
        ]
    }
}
