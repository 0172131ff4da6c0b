import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// A container's postStart hook does not return.
    public static let postStartHookHangs = Self("post-start-hook-hangs")
}

/// A container's postStart hook does not return.
struct PostStartHookHangsRule: NodeRule {
    static let code = FindingCode.postStartHookHangs
    static let family = FindingFamily.starting
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods, .events]
    static let parameters: [ParameterDescription] = [
        .text("container"), .text("hook", .optional), .number("waitingSeconds"),
    ]
    static let documentation = RuleDocumentation(
        summary: "A container's postStart hook does not return, and the kubelet waits for it.",
        explanation: """
            The kubelet runs the hook once the container has started (event Started), and continues only when it \
            returns. Until then it starts no other container and writes no status, so the pod shows ContainerCreating \
            although the container runs (`startContainer`). The hook has no timeout.
            """)

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<StartStep>? {
        guard let step = situation.stalledStep(on: node), case .postStartHook(let name) = step.kind else { return nil }
        return Symptom(
            grouping: name, detail: step, confidence: .likely, evidence: step.event.map { [Evidence($0)] } ?? [])
    }

    func description(
        of symptoms: [LocatedSymptom<StartStep>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        guard case .postStartHook(let name) = symptoms[0].detail.kind else {
            return FindingDescription(title: "", message: "")
        }
        let seconds = symptoms.longest(until: situation.snapshot.capturedAt)
        let hook = symptoms[0].node.spec(of: name)?.postStartAction ?? ""
        var parameters: Parameters = ["container": .text(name), "waitingSeconds": .number(seconds)]
        parameters["hook"] = hook.isEmpty ? nil : .text(hook)
        return FindingDescription(
            severity: symptoms.severity, title: "postStart hook of container \(name) does not return",
            message:
                "Container \(name) was started \(Wording.duration(seconds: seconds)) ago and still shows "
                + "ContainerCreating: the kubelet waits for its postStart hook, which does not return"
                + (hook.isEmpty ? "." : " (\(hook))."),
            parameters: parameters)
    }
}

extension PostStartHookHangsRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the container was started long ago, and is still said to be created", on: ["n1"],
                with: ["container": "agent", "waitingSeconds": 600]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating", since: 9_390) }
                cluster.event(
                    "Started", "Container started", on: "agent-n1", fieldPath: "spec.containers{agent}",
                    secondsAgo: 600, isWarning: false)
            },
            .silent("it was started a minute ago") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating", since: 9_930) }
                cluster.event("Started", "Container started", on: "agent-n1", secondsAgo: 60, isWarning: false)
            },
        ]
    }
}
