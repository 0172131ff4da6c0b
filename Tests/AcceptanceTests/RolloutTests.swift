import ClusterSnapshot
import ClusterWatching
import DiagnosisEngine
import Foundation
import KubernetesModel
import TestBuilders
import Testing

@testable import DoctorCommands

/// `dsdoctor rollout` as a whole, on moments that are made up.
struct RolloutTests {
    /// Moments of an array, one after another.
    private struct Recorded: ClusterMoments, Sendable {
        var moments: [WatchedMoment]

        mutating func next(within: Duration) throws -> WatchedMoment? {
            moments.isEmpty ? nil : moments.removeFirst()
        }
    }

    private static let agent = daemonSet("agent", namespace: "logging") { agent in
        agent.metadata.annotations = [Annotation.templateGeneration: "2"]
    }

    private static func moment(
        _ seconds: WholeNumber, newOn updated: [String], edit: (inout Snapshot) -> Void = { _ in }
    ) -> WatchedMoment {
        var old = agent
        old.metadata.annotations = [Annotation.templateGeneration: "1"]
        let nodes = ["n1", "n2"]
        var cluster = snapshot(
            nodes: nodes.map { node($0) },
            pods: nodes.map { daemonPod(of: updated.contains($0) ? agent : old, on: $0) }, daemonSets: [agent]
        ) { $0.capturedAt = Timestamp(seconds: 10_000 + seconds) }
        edit(&cluster)
        return WatchedMoment(snapshot: cluster)
    }

    private static func run(_ arguments: [String], _ moments: [WatchedMoment], terminalColumns: Int? = nil)
        -> (exitCode: Int32, output: String, errors: String)
    {
        let output = OutputBox()
        var context = CommandContext(
            writeOutput: { output.append(String(decoding: $0, as: UTF8.self)) },
            writeError: { output.complain($0) }, terminalColumns: terminalColumns)
        context.followCluster = { _, _ in
            FollowedCluster(Recorded(moments: moments), currentNamespace: "logging")
        }
        let code = DoctorProgram.run(["rollout"] + arguments, in: context)
        return (code, output.text, output.errors)
    }

    static let good = [
        moment(0, newOn: []), moment(10, newOn: ["n1"]), moment(20, newOn: ["n1", "n2"]),
        moment(25, newOn: ["n1", "n2"]),
    ]

    @Test func `Events go to a file beside the text`() throws {
        let file = "\(FileManager.default.temporaryDirectory.path)/\(UUID().uuidString).ndjson"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let (code, output, _) = Self.run(["agent", "-o", "text", "-o", "json=\(file)"], Self.good)
        #expect(code == 0)
        #expect(!output.contains("schemaVersion"))
        let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
        #expect(lines.count > 1)
        #expect(lines.last?.contains("\"decided\"") == true)
    }

    @Test(arguments: [
        ["-o", "json=x", "-o", "text=./x"], ["-o", "json", "-o", "text"], ["-o", "json="], ["-o", "yaml"],
    ])
    func `Two outputs in one place are a usage error, and so is an unknown format`(arguments: [String]) {
        #expect(Self.run(["agent"] + arguments, Self.good).exitCode == 64)
    }

    @Test func `A file that cannot be written ends with 2 before anything is watched`() {
        #expect(Self.run(["agent", "-o", "json=/nonexistent/x"], Self.good).exitCode == 2)
    }

    @Test(arguments: ["agent", "logging/agent", "ds/agent"])
    func `A rollout that gets to its end is done`(name: String) {
        let run = Self.run([name], Self.good)
        #expect(run.exitCode == 0)
        #expect(run.output.contains("Following logging/agent"))
        #expect(run.output.contains("DONE"))
        #expect(run.errors == "")
    }

    @Test func `A list that fails for good is said once, and the rest is judged without it`() {
        var moments = Self.good
        let trouble = WatchTrouble(kinds: [.service], since: Timestamp(seconds: 10_000), message: "no answer")
        for position in moments.indices {
            moments[position].isComplete = false
            moments[position].troubles = [trouble]
        }
        let run = Self.run(["agent"], moments)
        #expect(run.exitCode == 0)
        #expect(run.output.contains("DONE"))
        #expect(run.errors.components(separatedBy: "judging without Services: no answer").count == 2)
        // Nodes and pods are waited for.
        for position in moments.indices { moments[position].troubles[0].kinds = [.pod] }
        #expect(Self.run(["agent"], moments).exitCode == 2)
    }

    @Test func `A terminal gets a bar`() {
        let run = Self.run(["agent"], Self.good, terminalColumns: 80)
        #expect(run.output.contains("1/2 updated"))
        #expect(run.output.contains("\u{1B}[2K"))
    }

    @Test func `Programs get a line for each event`() throws {
        let run = Self.run(["agent", "-ojson"], Self.good)
        let lines = run.output.split(separator: "\n")
        for line in lines { _ = try JSONSerialization.jsonObject(with: Data(line.utf8)) }
        #expect(lines.last?.contains("\"decided\"") == true)
    }

    @Test func `A rollout that is not over in time ends with 3`() {
        let run = Self.run(["agent", "--timeout", "30"], [Self.moment(0, newOn: []), Self.moment(40, newOn: ["n1"])])
        #expect(run.exitCode == 3)
        #expect(run.output.contains("TIMED OUT"))
    }

    @Test func `A DaemonSet that is not there is an error with the nearest name`() {
        let run = Self.run(["agnt"], [Self.moment(0, newOn: [])])
        #expect(run.exitCode == 2)
        #expect(run.errors.contains("did you mean logging/agent?"))
    }

    @Test func `A code that no finding has is a usage error`() {
        let run = Self.run(["agent", "--ignore", "image-pull-fail"], [])
        #expect(run.exitCode == 64)
        #expect(run.errors.contains("did you mean image-pull-failed?"))
    }

    static let wrong: [[String]] = [
        [], ["agent", "--max-unavailable-by-node", "-1"], ["agent", "--max-unavailable-by-node", "many"],
        ["agent", "--timeout", "soon"], ["a/agent", "-n", "b"], ["agent", "--snapshot", "x.json", "--timeout", "30"],
        ["agent", "-o", "yaml"], ["./agent.yaml"],
    ]

    @Test(arguments: wrong)
    func `What cannot be meant is a usage error`(arguments: [String]) {
        #expect(Self.run(arguments, []).exitCode == 64)
    }

    @Test func `A saved snapshot is judged at once`() {
        let run = RecordedRun(["rollout", "logging/mem-hungry", "--snapshot", "cluster.json"])
        #expect(run.exitCode == 1 || run.exitCode == 3)
        #expect(run.output.contains("logging/mem-hungry"))
        let ambiguous = RecordedRun(["rollout", "agent", "--snapshot", "cluster.json"])
        #expect(ambiguous.exitCode == 2)
        #expect(ambiguous.errors.contains("several namespaces"))
    }
}

/// What a run writes.
private final class OutputBox: @unchecked Sendable {
    private let lock = NSLock()
    private var written = ""
    private var complaints = ""

    func append(_ text: String) { lock.withLock { written += text } }
    func complain(_ text: String) { lock.withLock { complaints += text + "\n" } }
    var text: String { lock.withLock { written } }
    var errors: String { lock.withLock { complaints } }
}
