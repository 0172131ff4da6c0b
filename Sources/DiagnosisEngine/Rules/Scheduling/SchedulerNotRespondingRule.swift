import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

extension FindingCode {
    /// Nobody has looked at the pod.
    public static let schedulerNotResponding = Self("scheduler-not-responding")
}

/// Nobody has looked at the pod.
struct SchedulerNotRespondingRule: NodeRule {
    static let code = FindingCode.schedulerNotResponding
    static let family = FindingFamily.scheduling
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let weakenedWithout: [SnapshotPart] = [.podsOfOtherNamespaces, .persistentVolumeClaims, .events]
    static let parameters: [ParameterDescription] = [.text("schedulerName"), .number("placedPods")]
    static let documentation = RuleDocumentation(
        summary: "No scheduler has looked at the pod.",
        explanation: """
            A scheduler that cannot place a pod says so in the pod's PodScheduled condition. If a waiting pod has \
            none, no scheduler has looked at it: the one that its `schedulerName` names does not run, or is far \
            behind.
            """)

    static func scope(of finding: Finding) -> CauseScope {
        .shared("scheduler \(finding.parameters.text("schedulerName") ?? "")")
    }

    /// How long a pod may wait for its first look, in seconds.
    static let patience: WholeNumber = 60

    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        RolloutMeaning(.cluster, .mayPass)
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<String>? {
        guard node.isWaitingForScheduler, let pod = node.pod, pod.spec.schedulingGates.isEmpty,
            pod.status.conditions[PodStatus.ConditionType.scheduled] == nil,
            let created = pod.metadata.creationTimestamp,
            situation.snapshot.capturedAt.seconds(since: created) > Self.patience
        else { return nil }
        // Whoever has a warning to tell of the pod knows more, and FailedScheduling is the scheduler's own word.
        let events = situation.history.events(ofPod: pod.name) ?? []
        guard !events.contains(where: \.isWarning) else { return nil }
        // A pod that waits for its volume to be made was looked at: the claim names its node.
        let waitsForVolume = pod.spec.volumes.contains { volume in
            guard case .persistentVolumeClaim(let name) = volume.source,
                let claim = situation.index.claim(namespace: pod.namespace, name: name)
            else { return false }
            return claim.metadata.annotations[Annotation.selectedNode] != nil
        }
        return waitsForVolume ? nil : Symptom(grouping: pod.spec.schedulerName, detail: pod.spec.schedulerName)
    }

    func description(
        of symptoms: [LocatedSymptom<String>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let scheduler = symptoms[0].detail
        let placed = situation.cluster.placedByScheduler[scheduler] ?? 0
        let others =
            placed == 0
            ? "No scheduler of that name has placed any pod in the snapshot."
            : "It has placed \(Wording.count(placed, "other pod")), so it may be down or far behind."
        return FindingDescription(
            title: "scheduler \(scheduler) does not respond",
            message:
                "The pods wait for scheduler \(scheduler)\(Self.origin(of: scheduler, in: situation)), which has not "
                + "looked at them. \(others)",
            parameters: ["schedulerName": .text(scheduler), "placedPods": .number(WholeNumber(placed))])
    }
}

extension SchedulerNotRespondingRule {
    /// That admission named the scheduler, where the template names another.
    private static func origin(of scheduler: String, in situation: DaemonSetSituation) -> String {
        let own = situation.daemonSet.template.spec.schedulerName
        return own == scheduler ? "" : " (set at admission; the template names \(own))"
    }
}

extension SchedulerNotRespondingRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the template names a scheduler that does not run", on: ["n1"],
                with: ["schedulerName": "fancy-scheduler"]
            ) { cluster in
                cluster.node("n1")
                cluster.template { $0.schedulerName = "fancy-scheduler" }
                cluster.waitingPod(on: "n1", refused: "")
            },
            .silent("the pod was made a moment ago") { cluster in
                cluster.node("n1")
                cluster.waitingPod(on: "n1", refused: "") { $0.metadata.creationTimestamp = Timestamp(seconds: 9_990) }
            },
            .silent("the pod has no condition, and an event names what it waits for") { cluster in
                cluster.node("n1")
                cluster.waitingPod(on: "n1", refused: "")
                cluster.event("FailedResourceClaimCreation", "claim gpu: template not found", on: "agent-n1")
            },
            .silent("the scheduler has looked at the pod and refused it") { cluster in
                cluster.node("n1")
                cluster.waitingPod(on: "n1", refused: "0/1 nodes are available.")
            },
        ]
    }
}
