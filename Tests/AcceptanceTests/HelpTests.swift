import Testing

@testable import DoctorCommands

/// What the program says of itself.
struct HelpTests {
    static let commands =
        DoctorCommand.configuration.subcommands.compactMap { $0.configuration.commandName.map { [$0] } }
        + Playbooks.configuration.subcommands.compactMap { $0.configuration.commandName.map { ["playbooks", $0] } }

    @Test func `Every command has a name of its own`() {
        #expect(Self.commands.count == 12)
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
        #expect(run.errors.contains("Usage: dsdoctor \(command.joined(separator: " "))"))
    }

    @Test func `The version belongs to the program and not to a command`() {
        #expect(RecordedRun(["--version"]).output == "\(DoctorCommand.configuration.version)\n")
        #expect(RecordedRun(["diagnose", "--version"]).output == RecordedRun(["--version"]).output)
    }
}
