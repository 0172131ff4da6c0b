import ClusterSnapshot
import KubernetesModel
import TestBuilders
import Testing

@testable import DiagnosisEngine
@testable import SnapshotComparison

@Suite("What became of a node")
struct NodeChangeTests {
    typealias Build = @Sendable (inout ExampleCluster) -> Void

    /// A node `n1` in two snapshots, and the word for what became of it.
    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var before: Build
        var after: Build
        /// Nil when there is nothing to tell.
        var change: NodeChange?

        init(_ name: String, _ before: @escaping Build, _ after: @escaping Build, _ change: NodeChange?) {
            testDescription = name
            self.before = before
            self.after = after
            self.change = change
        }
    }

    static let serving: Build = { $0.daemonPod(on: "n1") }
    static let crashing: Build = { $0.daemonPod(on: "n1") { $0.crash(exitCode: 1, restarts: 6) } }
    static let pulling: Build = { cluster in
        cluster.daemonPod(on: "n1") { $0.hold("ImagePullBackOff", "manifest unknown") }
    }
    static let excluded: Build = { $0.template { $0.nodeSelector = ["pool": "none"] } }
    static let misplaced: Build = { cluster in
        cluster.daemonPod(on: "n1")
        cluster.snapshot.nodes[0].taints = [taint("dedicated=gpu:NoSchedule")]
    }
    static let looping: Build = { cluster in
        cluster.daemonPod(on: "n1")
        for name in ["agent-a", "agent-b", "agent-c"] {
            cluster.event("Evicted", "The node was low on resource: memory. ", on: name, host: "n1")
        }
    }

    /// The same pod serves, restarted `restarts` times in all, last at second `since`.
    static func recovered(restarts: WholeNumber, since: WholeNumber) -> Build {
        { cluster in
            cluster.daemonPod(on: "n1") { pod in
                pod.change { status in
                    status.restartCount = restarts
                    status.state = .running(since: Timestamp(seconds: since))
                }
            }
        }
    }

    static let absent: Build = { $0.snapshot.nodes = [] }

    static let cases = [
        Case("serves in both", serving, serving, nil),
        Case(
            "crashed, serves with a new pod", crashing,
            { cluster in
                cluster.daemonPod(on: "n1") { $0.metadata.uid = "new" }
            }, .healed),
        Case("crashed, the same pod has run for 20 minutes", crashing, recovered(restarts: 7, since: 10_600), .healed),
        Case(
            "crashed, the same pod runs again for 10 seconds", crashing, recovered(restarts: 9, since: 11_790),
            .unsteady),
        Case(
            "crashed, a new pod has been restarted already", crashing,
            { cluster in
                cluster.daemonPod(on: "n1") { pod in
                    pod.metadata.uid = "new"
                    pod.change { status in
                        status.restartCount = 2
                        status.state = .running(since: Timestamp(seconds: 11_700))
                    }
                }
            }, .unsteady),
        Case("served, was restarted and serves", serving, recovered(restarts: 1, since: 11_000), .restarted),
        Case("served, crashes", serving, crashing, .broken),
        Case("crashes in both", crashing, crashing, .stillFailing),
        Case("could not pull, crashes", pulling, crashing, .otherCause),
        Case(
            "crashed, has a pod that starts", crashing,
            { cluster in
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating", since: 11_790) }
            }, .underway),
        Case(
            "served, starts for half an hour already", serving,
            { cluster in
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
            }, .broken),
        Case(
            "had a pod that started, which serves",
            { cluster in
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating", since: 9_990) }
            }, serving, .cameUp),
        Case("was excluded, serves", excluded, serving, .newlyEligible),
        Case("was excluded, crashes", excluded, crashing, .newlyEligible),
        Case("served, is excluded", serving, excluded, .noLongerEligible),
        Case("is excluded in both", excluded, excluded, nil),
        Case("served, is tainted and keeps its pod", serving, misplaced, .misplaced),
        Case("is tainted and has a pod in both", misplaced, misplaced, .stillMisplaced),
        Case("was tainted and had a pod, which has gone", misplaced, excluded, .cleared),
        Case(
            "was evicted from in a loop, is not any more", looping,
            { cluster in
                cluster.daemonPod(on: "n1")
                cluster.event("Pulled", "x", on: "other")
            }, .healed),
        Case("is evicted from in a loop since", serving, looping, .unsteady),
        Case("is evicted from in a loop in both", looping, looping, .stillFailing),
        Case("was not there, serves", absent, serving, .joined),
        Case("was not there, is excluded", absent, excluded, nil),
        Case("served, is not there", serving, absent, .left),
    ]

    @Test("is told in one word", arguments: cases)
    func change(example: Case) throws {
        let comparison = comparing({ Self.build(&$0, example.before) }, { Self.build(&$0, example.after) })
        let agent = try #require(comparison.agent)
        #expect(agent.nodes.map(\.change) == [example.change].compactMap(\.self))
    }

    @Test("has an example for every word but the one for gaps")
    func everyWord() {
        #expect(Set(Self.cases.compactMap(\.change)) == Set(NodeChange.allCases).subtracting([.uncertain]))
    }

    private static func build(_ cluster: inout ExampleCluster, _ rest: Build) {
        cluster.node("n1")
        rest(&cluster)
    }
}
