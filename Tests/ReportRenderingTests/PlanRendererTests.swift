import ClusterSnapshot
import DiagnosisEngine
import Foundation
import KubernetesModel
import PlacementEngine
import RemedyPlan
import RemedyPlaybooks
import SnapshotCollector
import TestBuilders
import Testing
import Wording

@testable import ReportRendering

@Suite("Renderers of a plan")
struct PlanRendererTests {
    /// The plan for a sample that ships with the project.
    static let report = plan(for: shipped)

    private static let shipped: Snapshot = {
        do {
            var snapshot = try SnapshotReader.read(path: ShippedSnapshot.mixedFaults.path)
            snapshot.source = "mixed-faults.json.gz"
            return snapshot
        } catch {
            fatalError("\(error)")
        }
    }()

    /// Names that a terminal or a shell would obey, two DaemonSets in need of a port.
    static let hostile: PlanReport = {
        let names = ["n1", "n2\u{1B}[31m", "n3"]
        let agents = ["first", "se'c$(reboot)ond", "th\u{1B}[2Jird\nrm -rf"].map { name in
            daemonSet(
                name, namespace: "a`b`",
                spec: podSpec([container("c;ls", requests: ["memory": "64Mi"], hostPort: 9100)]))
        }
        let pods = agents.enumerated().flatMap { place, agent in
            names.map { daemonPod(of: agent, on: $0, isBound: place == 0) }
        }
        return plan(for: snapshot(nodes: names.map { node($0) }, pods: pods, daemonSets: agents))
    }()

    static let replayed: PlanReplayReport = {
        let steps = report.plan.steps.map { step in
            RecordedStep(
                number: step.number, daemonSet: step.daemonSet, code: step.code, title: step.remedy.title,
                changes: step.remedy.changes,
                deletesPodsOn: step.deletesPodsOn, promise: (step.before.available, step.after.available))
        }
        let gone = RecordedStep(
            number: 99, daemonSet: "gone\u{1B}[1m/x", title: "Go", changes: [], promise: (before: 0, after: 1))
        let engine = PlacementEngine(ClusterIndex(shipped))
        let replay = PlanReplay(DiagnosisEngine(engine).diagnosis(), engine: engine)
        return PlanReplayReport(snapshot: SnapshotSummary(shipped), steps: replay.replay(steps + [gone]))
    }()

    private static func plan(for snapshot: Snapshot) -> PlanReport {
        let engine = PlacementEngine(ClusterIndex(snapshot))
        let diagnosis = DiagnosisEngine(engine).diagnosis()
        let advisor = RemedyAdvisor(engine, catalogue: .embedded)
        return PlanReport(
            diagnosis, for: Report(diagnosis, of: snapshot, advisor: advisor), advisor: advisor, options: PlanOptions())
    }

    private func edited(_ edit: (inout PlanReport) -> Void) -> PlanReport {
        var report = Self.report
        edit(&report)
        return report
    }

    @Test("Text for people is as recorded")
    func textIsAsRecorded() throws {
        try Golden("plan-80.txt").expect(Self.report.rendered(), suite: "PlanRendererTests")
        try Golden("plan-120-colour.txt").expect(
            Self.report.rendered(on: PageStyle(columns: 120, isColored: true)), suite: "PlanRendererTests")
        try Golden("plan-80-steps.txt").expect(
            edited { $0.detailedSteps = [1, 4] }.rendered(), suite: "PlanRendererTests")
        try Golden("plan-replay-80.txt").expect(Self.replayed.rendered(), suite: "PlanRendererTests")
    }

    @Test("Documents are as recorded and keep to their schemas", arguments: ["plan.json", "plan-replay.json"])
    func documentsAreAsRecorded(golden: String) throws {
        let isPlan = golden == "plan.json"
        let json = try isPlan ? Self.report.rendered(as: "json") : Self.replayed.rendered(as: "json")
        try Golden(golden).expect(json, suite: "PlanRendererTests")
        let value = try JSONSerialization.jsonObject(with: Data(json.utf8))
        let schema = isPlan ? PlanSchema.schema : PlanSchema.replaySchema
        #expect(schema.violations(of: value) == [])
        let hostile = try JSONSerialization.jsonObject(with: Data(Self.hostile.rendered(as: "json").utf8))
        #expect(PlanSchema.schema.violations(of: hostile) == [])
    }

