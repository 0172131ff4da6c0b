import ClusterSnapshot
import KubernetesModel

extension FindingCode {
    /// The shell in the container cannot find or run the command.
    public static let crashLoopCommandNotFound = Self("crash-loop-command-not-found")
}

/// The shell in the container cannot find or run the command.
struct CrashLoopCommandNotFoundRule: NodeRule {
    static let code = FindingCode.crashLoopCommandNotFound
    static let family = FindingFamily.crashing
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let weakenedWithout: [SnapshotPart] = [.events, .containerLogs]
    static let parameters: [ParameterDescription] = CrashSymptom.parameters + [.text("command", .optional)]
    static let documentation = RuleDocumentation(
        summary: "The shell in the container cannot find or run the command.",
        explanation: """
            By convention a shell exits with code 127 if it cannot find a command, and with 126 if it may not run it. \
            The image lacks the program, or the command or its path is wrong.
            """)

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<CrashSymptom>? {
        node.crashSymptom(in: situation) { $0 == .commandNotFound }
    }

    func description(
        of symptoms: [LocatedSymptom<CrashSymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let crash = symptoms[0].crash
        var parameters = symptoms.parameters()
        let command = MissingCommand.name(
            command: crash.spec?.command ?? [], logLine: parameters.text("logLine") ?? "")
        parameters["command"] = command.map { .text($0) }
        let subject = command.map { "its command \($0)" } ?? "its command"
        return FindingDescription(
            title: "command of container \(crash.name) cannot be run",
            message:
                "Container \(crash.name) exits with code \(crash.termination.exitCode) (\(symptoms.restarts)): "
                + "\(subject) "
                + "\(crash.termination.exitCode == 127 ? "was not found" : "cannot be executed").\(symptoms.lastWords)",
            parameters: parameters)
    }
}

extension CrashLoopCommandNotFoundRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the shell does not find the program", on: ["n1"],
                with: ["container": "agent", "exitCode": 127, "command": "agnet"]
            ) { cluster in
                cluster.node("n1")
                cluster.container { $0.command = ["sh", "-c", "agnet --verbose"] }
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 127) }
            },
            .silent("the same template serves on another node, so the image has the program") { cluster in
                cluster.node("n1")
                cluster.node("n2")
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 127) }
                cluster.daemonPod(on: "n2")
            },
            .silent("the dynamic loader ended, for want of a library") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 127) }
                cluster.log("agent: error while loading shared libraries: libssl.so.3", of: "agent-n1")
            },
            .silent("a program of the script carries capabilities that the container isn't given") { cluster in
                cluster.node("n1")
                cluster.container { $0.command = ["/start-ovs.sh"] }
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 126) }
                cluster.log(
                    "/start-ovs.sh: line 83: /usr/local/sbin/iptables: Operation not permitted", of: "agent-n1")
            },
            .silent("the program is found, and ends with an error") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 1) }
            },
        ]
    }
}
