import KubernetesModel

/// The shell in the container cannot find or run the command.
public struct CrashLoopCommandNotFoundRule: NodeRule {
    public static let code = FindingCode.crashLoopCommandNotFound
    public static let documentation = RuleDocumentation(
        summary: "The shell in the container cannot find or run the command.",
        explanation: """
            By the shells' custom exit code 127 means that the command was not found, 126 that it may not be run. The image \
            lacks the program, or the command or its path is wrong.
            """)

    public init() {}

    public func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<CrashSymptom>? {
        node.crashSymptom(in: situation) { $0 == .commandNotFound }
    }

    public func description(
        of symptoms: [LocatedSymptom<CrashSymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let crash = symptoms[0].crash
        return FindingDescription(
            title: "command of container \(crash.name) cannot be run",
            message:
                "Container \(crash.name) ends with exit code \(crash.termination.exitCode) (\(symptoms.restarts)): "
                + "its command "
                + "\(crash.termination.exitCode == 127 ? "was not found" : "may not be run").\(symptoms.lastWords)",
            parameters: symptoms.parameters())
    }
}

extension CrashLoopCommandNotFoundRule {
    public static var examples: [RuleExample] {
        [
            .firing(
                "the shell does not find the program", on: ["n1"],
                with: ["container": "agent", "exitCode": 127, "command": "agnet"]
            ) { cluster in
                cluster.node("n1")
                cluster.container { $0.command = ["sh", "-c", "agnet --verbose"] }
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 127) }
            },
            .silent("the program is found, and ends with an error") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 1) }
            },
        ]
    }
}
