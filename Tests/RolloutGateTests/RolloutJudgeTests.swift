import ClusterSnapshot
import KubernetesModel
import RolloutGate
import TestBuilders
import Testing

@testable import DiagnosisEngine

/// What the gate decides on rollouts that get on, and on those that do not.
struct RolloutJudgeTests {
    @Test func `A good revision is done once every node has settled`() throws {
        var rollout = Rolling(nodes: 3)
        #expect(rollout.moment().decision == nil)
        for node in ["n1", "n2", "n3"] {
            rollout.replace(on: node) { $0.start(at: 10_000) }
            #expect(rollout.moment(after: 5).decision == nil)
            rollout.replace(on: node)
            #expect(rollout.moment(after: 5).decision == nil)
        }
        let (decision, after) = try rollout.end(atMost: 10)
        #expect(decision.outcome == .done)
        #expect(decision.reason == .complete)
        #expect(after <= 3)
    }

    /// What new pods may fail by, with the seconds in which the gate has to stop.
    static let failures: [(String, @Sendable (inout Pod) -> Void, Int)] = [
        ("bad image", { $0.hold("ErrImagePull", "manifest unknown: not found") }, 10),
        ("invalid image name", { $0.hold("InvalidImageName", "couldn't parse image name") }, 10),
        ("no rights in the registry", { $0.hold("ImagePullBackOff", "401 Unauthorized") }, 30),
        ("missing ConfigMap", { $0.hold("CreateContainerConfigError", "configmap \"agent\" not found") }, 30),
        ("crash loop", { $0.crash(exitCode: 1, restarts: 2) }, 30),
        ("out of memory", { $0.crash(exitCode: 137, reason: "OOMKilled", restarts: 2) }, 30),
    ]

    @Test(arguments: failures)
    func `What waiting does not heal stops within 30 s, and is the revision's fault`(
        name: String, edit: @Sendable (inout Pod) -> Void, limit: Int
    ) throws {
        var rollout = Rolling(nodes: 4)
        rollout.moment()
        rollout.replace(on: "n2", edit: edit)
        let (decision, after) = try rollout.end(atMost: 60)
        #expect(decision.outcome == .stopped)
        #expect(decision.reason == .revisionFails)
        #expect(after <= limit)
        #expect(decision.nodes.map(\.node) == ["n2"])
        #expect(decision.nodes.map(\.blame) == [.revision])
        #expect(decision.wayBack?.revision == 1)
        #expect(decision.wayBack?.nodes == 4)
    }

