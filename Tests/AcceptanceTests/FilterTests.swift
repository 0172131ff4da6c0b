import Foundation
import TestBuilders
import Testing

@testable import DoctorCommands

/// `--cause`, `--node`, `--severity` and `--verdict`, for people and for programs.
struct FilterTests {
    private func run(_ arguments: String...) -> RecordedRun {
        RecordedRun(
            ["--snapshot", ShippedSnapshot.mixedFaults.path] + arguments,
            reading: { try OriginReader.read($0, by: $1, logger: $2) })
    }

    private func document(_ run: RecordedRun) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    }

    @Test func `A node's findings come from all DaemonSets, and from the node`() throws {
        let text = run("--node", "tiny-a")
        #expect(text.exitCode == 1)
        for name in ["storage/crowded", "kube-system/fluentd-elasticsearch", "node-pod-limit-reached"] {
            #expect(text.output.contains(name), "\(name)")
        }
        #expect(!text.output.contains("small-a-") && !text.output.contains("typo-selector"))
        let json = try document(run("--node", "dead-a", "-ojson"))
        let daemonSets = try #require(json["daemonSets"] as? [[String: Any]])
        let findings = daemonSets.flatMap { $0["findings"] as? [[String: Any]] ?? [] }
        #expect(findings.allSatisfy { ($0["nodes"] as? [String] ?? []).contains("dead-a") })
        #expect(daemonSets.count > 5)
        let causes = try #require(json["causes"] as? [[String: Any]])
        #expect(causes.contains { ($0["codes"] as? [String] ?? []).contains("node-unreachable") })
    }

    @Test func `Nothing found is said, and is no failure`() {
        let none = run("--node", "cp-a-1", "--severity", "critical")
        #expect(none.exitCode == 0)
        #expect(none.output.hasPrefix("Nothing found with --node cp-a-1 --severity critical"))
        let unknown = run("--node", "tiny-b")
        #expect(unknown.exitCode == 2)
        #expect(unknown.errors == "dsdoctor: node tiny-b not found; did you mean tiny-a?\n")
        let cause = run("--cause", "crash-loop-signal")
        #expect(cause.exitCode == 0)
        #expect(cause.output.hasPrefix("Nothing found with --cause crash-loop-signal"))
    }

    @Test func `Severities and verdicts filter documents too`() throws {
        let warnings = try document(run("--severity", "critical", "-ojson"))
        let findings = try #require(warnings["daemonSets"] as? [[String: Any]]).flatMap {
            $0["findings"] as? [[String: Any]] ?? []
        }
        #expect(!findings.isEmpty && findings.allSatisfy { $0["severity"] as? String == "critical" })
        let idle = try document(run("--verdict", "idle,healthy", "-ojson"))
        let verdicts = try #require(idle["daemonSets"] as? [[String: Any]]).compactMap { $0["verdict"] as? String }
        #expect(Set(verdicts) == ["idle", "healthy"])
        #expect(run("--verdict", "sick").exitCode == 64)
    }

    @Test func `One fix is in full, the others by title, unless all are asked for`() {
        let one = run("logging/cpu-hungry")
        #expect(one.output.matches(of: #/\n  Fix /#).count > 0)
        #expect(one.output.contains("\n  Or     Raise the priority to platform-critical"))
        #expect(!one.output.contains("priorityClassName"))
        let all = run("logging/cpu-hungry", "--all-remedies")
        #expect(all.output.contains("priorityClassName"))
    }

    @Test func `A cause of several DaemonSets is told once`() {
        let output = run("--cause", "node-unreachable").output
        #expect(output.matches(of: #/kubectl describe nodes dead-a/#).count == 1)
        #expect(output.split(separator: "\n").count < 60)
    }
}
