import KubernetesModel
import Testing

@testable import DiagnosisEngine

/// Builds a small cluster.
typealias Build = @Sendable (inout ExampleCluster) -> Void

extension RuleExample {
    /// What the engine says of the example's own DaemonSet.
    static func diagnosis(_ build: @escaping Build) -> DaemonSetDiagnosis? {
        RuleExample.silent("a case", build).diagnosis().daemonSets.first { $0.name == "agent" }
    }
}

extension ExampleCluster {
    /// Gives the DaemonSet a newer template than the pods that were made before.
    mutating func newTemplate() { daemonSet.metadata.annotations = [Annotation.templateGeneration: "2"] }

    /// Adds a second pod on a node.
    mutating func secondPod(on node: String, edit: (inout Pod) -> Void = { _ in }) {
        daemonPod(on: node) { pod in
            pod.metadata.name = "agent-second"
            pod.metadata.uid = "uid-second"
            pod.metadata.creationTimestamp = Timestamp(seconds: 5_000)
            edit(&pod)
        }
    }

    /// Lets a rollout make the new pod before the old one goes.
    mutating func allowSurge() {
        daemonSet.updateStrategy = .rollingUpdate(maxUnavailable: .number(0), maxSurge: .number(1))
    }
}

struct NodeStateTests {
    typealias Case = NamedCase<Build, NodeState>

    static let cases: [Case] = [
        Case("ready", { $0.daemonPod(on: "n1") }, .available),
        Case("running, and not ready", { $0.daemonPod(on: "n1") { $0.becomeUnready() } }, .notReady),
        Case("being created", { $0.daemonPod(on: "n1") { $0.hold("ContainerCreating") } }, .starting),
        Case(
            "ready for less than minReadySeconds",
            { cluster in
                cluster.daemonSet.minReadySeconds = 9_000
                cluster.daemonPod(on: "n1")
            }, .starting),
        Case("waiting for the scheduler", { $0.waitingPod(on: "n1") }, .pending),
        Case("not there", { _ in }, .missing),
        Case("crashing", { $0.daemonPod(on: "n1") { $0.crash(exitCode: 1) } }, .failing),
        Case(
            "crashing, and running at this moment",
            { $0.daemonPod(on: "n1") { $0.crash(exitCode: 1, now: .running(since: nil)) } }, .failing),
        Case("without its image", { $0.daemonPod(on: "n1") { $0.hold("ErrImagePull") } }, .failing),
        Case("ended without a reason", { $0.daemonPod(on: "n1") { $0.fail("", "") } }, .failing),
        Case("evicted", { $0.daemonPod(on: "n1") { $0.fail("Evicted", "") } }, .evicted),
        Case("refused", { $0.daemonPod(on: "n1") { $0.fail("OutOfcpu", "") } }, .evicted),
        Case("being deleted", { $0.daemonPod(on: "n1") { $0.terminate() } }, .terminating),
        Case(
            "of an older template",
            { cluster in
                cluster.daemonPod(on: "n1")
                cluster.newTemplate()
            }, .stale),
        Case(
            "of an older template, and not ready",
            { cluster in
                cluster.daemonPod(on: "n1") { $0.becomeUnready() }
                cluster.newTemplate()
            }, .notReady),
        Case(
            "of an older template, while the new one starts beside it",
            { cluster in
                cluster.allowSurge()
                cluster.daemonPod(on: "n1")
                cluster.newTemplate()
                cluster.secondPod(on: "n1") { $0.hold("ContainerCreating") }
            }, .stale),
        Case(
            "on a node that was tainted since",
            { cluster in
                cluster.daemonPod(on: "n1")
                cluster.snapshot.nodes[0].taints = [ExampleObjects.taint("dedicated=gpu:NoSchedule")]
            }, .misplaced),
        Case(
            "twice",
            { cluster in
                cluster.daemonPod(on: "n1")
                cluster.secondPod(on: "n1")
            }, .duplicate),
        Case(
            "not meant to be there",
            { $0.snapshot.nodes[0].taints = [ExampleObjects.taint("dedicated=gpu:NoSchedule")] }, .ineligible),
        Case("not saved, though the status counts it", { $0.daemonSet.status.count(desired: 1, current: 1) }, .unknown),
    ]

    @Test(arguments: cases)
    func `A pod on a node is one word`(_ line: Case) {
        let diagnosis = RuleExample.diagnosis { cluster in
            cluster.node("n1")
            line.input(&cluster)
        }
        #expect(diagnosis?.nodes.map(\.state) == [line.expected])
    }

    @Test func `Every state has a case`() {
        #expect(Set(Self.cases.map(\.expected)) == Set(NodeState.allCases))
    }
}