    @Test func `A container that ends once and then serves stops nothing`() throws {
        var rollout = Rolling(nodes: 1)
        rollout.moment()
        rollout.replace(on: "n1") { $0.crash(exitCode: 1, restarts: 0, now: .terminated(ContainerTermination())) }
        for _ in 1...3 { #expect(rollout.moment().decision == nil) }
        rollout.replace(on: "n1") { $0.start(at: 10_000) }
        for _ in 1...40 { #expect(rollout.moment().decision == nil) }
        rollout.replace(on: "n1")
        #expect(rollout.wait(atMost: 10)?.decision.outcome == .done)
    }

    @Test func `Readiness that never comes where the older revision served stops the rollout at the deadline`() throws {
        var options = RolloutOptions()
        options.progressDeadline = 300
        var rollout = Rolling(nodes: 3, options: options)
        rollout.daemonSet.template.sharedSpec = Shared(
            podSpec { $0.containers[0].readinessProbe = Probe() })
        rollout.moment()
        rollout.replace(on: "n1") { $0.becomeUnready() }
        let (decision, after) = try rollout.end(atMost: 400)
        #expect(decision.outcome == .stopped)
        #expect(decision.reason == .revisionFails)
        #expect(decision.wayBack?.revision == 1)
        #expect(after > 290)
        #expect(decision.nodes.map(\.cause) == [.readinessProbeFailing])
        #expect(decision.nodes.map(\.blame) == [.revision])
        let uses = rollout.moment().slots
        #expect(uses.map(\.node) == ["n1"])
        #expect(uses.first?.until == nil)
    }

    /// Seconds of `--timeout`, and how the rollout ends.
    static let timeouts: [(WholeNumber, RolloutDecision.Outcome)] = [(70, .timedOut), (300, .stopped)]

    @Test(arguments: timeouts)
    func `A timeout stops for readiness only once pods had the time to become ready`(
        timeout: WholeNumber, outcome: RolloutDecision.Outcome
    ) throws {
        var options = RolloutOptions()
        options.timeout = timeout
        var rollout = Rolling(nodes: 3, options: options)
        rollout.daemonSet.template.sharedSpec = Shared(
            podSpec { $0.containers[0].readinessProbe = Probe() })
        rollout.moment()
        rollout.replace(on: "n1") { $0.becomeUnready() }
        #expect(try rollout.end(atMost: 400).decision.outcome == outcome)
    }

    @Test func `In a first install readiness that never comes is timed out: there is nothing to go back to`() throws {
        var options = RolloutOptions()
        options.progressDeadline = 300
        var rollout = Rolling(nodes: 2, options: options)
        rollout.pods = []
        rollout.daemonSet.template.sharedSpec = Shared(
            podSpec { $0.containers[0].readinessProbe = Probe() })
        rollout.revisions.removeFirst()
        rollout.place(on: "n1") { $0.becomeUnready() }
        rollout.place(on: "n2") { $0.becomeUnready() }
        let (decision, _) = try rollout.end(atMost: 400)
        #expect(decision.outcome == .timedOut)
        #expect(decision.wayBack == nil)
        #expect(decision.nodes.map(\.blame) == [.revision, .revision])
    }

    @Test func `Readiness that is ignored does not stop the rollout`() throws {
        var options = RolloutOptions()
        options.progressDeadline = 300
        options.ignored = [.readinessProbeFailing]
        var rollout = Rolling(nodes: 3, options: options)
        rollout.daemonSet.template.sharedSpec = Shared(
            podSpec { $0.containers[0].readinessProbe = Probe() })
        rollout.moment()
        rollout.replace(on: "n1") { $0.becomeUnready() }
        #expect(try rollout.end(atMost: 400).decision.outcome == .timedOut)
    }

    @Test func `A node that dies midway is the node's fault, stops nothing, and holds the budget`() throws {
        var options = RolloutOptions()
        options.progressDeadline = 600
        var rollout = Rolling(nodes: 3, options: options)
        rollout.moment()
        rollout.replace(on: "n1")
        rollout.moment(after: 10)
        rollout.change(node: "n2") { $0.becomeUnreachable() }
        rollout.change(on: "n2") { pod in
            pod.becomeUnready()
            pod.metadata.deletionTimestamp = Timestamp(seconds: 10_015)
        }
        let (decision, after) = try rollout.end(atMost: 700)
        #expect(decision.outcome == .timedOut)
        #expect(after >= 590)
        #expect(decision.nodes.allSatisfy { $0.blame == .node })
        let state = rollout.moment()
        #expect(state.slots.filter { $0.until == nil }.map(\.node) == ["n2"])
        #expect(state.slots.last?.blame == .node)
        #expect(state.nodes.first { $0.node == "n2" }?.state == .ineligible)
    }

    @Test func `With room in the budget a dead node does not keep the rollout from its end`() throws {
        var rollout = Rolling(nodes: 3, maxUnavailable: 2)
        rollout.moment()
        rollout.change(node: "n2") { $0.becomeUnreachable() }
        rollout.change(on: "n2") { $0.becomeUnready() }
        for node in ["n1", "n3"] { rollout.replace(on: node) }
        let (decision, _) = try rollout.end(atMost: 10)
        #expect(decision.outcome == .done)
        #expect(decision.message.contains("n2"))
    }

    static let allowances: [(IntOrPercent?, RolloutDecision.Outcome?)] = [
        (nil, nil), (.number(0), nil), (.number(1), .done), (.percent(34), .done),
    ]

    @Test(arguments: allowances)
    func `A full node is waited for, unless as many may stay unserved`(
        allowance: IntOrPercent?, outcome: RolloutDecision.Outcome?
    ) {
        var options = RolloutOptions()
        options.maxUnavailableByNode = allowance
        var rollout = Rolling(nodes: 3, maxUnavailable: 2, options: options)
        rollout.daemonSet.template.sharedSpec = Shared(podSpec([container(requests: ["cpu": "1"])]))
        rollout.pods = []
        for node in ["n1", "n2", "n3"] { rollout.place(on: node) }
        rollout.apply()
        rollout.moment()
        rollout.others = [pod("hog", namespace: "apps", on: "n3", spec: podSpec([container(requests: ["cpu": "4"])]))]
        rollout.replace(on: "n3", isBound: false) { pod in
            pod.status.conditions = [
                Condition(
                    type: PodStatus.ConditionType.scheduled, status: .isFalse, reason: "Unschedulable",
                    message: "0/3 nodes are available: 1 Insufficient cpu.")
            ]
        }
        for node in ["n1", "n2"] { rollout.replace(on: node) }
        let decision = rollout.wait(atMost: 120)?.decision
        #expect(decision?.outcome == outcome)
        let standing = rollout.moment().nodes.first { $0.node == "n3" }
        #expect(standing?.cause == .insufficientResource)
        #expect(standing?.blame == .node)
    }

    @Test func `A revision that asks for more than its nodes have is at fault`() throws {
        var rollout = Rolling(nodes: 2)
        rollout.moment()
        rollout.apply {
            $0.template.sharedSpec = Shared(podSpec([container(requests: ["cpu": "64"])]))
        }
        rollout.replace(on: "n1", isBound: false) { pod in
            pod.status.conditions = [
                Condition(
                    type: PodStatus.ConditionType.scheduled, status: .isFalse, reason: "Unschedulable",
                    message: "0/2 nodes are available: 1 Insufficient cpu.")
            ]
        }
        let (decision, after) = try rollout.end(atMost: 60)
        #expect(decision.reason == .revisionFails)
        #expect(after <= 30)
    }

    @Test func `What fails on one node only, while others serve, is that node's fault`() throws {
        var rollout = Rolling(nodes: 4, maxUnavailable: 2)
        rollout.moment()
        for node in ["n1", "n2"] { rollout.replace(on: node) }
        rollout.moment()
        rollout.replace(on: "n3") { $0.crash(exitCode: 1) }
        for _ in 1...40 { #expect(rollout.moment().decision == nil) }
        rollout.replace(on: "n4") { $0.crash(exitCode: 1) }
        let (decision, _) = try rollout.end(atMost: 30)
        #expect(decision.reason == .revisionFails)
        #expect(Set(decision.nodes.map(\.node)) == ["n3", "n4"])
    }

    @Test func `A node that fails alone for good ends the wait once nothing else is left`() throws {
        var rollout = Rolling(nodes: 3, maxUnavailable: 2)
        rollout.moment()
        for node in ["n1", "n2"] { rollout.replace(on: node) }
        rollout.replace(on: "n3") { $0.crash(exitCode: 1) }
        let (decision, after) = try rollout.end(atMost: 100)
        #expect(decision.reason == .nodesFail)
        #expect(decision.nodes.map(\.blame) == [.node])
        #expect(after >= 60)
    }

    @Test func `A slow rollout is never stopped while it gets on`() throws {
        var rollout = Rolling(nodes: 4)
        for node in ["n1", "n2", "n3", "n4"] {
            rollout.replace(on: node) { $0.start(at: 10_000) }
            // Each takes most of the deadline.
            for _ in 1...11 { #expect(rollout.moment(after: 50).decision == nil) }
            rollout.replace(on: node)
            rollout.moment()
        }
        #expect(rollout.wait(atMost: 10)?.decision.outcome == .done)
    }

    @Test func `Nor is one whose pods have to be ready for long`() throws {
        var rollout = Rolling(nodes: 1)
        rollout.daemonSet.minReadySeconds = 3600
        rollout.moment()
        rollout.replace(on: "n1") { pod in
            pod.status.conditions[0].lastTransitionTime = Timestamp(seconds: 10_000)
        }
        for _ in 1...71 { #expect(rollout.moment(after: 50).decision == nil) }
        rollout.moment(after: 60)
        #expect(rollout.wait(atMost: 10)?.decision.outcome == .done)
    }
}
