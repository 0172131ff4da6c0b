import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// The runtime cannot start a container.
    public static let containerStartFailed = Self("container-start-failed")
}

/// The runtime cannot start a container.
struct ContainerStartFailedRule: NodeRule {
    static let code = FindingCode.containerStartFailed
    static let family = FindingFamily.starting
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let parameters: [ParameterDescription] = [.text("container"), .text("reason"), .text("command", .optional)]
    static let documentation = RuleDocumentation(
        summary: "The runtime cannot create or start a container.",
        explanation: """
            The program is not where the command says, may not be executed, is for another architecture, or a mount \
            inside the container is impossible (CreateContainerError, RunContainerError, StartError). The runtime's message \
            names it.
            """)

    struct Failure: Sendable {
        var container: String
        var said: String
        var command: String?
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<Failure>? {
        if let crash = situation.crashes[node.position]?.container, crash.kind == .startFailure {
            return symptom(
                container: crash.name, message: crash.termination.message, on: node, evidence: crash.evidence)
        }
        guard let waiting = node.waitingContainer(["CreateContainerError", "RunContainerError"]) else { return nil }
        return symptom(
            container: waiting.name, message: waiting.message, on: node, evidence: [node.evidence(waiting)])
    }

    private func symptom(
        container: String, message: String, on node: NodeSituation, evidence: [Evidence]
    ) -> Symptom<Failure> {
        // Runtimes put layer upon layer: what stands last is the cause.
        let cause = message.firstRange(of: "unable to start container process: ").map { message[$0.upperBound...] }
        let said = Wording.firstLine(String(cause ?? message[...]))
        return Symptom(
            grouping: "\(container) \(said)",
            detail: Failure(container: container, said: said, command: node.spec(of: container)?.command.first),
            evidence: evidence)
    }

    func description(
        of symptoms: [LocatedSymptom<Failure>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let failure = symptoms[0].detail
        var parameters: Parameters = ["container": .text(failure.container), "reason": .text(failure.said)]
        parameters["command"] = failure.command.map { .text($0) }
        return FindingDescription(
            title: "container \(failure.container) cannot be started",
            message: "The runtime cannot start container \(failure.container): \(failure.said)", parameters: parameters)
    }
}

extension ContainerStartFailedRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the program is not in the image", on: ["n1"],
                with: [
                    "container": "agent", "reason": "exec: \"/agnet\": stat /agnet: no such file or directory",
                    "command": "/agnet",
                ]
            ) { cluster in
                cluster.node("n1")
                cluster.container { $0.command = ["/agnet"] }
                cluster.daemonPod(on: "n1") { pod in
                    pod.crash(
                        exitCode: 128, reason: "StartError",
                        message:
                            "failed to create containerd task: OCI runtime create failed: runc create failed: "
                            + "unable to start "
                            + "container process: exec: \"/agnet\": stat /agnet: no such file or directory")
                }
            },
            .silent("the container starts, and its shell does not find the program") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 127) }
            },
        ]
    }
}
