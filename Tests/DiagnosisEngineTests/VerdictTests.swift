import KubernetesModel
import Testing

@testable import DiagnosisEngine

struct VerdictTests {
    typealias Case = NamedCase<Build, Verdict>

    static let cases: [Case] = [
        Case(
            "all serve",
            { cluster in
                cluster.daemonPod(on: "n1")
                cluster.daemonPod(on: "n2")
            }, .healthy),
        Case(
            "one starts, of the newest template",
            { cluster in
                cluster.daemonPod(on: "n1")
                cluster.daemonPod(on: "n2") { $0.beginStarting() }
            }, .progressing),
        Case(
            "all start, of a template of this minute",
            { cluster in
                cluster.daemonPod(on: "n1") { $0.beginStarting() }
                cluster.daemonPod(on: "n2") { $0.beginStarting() }
            }, .progressing),
        Case(
            "all have been starting for hours, and nobody knows why",
            { cluster in
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
                cluster.daemonPod(on: "n2") { $0.hold("ContainerCreating") }
            }, .failing),
        Case(
            "one is being deleted, one is new already",
            { cluster in
                cluster.daemonPod(on: "n1") { pod in
                    pod.becomeUnready()
                    pod.terminate()
                }
                cluster.newTemplate()
                cluster.daemonPod(on: "n2")
            }, .progressing),
        Case(
            "one crashes",
            { cluster in
                cluster.daemonPod(on: "n1")
                cluster.daemonPod(on: "n2") { $0.crash(exitCode: 1) }
            }, .degraded),
        Case(
            "all serve, one where it should not be",
            { cluster in
                cluster.daemonPod(on: "n1")
                cluster.daemonPod(on: "n2")
                cluster.snapshot.nodes[1].taints = [ExampleObjects.taint("dedicated=gpu:NoSchedule")]
            }, .degraded),
        Case(
            "all serve, between two evictions of a loop",
            { cluster in
                cluster.daemonPod(on: "n1")
                cluster.daemonPod(on: "n2")
                for name in ["agent-a", "agent-b", "agent-c"] {
                    cluster.event("Evicted", "The node was low on resource: memory. ", on: name, host: "n1")
                }
            }, .degraded),
        Case(
            "all crash",
            { cluster in
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 1) }
                cluster.daemonPod(on: "n2") { $0.crash(exitCode: 1) }
            }, .failing),
        Case("none is there", { _ in }, .failing),
        Case(
            "none is there, and the status counts two", { $0.daemonSet.status.count(desired: 2, current: 2) }, .unknown),
        Case("no node is eligible", { $0.template { $0.nodeSelector = ["pool": "none"] } }, .idle),
    ]

    @Test(arguments: cases)
    func `A DaemonSet is one word`(_ line: Case) {
        let diagnosis = RuleExample.diagnosis { cluster in
            cluster.node("n1")
            cluster.node("n2")
            line.input(&cluster)
        }
        #expect(diagnosis?.verdict == line.expected)
    }

    @Test func `Every verdict has a case`() {
        #expect(Set(Self.cases.map(\.expected)) == Set(Verdict.allCases))
    }
}
