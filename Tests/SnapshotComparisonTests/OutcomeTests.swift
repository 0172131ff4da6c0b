import ClusterSnapshot
import KubernetesModel
import TestBuilders
import Testing

@testable import DiagnosisEngine
@testable import SnapshotComparison

@Suite("What became of a DaemonSet")
struct OutcomeTests {
    typealias Build = NodeChangeTests.Build

    /// Nodes `n1` and `n2` in two snapshots, the word for what became of the DaemonSet, and how bad what got worse is.
    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var before: Build
        var after: Build
        var outcome: DaemonSetComparison.Outcome
        var worst: Severity?

        init(
            _ name: String, _ before: @escaping Build, _ after: @escaping Build,
            _ outcome: DaemonSetComparison.Outcome, worst: Severity? = nil
        ) {
            testDescription = name
            self.before = before
            self.after = after
            self.outcome = outcome
            self.worst = worst
        }
    }

    /// A cluster whose nodes stand so: `.` serves, `x` crashes, `i` cannot pull its image.
    static func nodes(_ states: String) -> Build {
        { cluster in
            for (position, state) in states.enumerated() {
                cluster.daemonPod(on: "n\(position + 1)") { pod in
                    pod.metadata.uid += String(state)
                    if state == "x" { pod.crash(exitCode: 1) }
                    if state == "i" { pod.hold("ImagePullBackOff", "manifest unknown") }
                }
            }
        }
    }

    static let gone: Build = { cluster in
        nodes("..")(&cluster)
        cluster.daemonSet.metadata.name = "other"
    }

    static let cases = [
        Case("serves in both", nodes(".."), nodes(".."), .unchanged),
        Case("fails in both", nodes("xx"), nodes("xx"), .unchanged),
        Case("failed on all, serves all", nodes("xx"), nodes(".."), .healed),
        Case("failed on all, serves one", nodes("xx"), nodes(".x"), .better),
        Case("served all, fails on one", nodes(".."), nodes(".x"), .worse, worst: .critical),
        Case("fails on the other node", nodes(".x"), nodes("x."), .mixed, worst: .critical),
        Case("fails for another cause", nodes(".i"), nodes(".x"), .otherCause, worst: .critical),
        Case("fails for another cause, and on one node more", nodes(".i"), nodes("xx"), .worse, worst: .critical),
        Case(
            "is left without an eligible node", nodes(".."),
            { $0.template { $0.nodeSelector = ["pool": "none"] } }, .worse, worst: .critical),
        Case(
            "has a node less", nodes(".."),
            { cluster in
                nodes(".")(&cluster)
                cluster.snapshot.nodes[1].taints = [taint("dedicated=gpu:NoSchedule")]
            }, .worse, worst: .warning),
        Case("was deleted while it served", nodes(".."), gone, .removed, worst: .critical),
        Case("is new and serves", gone, nodes(".."), .added),
        Case("is new and fails", gone, nodes("xx"), .added, worst: .critical),
        Case(
            "AFTER has no pods", nodes(".."),
            { $0.snapshot.gaps = [Gap(code: .podsMissing, detail: "none", missing: [.pods])] }, .uncertain),
        Case(
            "BEFORE had no pods",
            { $0.snapshot.gaps = [Gap(code: .podsMissing, detail: "none", missing: [.pods])] }, nodes(".."),
            .uncertain),
    ]

    @Test("is told in one word, with how bad it is", arguments: cases)
    func outcome(example: Case) throws {
        let comparison = comparing({ Self.build(&$0, example.before) }, { Self.build(&$0, example.after) })
        let agent = try #require(comparison.agent)
        #expect(agent.outcome == example.outcome)
        #expect(agent.worst == example.worst)
    }

    @Test("has an example for every word")
    func everyWord() {
        #expect(Set(Self.cases.map(\.outcome)) == Set(DaemonSetComparison.Outcome.allCases))
    }

    @Test("One that was deleted and made again is told so")
    func recreated() throws {
        let comparison = comparing(
            { Self.build(&$0, Self.nodes("..")) },
            { cluster in
                cluster.daemonSet.metadata.uid = "another"
                Self.build(&cluster, Self.nodes(".."))
            })
        let agent = try #require(comparison.agent)
        #expect(agent.isRecreated)
        #expect(agent.outcome == .unchanged)
        #expect(!agent.isQuiet)
    }

    static func build(_ cluster: inout ExampleCluster, _ rest: Build) {
        cluster.node("n1")
        cluster.node("n2")
        rest(&cluster)
    }
}
