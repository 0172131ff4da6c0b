import ClusterSnapshot
import ClusterWatching
import Foundation
import KubernetesModel
import Synchronization
import TestBuilders
import Testing

@testable import DoctorCommands

/// `dsdoctor watch` on moments that are given.
struct WatchTests {
    /// Moments one after the other, and then the end.
    private struct GivenMoments: ClusterMoments, Sendable {
        var moments: [WatchedMoment]

        mutating func next(within: Duration) -> WatchedMoment? { moments.isEmpty ? nil : moments.removeFirst() }
    }

    private struct Run {
        var exitCode: Int32
        var output: String
        var errors: String

        init(_ arguments: [String], _ moments: [WatchedMoment], screen: ScreenSize? = nil) {
            let output = Mutex<[UInt8]>([])
            let errors = Mutex("")
            var context = CommandContext(
                writeOutput: { bytes in output.withLock { $0 += bytes } },
                writeError: { line in errors.withLock { $0 += line + "\n" } })
            context.screen = { screen }
            context.followCluster = { _, _ in
                FollowedCluster(GivenMoments(moments: moments), currentNamespace: "logging")
            }
            exitCode = DoctorProgram.run(["watch", "--interval", "0"] + arguments, in: context)
            self.output = String(decoding: output.withLock { $0 }, as: UTF8.self)
            self.errors = errors.withLock { $0 }
        }

        /// What was printed for programs.
        var events: [[String: Any]] {
            get throws {
                try output.split(separator: "\n").map { line in
                    try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
                }
            }
        }

        /// The pages that were printed.
        var pages: [Substring] { output.split(separator: "--- ") }
    }

    /// A cluster with one DaemonSet on as many nodes; its pods need as much memory as is said.
    private static func moment(
        _ name: String = "agent", in namespace: String = "logging", memory: String = "1Gi", at second: Int = 10_000,
        nodes: Int = 2, troubles: [WatchTrouble] = []
    ) -> WatchedMoment {
        let agent = daemonSet(name, namespace: namespace, spec: podSpec([container(requests: ["memory": memory])])) {
            $0.status.desiredNumberScheduled = WholeNumber(nodes)
            $0.status.currentNumberScheduled = WholeNumber(nodes)
            $0.status.updatedNumberScheduled = WholeNumber(nodes)
        }
        let names = (1...nodes).map { "n\($0)" }
        let isFitting = memory == "1Gi"
        var snapshot = TestBuilders.snapshot(
            nodes: names.map { node($0) }, pods: names.map { daemonPod(of: agent, on: $0, isBound: isFitting) },
            daemonSets: [agent])
        snapshot.source = "test"
        snapshot.capturedAt = Timestamp(seconds: WholeNumber(second))
        return WatchedMoment(snapshot: snapshot, troubles: troubles)
    }

    @Test func `Elsewhere than on a terminal the overview is printed only when it says something else`() {
        let run = Run(
            ["-A"],
            [
                Self.moment(at: 10_000), Self.moment(at: 10_030), Self.moment(memory: "700Gi", at: 10_060),
                Self.moment(memory: "700Gi", at: 10_090), Self.moment(at: 10_120),
            ])
        #expect(run.pages.count == 3, "\(run.output)")
        #expect(run.pages.allSatisfy { $0.hasPrefix("1970-01-01T02:") })
        #expect(run.pages[1].contains("700Gi"))
        #expect(!run.output.contains("\u{1B}"))
        #expect(run.exitCode == 0)
        #expect(run.errors == "")
    }

