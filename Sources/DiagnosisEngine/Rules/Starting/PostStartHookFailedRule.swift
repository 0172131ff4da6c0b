import ClusterSnapshot
import KubernetesModel

extension FindingCode {
    /// A container's postStart hook fails, and with it the container.
    public static let postStartHookFailed = Self("post-start-hook-failed")
}

/// A container's postStart hook fails, and with it the container.
struct PostStartHookFailedRule: NodeRule {
    static let code = FindingCode.postStartHookFailed
    static let family = FindingFamily.starting
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods, .events]
    static let weakenedWithout: [SnapshotPart] = [.containerLogs]
    static let parameters: [ParameterDescription] = CrashSymptom.parameters + [.text("reason", .optional)]
    static let documentation = RuleDocumentation(
        summary: "A container's postStart hook fails, so the kubelet kills the container.",
        explanation: """
            A container counts as started only once its postStart hook has succeeded (PostStartHookError, event \
            FailedPostStartHook). Its exit code 137 is then the kubelet's kill and says nothing about the program.
            """)

    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        RolloutMeaning(.comparison, .stays(seconds: RolloutMeaning.retried))
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<CrashSymptom>? {
        node.crashSymptom(in: situation) { $0 == .postStartHook }
    }

    func description(
        of symptoms: [LocatedSymptom<CrashSymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let crash = symptoms[0].crash
        return FindingDescription(
            title: "postStart hook of container \(crash.name) fails",
            message:
                "Container \(crash.name) is killed because its postStart hook fails "
                + "(\(symptoms.restarts)).\(symptoms.lastWords)",
            parameters: symptoms.parameters())
    }
}

extension PostStartHookFailedRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the postStart hook fails, and the container is killed for it", on: ["n1"], with: ["container": "agent"]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 137) }
                cluster.event(
                    "FailedPostStartHook", "PostStartHook failed", on: "agent-n1", fieldPath: "spec.containers{agent}")
            },
            .silent("the container ends by itself") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 1) }
            },
        ]
    }
}
