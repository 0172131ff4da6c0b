import Foundation
import TestBuilders
import Testing

@Suite("dsdoctor plan")
struct PlanTests {
    private func run(_ arguments: String, sample: ShippedSnapshot = .mixedFaults) throws -> BuiltBinary {
        try BuiltBinary(shell: "dsdoctor plan \(arguments) --snapshot '\(sample.path)'")
    }

    private func plan(_ output: String) throws -> [String: Any] {
        let document = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
        return try #require(document["plan"] as? [String: Any])
    }

    @Test("The first action of the overview is the plan's first step")
    func overviewBeginsWithThePlan() throws {
        let plan = try plan(run("-o json").output)
        let first = try #require((plan["steps"] as? [[String: Any]])?.first)
        let overview = try BuiltBinary(shell: "dsdoctor --snapshot '\(ShippedSnapshot.mixedFaults.path)'")
        let name = try #require(first["daemonSet"] as? String)
        #expect(overview.output.contains("DO FIRST"))
        let action = try #require(overview.output.components(separatedBy: "DO FIRST").last)
        #expect(action.contains(name) && action.contains("dsdoctor plan --step 1"), "\(action)")
    }

    @Test("A plan exits with 0 where no pod is missing, and with 1 where some stay so")
    func exitCodes() throws {
        #expect(try run("", sample: .healthy).exitCode == 0)
        #expect(try run("").exitCode == 1)
        #expect(try run("security/gpu-scanner").exitCode == 0)
        #expect(try run("--max-risk none").exitCode == 64)
        #expect(try run("--full --step 1").exitCode == 64)
        #expect(try run("--only nonsense").exitCode == 2)
        #expect(try run("--step 99").exitCode == 2)
        #expect(try run("-l app=nowhere").exitCode == 2)
    }

    @Test("A kind of change that is none lists those that are")
    func kindsAreListed() throws {
        let run = try run("--never prio")
        #expect(run.exitCode == 64)
        for kind in ["priority", "taints", "requests", "evictions"] { #expect(run.errors.contains(" \(kind)")) }
    }

    @Test("Options rule steps out")
    func optionsRuleStepsOut() throws {
        for (arguments, forbidden) in [("--max-risk low", "medium"), ("--never requests", "lower-request")] {
            let plan = try plan(run("\(arguments) -o json").output)
            let steps = try #require(plan["steps"] as? [[String: Any]])
            #expect(!steps.isEmpty)
            for step in steps {
                #expect(step["risk"] as? String != forbidden && step["remedy"] as? String != forbidden)
            }
        }
    }

    @Test("simulate --plan makes the steps again: all hold on the same snapshot, none where the DaemonSets are gone")
    func plansAreMadeAgain() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("plan-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(run("-o json").output.utf8).write(to: file)
        func replay(_ sample: ShippedSnapshot) throws -> BuiltBinary {
            try BuiltBinary(shell: "dsdoctor simulate --plan '\(file.path)' --snapshot '\(sample.path)'")
        }
        let same = try replay(.mixedFaults)
        #expect(same.exitCode == 0, "\(same.output)")
        #expect(same.output.hasPrefix("All "))
        let other = try replay(.stuckRollout)
        #expect(other.exitCode == 1)
        #expect(other.output.contains("impossible"))
        // Its report has no page, and says so before anything is read.
        let page = try BuiltBinary(shell: "dsdoctor simulate --plan '\(file.path)' -o html=/dev/null")
        #expect(page.exitCode == 64)
        #expect(page.errors.contains("--plan has no -o html: use -o text, json, yaml, markdown ("))
        let broken = try BuiltBinary(
            shell: "echo '{\"plan\":{\"steps\":[{}]}}' | dsdoctor simulate --plan - --snapshot "
                + "'\(ShippedSnapshot.healthy.path)'")
        #expect(broken.exitCode == 2)
        #expect(broken.errors.contains("plan.steps[0] is not a step"))
    }
}
