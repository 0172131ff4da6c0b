import ReportRendering
import TestBuilders
import Testing

@testable import DoctorCommands

/// `dsdoctor __complete`, which completion scripts ask.
struct CompletionTests {
    private func words(_ line: String...) -> [String] {
        RecordedRun(
            ["__complete", "--"] + line, reading: { try OriginReader.read($0, by: $1, logger: $2) }
        ).output.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
    }

    @Test func `Commands and options complete, also those of the default command`() {
        #expect(words("dia").first == "diagnose")
        #expect(words("--cau") == ["--cause", ":none"])
        #expect(words("diagnose", "--node") == ["--node", ":none"])
        #expect(words("--fail-on", "w") == ["warning", ":none"])
        #expect(words("--fail-on=w") == ["--fail-on=warning", ":none"])
        #expect(words("-o", "") == Report.formats.map(\.name) + [":none"])
        #expect(words("simulate", "--set-").contains("--set-limit"))
        #expect(words("--name") == ["--namespace", ":none"])
    }

    @Test func `Codes, playbooks and files complete`() {
        #expect(words("explain", "logs-m") == ["logs-missing", ":none"])
        #expect(words("--cause", "host-port") == ["host-port-conflict", ":none"])
        #expect(words("playbooks", "show", "free-sp") == ["free-space", ":none"])
        #expect(words("--snapshot", "x").last == ":files")
        #expect(words("diff", "x").last == ":files")
    }

    @Test func `What the snapshot on the line holds completes, and no cluster is asked`() {
        let snapshot = ShippedSnapshot.healthy.path
        #expect(words("--snapshot", snapshot, "log") == ["logging/agent-001", ":none"])
        #expect(words("--snapshot", snapshot, "-n", "logging", "") == ["agent-001", ":none"])
        #expect(words("placement", "--snapshot", snapshot, "-n", "mon") == ["monitoring", ":none"])
        #expect(words("--snapshot", snapshot, "--node", "").count > 40)
        #expect(words("agent") == [":none"])
    }

    @Test(arguments: ["bash", "zsh", "fish", "kubectl"])
    func `Each shell has a script`(shell: String) throws {
        let script = RecordedRun(["completion", shell])
        #expect(script.exitCode == 0)
        #expect(script.output.contains("__complete"))
    }
}