    @Test("The script is as recorded")
    func scriptIsAsRecorded() throws {
        try Golden("plan.sh").expect(Self.report.rendered(as: "script"), suite: "PlanRendererTests")
    }

    @Test("A plan of ten steps is about a screen")
    func planFitsOnAScreen() throws {
        let lines = try Self.report.rendered().split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count <= 3 * Self.report.plan.steps.count + 26, "\(lines.count)")
        #expect(lines.allSatisfy { DisplayWidth.of(String($0)) <= 80 })
    }

    /// What a shell makes of a script.
    private func run(_ shell: String, _ arguments: [String], script: String, environment: [String: String]) throws
        -> (status: Int32, output: String)
    {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("plan-\(UUID().uuidString).sh")
        try Data(script.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [shell] + arguments + [file.path]
        process.environment = environment.merging(ProcessInfo.processInfo.environment) { own, _ in own }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    @Test("Shells read the scripts, hostile names among them", arguments: ["sh", "bash"])
    func scriptsAreRead(shell: String) throws {
        for report in [Self.report, Self.hostile] {
            let script = try report.rendered(as: "script")
            let checked = try run(shell, ["-n"], script: script, environment: [:])
            #expect(checked.status == 0, "\(checked.output)")
        }
    }

    @Test("A dry run prints every command and runs none")
    func dryRun() throws {
        let run = try run(
            "sh", [], script: Self.report.rendered(as: "script"),
            environment: ["DRY_RUN": "1", "PATH": "/usr/bin:/bin"])
        #expect(run.status == 0, "\(run.output)")
        for step in Self.report.plan.steps {
            #expect(run.output.contains("Step \(step.number): \(step.daemonSet)"))
            for command in step.remedy.changingCommands {
                #expect(run.output.contains(ShellQuoting.commandLine(command) ?? "?"), "\(command)")
            }
        }
    }

    /// A kubectl of a few lines: it answers what the DaemonSet's status is, and writes down what it is told.
    private func withKubectl(_ answer: String, _ work: (_ path: String, _ log: URL) throws -> Void) throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("bin-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let log = directory.appendingPathComponent("log")
        let tool = directory.appendingPathComponent("kubectl")
        let script = """
            #!/bin/sh
            case "$*" in
            *" get daemonset "*) printf '%s' '\(answer)' ;;
            *) printf '%s\\n' "$*" >> '\(log.path)' ;;
            esac
            """
        try Data(script.utf8).write(to: tool)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: tool.path)
        try work("\(directory.path):/usr/bin:/bin", log)
    }

    @Test("Where the promise is kept the script goes on to the end")
    func promiseIsKept() throws {
        try withKubectl("2/2/500/500/") { path, log in
            let run = try run("sh", [], script: Self.report.rendered(as: "script"), environment: ["PATH": path])
            #expect(run.status == 0, "\(run.output)")
            let commands = try String(contentsOf: log, encoding: .utf8).split(separator: "\n")
            #expect(commands.count == Self.report.plan.steps.flatMap(\.remedy.changingCommands).count)
        }
    }

    @Test("Where the promise is not kept it stops, and tells how to undo what was done")
    func promiseIsBroken() throws {
        // A controller that has not seen the change, and one that leaves counts of zero out.
        for answer in ["2/1/500/500/", "2/2///"] {
            try withKubectl(answer) { path, log in
                let run = try run(
                    "sh", [], script: Self.report.rendered(as: "script"), environment: ["PATH": path, "WAIT": "0"])
                #expect(run.status == 1)
                #expect(run.output.contains("Stopped at step 1"))
                let undo = try #require(Self.report.plan.steps.first?.remedy.rollback.first)
                #expect(run.output.contains(ShellQuoting.commandLine(undo) ?? "?"), "\(run.output)")
                let commands = try String(contentsOf: log, encoding: .utf8).split(separator: "\n")
                #expect(commands.count == Self.report.plan.steps[0].remedy.changingCommands.count)
            }
        }
    }
}
