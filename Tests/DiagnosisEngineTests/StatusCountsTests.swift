import KubernetesModel
import Testing

@testable import DiagnosisEngine

struct StatusCountsTests {
    typealias Case = NamedCase<Build, StatusCounts>

    static let cases: [Case] = [
        Case(
            "a pod that serves", { $0.daemonPod(on: "n1") },
            StatusCounts(desired: 1, current: 1, ready: 1, available: 1, updated: 1)),
        Case("no pod", { _ in }, StatusCounts(desired: 1)),
        Case(
            "a pod that waits counts as current", { $0.waitingPod(on: "n1") },
            StatusCounts(desired: 1, current: 1, updated: 1)),
        Case(
            "a pod that is ready for less than minReadySeconds",
            { cluster in
                cluster.daemonSet.minReadySeconds = 9_000
                cluster.daemonPod(on: "n1")
            }, StatusCounts(desired: 1, current: 1, ready: 1, updated: 1)),
        Case(
            "a pod that has been ready for just minReadySeconds",
            { cluster in
                cluster.daemonSet.minReadySeconds = 8_990
                cluster.daemonPod(on: "n1")
            }, StatusCounts(desired: 1, current: 1, ready: 1, available: 1, updated: 1)),
        Case(
            "an old pod beside its successor is the one that counts",
            { cluster in
                cluster.allowSurge()
                cluster.daemonPod(on: "n1")
                cluster.newTemplate()
                cluster.secondPod(on: "n1") { $0.hold("ContainerCreating") }
            }, StatusCounts(desired: 1, current: 1, ready: 1, available: 1)),
        Case(
            "a bound pod counts before an older one that waits",
            { cluster in
                cluster.waitingPod(on: "n1")
                cluster.secondPod(on: "n1")
            }, StatusCounts(desired: 1, current: 1, ready: 1, available: 1, updated: 1)),
        Case(
            "a pod that is being deleted still counts", { $0.daemonPod(on: "n1") { $0.terminate() } },
            StatusCounts(desired: 1, current: 1, ready: 1, available: 1, updated: 1)),
        Case(
            "a pod that has ended and is being deleted does not",
            { cluster in
                cluster.daemonPod(on: "n1") { pod in
                    pod.fail("Evicted", "")
                    pod.terminate()
                }
            }, StatusCounts(desired: 1)),
        Case(
            "a pod where it should not be",
            { cluster in
                cluster.daemonPod(on: "n1")
                cluster.snapshot.nodes[0].taints = [ExampleObjects.taint("dedicated=gpu:NoSchedule")]
            }, StatusCounts(misscheduled: 1)),
        Case(
            "a pod of an older template",
            { cluster in
                cluster.daemonPod(on: "n1")
                cluster.newTemplate()
            }, StatusCounts(desired: 1, current: 1, ready: 1, available: 1)),
    ]

    @Test(arguments: cases)
    func `The counts are what the controller would write`(_ line: Case) {
        let diagnosis = RuleExample.diagnosis { cluster in
            cluster.node("n1")
            line.input(&cluster)
        }
        #expect(diagnosis?.counts == line.expected)
    }
}
