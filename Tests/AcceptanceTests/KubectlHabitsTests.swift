import Foundation
import Testing

@testable import DoctorCommands

/// What people type who know kubectl, and what they mistype.
struct KubectlHabitsTests {
    /// Whether a cluster was asked, or a file read.
    private static let nobodyAsked: CommandContext.SnapshotReading = { _, _, _ in
        Issue.record("a cluster was asked")
        throw CommandError.notRecorded
    }

    @Test(arguments: [
        ("diagnos", "diagnose"), ("playbook list", "playbooks"), ("simulat x", "simulate"), ("plcement", "placement"),
        ("Diagnose", "diagnose"), ("difff a b", "diff"), ("colect -o x", "collect"),
    ])
    func `A misspelt command names the nearest and asks no cluster`(line: String, command: String) {
        let run = RecordedRun(line.split(separator: " ").map(String.init), reading: Self.nobodyAsked)
        #expect(run.exitCode == 64)
        #expect(run.output == "")
        #expect(run.errors.contains("did you mean \(command)?"))
    }

    @Test(arguments: ["collector", "agent", "placements-api", "ds/diagnos", "diff-agent", "rbac-manager", "helper"])
    func `A name of a DaemonSet is no misspelt command`(name: String) {
        #expect(MisspeltCommand.suggestion(for: [name]) == nil)
    }

    @Test(arguments: [
        (["--snapshots", "x"], "unknown option --snapshots: did you mean --snapshot?"),
        (["--naemspace", "x"], "unknown option --naemspace: did you mean --namespace?"),
    ])
    func `A misspelt option names the nearest`(arguments: [String], told: String) {
        let run = RecordedRun(arguments, reading: Self.nobodyAsked)
        #expect(run.exitCode == 64)
        #expect(run.errors.contains(told))
    }

    @Test(arguments: [["collect", "--node", "x", "-o", "y"], ["placement", "--cause", "1"], ["--wide"]])
    func `An option that is far from all names none`(arguments: [String]) {
        let run = RecordedRun(arguments, reading: Self.nobodyAsked)
        #expect(run.exitCode == 64)
        #expect(run.errors.contains("unknown option --") && !run.errors.contains("did you mean"), "\(run.errors)")
    }

    @Test(arguments: [
        "cluster.json", "./x", "/tmp/cluster", "dumps/", "snapshots/healthy.json.gz", "../a.yaml", "x.TGZ",
    ])
    func `A path is no DaemonSet, and asks for --snapshot`(path: String) {
        for command in [[], ["diagnose"], ["placement"], ["simulate", "--set-request", "cpu=1"]] {
            let run = RecordedRun(command + [path], reading: Self.nobodyAsked)
            #expect(run.exitCode == 64)
            #expect(run.errors.contains("did you mean --snapshot \(path)?"), "\(run.errors)")
        }
    }

    @Test(arguments: [
        ["-n", "a", "-n", "b"], ["-na", "-n", "a"], ["--namespace", "a", "-n", "b"], ["-l", "a=b", "-l", "c=d"],
        ["--node", "a", "--node", "b"], ["--cause", "1", "--cause", "2"],
    ])
    func `What may be given once is refused twice`(arguments: [String]) {
        let run = RecordedRun(["--snapshot", "x"] + arguments, reading: Self.nobodyAsked)
        #expect(run.exitCode == 64)
        #expect(run.errors.contains("set it once"))
    }

    @Test(arguments: ["ds/mem-hungry", "daemonset/mem-hungry", "daemonsets.apps/mem-hungry", "logging/mem-hungry"])
    func `kubectl's names of a DaemonSet work`(name: String) {
        let run = RecordedRun(["--snapshot", "x", "-nlogging", name, "-ojson"])
        #expect(run.exitCode == 1)
        #expect(run.output.contains("\"name\": \"mem-hungry\"") && !run.output.contains("\"name\": \"agent\""))
    }

    @Test func `A selector takes DaemonSets by their labels`() {
        for (selector, isFound) in [
            ("app=mem-hungry", true), ("app!=mem-hungry", false), ("app in (mem-hungry)", true),
        ] {
            let run = RecordedRun(["--snapshot", "x", "-o", "json", "-l", selector])
            #expect(run.output.contains("\"name\": \"mem-hungry\"") == isFound, "\(selector)")
        }
        let none = RecordedRun(["--snapshot", "x", "-lapp=nobody"])
        #expect(none.exitCode == 2)
        #expect(none.errors == "dsdoctor: no DaemonSet has the labels of --selector\n")
        #expect(RecordedRun(["--snapshot", "x", "-l", "app in"]).exitCode == 64)
    }

    @Test func `Rows without heads are for scripts`() {
        let rows = RecordedRun(["--snapshot", "x", "--summary", "--no-headers"]).output.split(separator: "\n")
        #expect(rows.count == 4)
        #expect(rows.allSatisfy { $0.split(separator: " ").count >= 3 })
        #expect(RecordedRun(["--snapshot", "x", "--no-headers"]).exitCode == 64)
    }
}
