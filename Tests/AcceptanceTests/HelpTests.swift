import Testing

@testable import DoctorCommands

/// What the program says of itself.
struct HelpTests {
    static let commands: [[String]] =
        DoctorCommand.configuration.subcommands.filter { $0.configuration.shouldDisplay }.compactMap {
            $0.configuration.commandName.map { [$0] }
        }
        + Playbooks.configuration.subcommands.compactMap { $0.configuration.commandName.map { ["playbooks", $0] } }

    private static let commandsAndRoot: [[String]] = commands + [[String]()]

    @Test func `Every command has a name of its own`() {
        #expect(Self.commands.count >= 14)
        #expect(Set(Self.commands).count == Self.commands.count)
    }

    @Test(arguments: commands, ["--help", "-h"])
    func `The help of a command names the program`(command: [String], flag: String) {
        let run = RecordedRun(command + [flag])
        #expect(run.exitCode == 0)
        #expect(run.output.contains("USAGE: dsdoctor \(command.joined(separator: " "))"))
        #expect(run.errors == "")
    }

    @Test(arguments: commands)
    func `So does what is said of an unknown option`(command: [String]) {
        let run = RecordedRun(command + ["--nonsense"])
        #expect(run.exitCode == 64)
        #expect(run.output == "")
        #expect(run.errors.hasSuffix("see 'dsdoctor \(command.joined(separator: " ")) --help')\n"), "\(run.errors)")
    }

    @Test func `The version belongs to the program and not to a command`() {
        #expect(RecordedRun(["--version"]).output == "\(DoctorCommand.configuration.version)\n")
        #expect(RecordedRun(["diagnose", "--version"]).output == RecordedRun(["--version"]).output)
    }

    @Test(arguments: commandsAndRoot)
    func `Help lists exit codes, has the connection last, and breaks no line by itself`(command: [String]) {
        let help = RecordedRun(command + ["--help"]).output
        #expect(help.contains("EXIT CODES"))
        let lines = help.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(lines.allSatisfy { $0.count <= 80 }, "\(lines.filter { $0.count > 80 })")
        if let live = lines.firstIndex(of: "LIVE CLUSTER:") {
            let later = lines[(live + 1)...].filter { $0.hasSuffix(":") && $0 == $0.uppercased() }
            #expect(later == ["HELP:"])
            let options = lines[(live + 1)...].drop { $0 != "HELP:" }.filter { $0.hasPrefix("  -") }
            #expect(options.count == 2 && options.allSatisfy { $0.contains("--version") || $0.contains("--help") })
        }
        // A line of the discussion that is too long is broken behind its last word but one.
        let discussion = lines.prefix { !$0.hasPrefix("USAGE") }.dropFirst(2)
        for (line, next) in zip(discussion, discussion.dropFirst()) where next.split(separator: " ").count == 1 {
            #expect(line.count < 70 || next.hasPrefix(" ") || next.hasSuffix("."), "\(line)\n\(next)")
        }
    }

    @Test func `The name of kubectl's plugin stands in its help`() {
        let run = RecordedRun(["--help"], programName: "kubectl dsdoctor")
        #expect(run.output.contains("USAGE: kubectl dsdoctor"))
        let wrong = RecordedRun(["diagnose", "--nonsense"], programName: "kubectl dsdoctor")
        #expect(wrong.errors.contains("see 'kubectl dsdoctor diagnose --help'"))
    }

    @Test(arguments: [
        ("/usr/local/bin/dsdoctor", "dsdoctor"), ("kubectl-dsdoctor", "kubectl dsdoctor"),
        ("/opt/bin/kubectl-daemonset_doctor", "kubectl daemonset-doctor"), ("kubectl-", "dsdoctor"), ("", "dsdoctor"),
    ])
    func `Usage lines name the program as it is called`(path: String, name: String) {
        #expect(CommandContext.programName(calledBy: path) == name)
    }
}
