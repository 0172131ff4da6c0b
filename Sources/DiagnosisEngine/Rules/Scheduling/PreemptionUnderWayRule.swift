import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

extension FindingCode {
    /// The scheduler has made room for the pod, and its victims are not gone yet.
    public static let preemptionUnderWay = Self("preemption-under-way")
}

/// The scheduler has made room for the pod, and its victims are not gone yet.
struct PreemptionUnderWayRule: NodeRule {
    static let code = FindingCode.preemptionUnderWay
    static let family = FindingFamily.scheduling
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods, .podsOfOtherNamespaces, .events]
    static let parameters: [ParameterDescription] =
        PodDeletion.parameters + [
            .text("victim"), .text("victimNamespace"), .text("victimName"), .texts("victims"), .truth("isStuck"),
        ]
    static let documentation = RuleDocumentation(
        summary: "The scheduler has preempted other pods for this one and waits until they are gone.",
        explanation: """
            It deletes the victims (event Preempted, condition DisruptionTarget) and sets the pod's nominatedNodeName. \
            While they terminate it preempts no others: "not eligible due to a terminating pod on the nominated node" \
            (`PodEligibleToPreemptOthers`). Within their grace period that passes by itself. Victims that do not go \
            (FailedKillPod, a finalizer, an unreachable node) keep the pod waiting forever.
            """)

    /// How long after their deadline victims may still be there, in seconds.
    static let patience: WholeNumber = 60

    struct Preemption: Sendable {
        /// The one that stays longest first.
        var victims: [PodDeletion]
        var isStuck: Bool
    }

    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        RolloutMeaning(.node, .passes)
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<Preemption>? {
        guard node.isWaitingForScheduler, let pod = node.pod else { return nil }
        let now = situation.snapshot.capturedAt
        let index = situation.index
        var told: [Event] = []
        var victims: [PodDeletion] = []
        for position in index.podsByNode[node.position] {
            let other = situation.snapshot.pods[position]
            guard other.isTerminating, !other.isTerminal, other.uid != pod.uid,
                let deletion = PodDeletion(of: other, on: node.node, in: index)
            else { continue }
            let event = index.events(kind: Pod.kind, namespace: other.namespace, name: other.name).last {
                $0.reason == "Preempted"
            }
            let isNamed = event.map { Self.names(pod, in: $0.message) } ?? false
            guard isNamed || pod.status.nominatedNodeName == node.node.name && other.priority < pod.priority
            else { continue }
            victims.append(deletion)
            if let event { told.append(event) }
        }
        guard !victims.isEmpty else { return nil }
        let isStuck = victims.contains { now.seconds(since: $0.deadline) > Self.patience }
        victims.sort { isStuck ? $0.deadline < $1.deadline : $0.deadline > $1.deadline }
        let state = isStuck ? victims[0].holder.grouping : ""
        return Symptom(
            grouping: "\(isStuck) \(state)", detail: Preemption(victims: victims, isStuck: isStuck),
            evidence: victims[0].evidence + told.map { Evidence($0) } + node.schedulerEvidence, isPassing: !isStuck)
    }

    /// Whether a message names the pod as the one that the room is for: by UID (1.27 and newer) or by name.
    private static func names(_ pod: Pod, in message: String) -> Bool {
        guard let rest = message[...].after("Preempted by ") else { return false }
        let word = (rest.after("pod ") ?? rest).until(" ")
        return word == pod.metadata.qualifiedName || !pod.uid.isEmpty && word == pod.uid
    }

    func description(
        of symptoms: [LocatedSymptom<Preemption>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let now = situation.snapshot.capturedAt
        let first = symptoms[0].detail.victims[0]
        let victims = symptoms.flatMap(\.detail.victims)
        let names = victims.map(\.pod.metadata.qualifiedName).sorted()
        let isStuck = symptoms[0].detail.isStuck
        var parameters = first.holder.facts
        parameters["victim"] = .text(first.pod.metadata.qualifiedName)
        parameters["victimNamespace"] = .text(first.pod.namespace)
        parameters["victimName"] = .text(first.pod.name)
        parameters["victims"] = .texts(names)
        parameters["isStuck"] = .truth(isStuck)
        let (they, are) = victims.count == 1 ? ("it", "is") : ("they", "are")
        let who = "The scheduler preempted \(Wording.list(names, most: 3)) to make room"
        let longest = victims.map(\.deadline).max() ?? now
        let message =
            isStuck
            ? "\(who), but \(they) \(are) still there \(Wording.duration(seconds: first.age(at: now))) later. "
                + "\(first.holder.sentence(1)) The pod waits until then."
            : "\(who): \(they) \(victims.count == 1 ? "has" : "have") until \(longest) to end, then the pod is scheduled."
        return FindingDescription(
            severity: isStuck ? (symptoms.allSatisfy { $0.node.isServed } ? .warning : .critical) : .notice,
            title: isStuck ? "preempted pods stuck in Terminating" : "preemption in progress", message: message,
            parameters: parameters)
    }
}

extension PreemptionUnderWayRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the victim cannot be killed", on: ["n1"],
                with: ["victim": "apps/web-1", "isStuck": true, "holder": "kubelet"]
            ) { cluster in
                cluster.node("n1")
                cluster.container { $0.resources.requests = ExampleObjects.resources(["cpu": "3"]) }
                cluster.pod("web-1", on: "n1", requests: ["cpu": "2"]) { pod in
                    pod.metadata.deletionTimestamp = Timestamp(seconds: 9_100)
                    pod.metadata.deletionGracePeriodSeconds = 30
                }
                cluster.waitingPod(
                    on: "n1",
                    refused:
                        "0/1 nodes are available: 1 Insufficient cpu. preemption: not eligible due to a terminating "
                        + "pod on the nominated node."
                ) { pod in
                    pod.status.nominatedNodeName = "n1"
                    pod.sharedSpec = ExampleObjects.shared(pod.spec, priority: 1_000)
                }
                cluster.event("FailedKillPod", "error killing pod: context deadline exceeded", on: "web-1")
                cluster.moveLastEvent(to: "apps")
            },
            .firing("the victim is in its grace period", on: ["n1"], with: ["isStuck": false]) { cluster in
                cluster.node("n1")
                cluster.container { $0.resources.requests = ExampleObjects.resources(["cpu": "3"]) }
                cluster.pod("web-1", on: "n1", requests: ["cpu": "2"]) { $0.terminate() }
                cluster.waitingPod(on: "n1", refused: "0/1 nodes are available: 1 Insufficient cpu.")
                cluster.event("Preempted", "Preempted by pod uid-logging-agent-n1 on node n1", on: "web-1")
                cluster.moveLastEvent(to: "apps")
            },
            .silent("a pod that goes for another reason") { cluster in
                cluster.node("n1")
                cluster.container { $0.resources.requests = ExampleObjects.resources(["cpu": "3"]) }
                cluster.pod("web-1", on: "n1", requests: ["cpu": "2"]) { $0.terminate() }
                cluster.waitingPod(on: "n1", refused: "0/1 nodes are available: 1 Insufficient cpu.")
            },
        ]
    }
}