    @Test(arguments: [
        (["-A"], "700Gi", false, Int32(1)), (["-A", "--fail-on", "never"], "700Gi", false, 0),
        (["-A"], "1Gi", false, 0),
        (["-A"], "1Gi", true, 2), (["-A", "--fail-on", "never"], "1Gi", true, 0), (["-A"], "700Gi", true, 1),
    ])
    func `It ends with the code of the last diagnosis`(
        arguments: [String], memory: String, isBroken: Bool, expected: Int32
    ) {
        let trouble = WatchTrouble(
            kinds: [.pod, .node], since: Timestamp(seconds: 9_000), message: "the server is away")
        let last = Self.moment(memory: memory, troubles: isBroken ? [trouble] : [])
        let run = Run(arguments, [Self.moment(), last])
        #expect(run.exitCode == expected)
        #expect(
            run.output.contains("NOT CURRENT since 1970-01-01T02:30:00Z: pods, nodes: the server is away") == isBroken)
    }

    @Test func `Where the watch ends before there is anything, that is said by the exit code`() {
        #expect(Run(["-A"], []).exitCode == 2)
    }

    @Test func `A wrong name ends it at once, a DaemonSet that vanishes does not`() {
        let wrong = Run(["logging/agnet"], [Self.moment(), Self.moment()])
        #expect(wrong.exitCode == 2)
        #expect(wrong.errors.contains("agnet"))
        var without = Self.moment()
        without.snapshot.daemonSets[0].metadata.name = "other"
        let vanished = Run(["logging/agent"], [Self.moment(), without])
        #expect(vanished.exitCode == 2)
        #expect(vanished.errors == "")
        #expect(vanished.output.contains("agent"))
        let back = Run(["logging/agent"], [Self.moment(), without, Self.moment(at: 10_100)])
        #expect(back.exitCode == 0)
    }

    @Test func `The current namespace is meant where none is named, as with diagnose`() {
        var elsewhere = Self.moment("hungry", in: "apps", memory: "700Gi")
        elsewhere.snapshot.daemonSets += Self.moment().snapshot.daemonSets
        elsewhere.snapshot.pods += Self.moment().snapshot.pods
        #expect(Run([], [elsewhere]).exitCode == 0)
        #expect(Run(["-A"], [elsewhere]).exitCode == 1)
        #expect(Run(["-napps"], [elsewhere]).exitCode == 1)
    }

    @Test(arguments: [(80, 12), (60, 24), (120, 40), (80, 6)])
    func `On a terminal each page fits the window, and the terminal is given back`(columns: Int, lines: Int) {
        let size = ScreenSize(columns: columns, lines: lines)
        let run = Run(["-A"], [Self.moment(), Self.moment(memory: "700Gi", nodes: 30)], screen: size)
        #expect(run.exitCode == 1)
        #expect(run.output.hasPrefix("\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l\u{1B}[H"))
        #expect(run.output.contains("\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l"))
        let shown = run.output.components(separatedBy: "\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l")[0]
        for page in shown.components(separatedBy: "\u{1B}[H").dropFirst() {
            let rows = page.components(separatedBy: "\r\n")
            #expect(rows.count <= lines)
            #expect(rows.last?.hasPrefix("watching test; Ctrl-C ends") == true)
        }
        // The last page stays.
        #expect(run.output.components(separatedBy: "\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l")[1].contains("700Gi"))
    }

    @Test(arguments: [["--snapshot", "x"], ["--interval", "soon"], ["--interval", "48h"], ["-o", "yaml"]])
    func `What it does not take is a usage error`(arguments: [String]) {
        #expect(Run(arguments, []).exitCode == 64)
    }

    @Test func `Programs get a line for each change, and at the end the exit code`() throws {
        let trouble = WatchTrouble(
            kinds: [.pod, .node], since: Timestamp(seconds: 9_000), message: "the server is away")
        var without = Self.moment(at: 10_120)
        without.snapshot.daemonSets = []
        let run = Run(
            ["-A", "-o", "json"],
            [
                Self.moment(), Self.moment(at: 10_030), Self.moment(memory: "700Gi", at: 10_060),
                Self.moment(memory: "700Gi", at: 10_090, troubles: [trouble]), without,
            ], screen: ScreenSize(columns: 80, lines: 24))
        let events = try run.events
        #expect(
            events.map { $0["event"] as? String }.filter { $0 != "gaps" } == [
                "started", "daemon-set", "daemon-set", "trouble", "daemon-set-gone", "recovered", "ended",
            ])
        let changes = events.filter { $0["event"] as? String == "daemon-set" }
        #expect(changes.map { $0["verdict"] as? String } == ["healthy", "failing"])
        #expect(changes[0]["before"] == nil && changes[1]["before"] as? String == "healthy")
        #expect((changes[0]["nodes"] as? [Any])?.isEmpty == true)
        let nodes = try #require(changes[1]["nodes"] as? [[String: Any]])
        #expect(nodes.compactMap { $0["node"] as? String } == ["n1", "n2"])
        #expect(nodes.allSatisfy { $0["before"] as? String == "available" && $0["cause"] is String })
        #expect(events.last?["exitCode"] as? Int32 == run.exitCode)
        // The screen is for people.
        #expect(!run.output.contains("\u{1B}"))
    }

    @Test func `Pages and lines may go to different places`() throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "watch-\(UUID())")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let file = directory.appending(path: "watch.ndjson")
        let run = Run(["-A", "-o", "text", "-o", "json=\(file.path)"], [Self.moment(), Self.moment(memory: "700Gi")])
        #expect(run.pages.count == 2)
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        #expect(lines.first?.contains("\"started\"") == true && lines.last?.contains("\"exitCode\"") == true)
        #expect(Run(["-A", "-o", "json=\(directory.path)/no/such"], [Self.moment()]).exitCode == 2)
    }

    @Test func `Rights to watch are printed on request`() {
        let run = RecordedRun(["rbac", "--watch"])
        #expect(run.output.contains("verbs: [list, watch]"))
        #expect(run.output.contains("verbs: [get]"))
        #expect(!RecordedRun(["rbac"]).output.contains("watch"))
    }
}
