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
            By the shells' custom exit code 127 means that the command was not found, 126 that it may not be run. The image \
            lacks the program, or the command or its path is wrong.
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
                "Container \(crash.name) ends with exit code \(crash.termination.exitCode) (\(symptoms.restarts)): "
                + "\(subject) "
                + "\(crash.termination.exitCode == 127 ? "was not found" : "may not be run").\(symptoms.lastWords)",
            parameters: parameters)
    }
}

/// Finds out which program a shell could not run.
enum MissingCommand {
    private static let shells: Set<String> = ["sh", "bash", "ash", "dash", "busybox", "env"]

    /// The program's name: as the shell's own words give it, else the container's command, unless that is a script of
    /// which any part may be the one; nil when nothing tells.
    static func name(command: [String], logLine: String) -> String? {
        if let told = told(by: logLine) { return told }
        guard let program = command.first else { return nil }
        guard shells.contains(String(program.split(separator: "/").last ?? "")) else { return program }
        guard command.count == 3, command[1] == "-c" else { return nil }
        let isOneCommand = command[2].allSatisfy { $0.isLetter || $0.isNumber || " -_./=:,".contains($0) }
        let words = command[2].split(separator: " ").drop { $0 == "exec" }
        return isOneCommand ? words.first.map(String.init) : nil
    }

    /// Reads `sh: 1: agnet: not found`, `/bin/sh: agnet: not found`, `bash: line 1: agnet: command not found`,
    /// `sh: /data/run: Permission denied`.
    private static func told(by line: String) -> String? {
        for end in [": command not found", ": not found", ": Permission denied", ": No such file or directory"] {
            guard line.hasSuffix(end) else { continue }
            let name = line.dropLast(end.count).split(separator: ":").last?.drop { $0 == " " } ?? ""
            return name.isEmpty || name.contains(" ") ? nil : String(name)
        }
        return nil
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
            .silent("the program is found, and ends with an error") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 1) }
            },
        ]
    }
}
