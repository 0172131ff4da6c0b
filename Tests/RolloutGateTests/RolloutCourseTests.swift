import ClusterSnapshot
import KubernetesModel
@testable import RolloutGate
import TestBuilders
import Testing

@testable import DiagnosisEngine

/// What may happen to a rollout while it is followed.
struct RolloutCourseTests {
    @Test func `A second apply is followed, and its failures count from then on`() throws {
        var rollout = Rolling(nodes: 2)
        rollout.moment()
        rollout.replace(on: "n1") { $0.hold("ErrImagePull", "manifest unknown: not found") }
        rollout.moment(after: 2)
        rollout.apply()
        let news = rollout.moment().news.map(\.kind)
        #expect(news.contains(.superseded))
        for node in ["n1", "n2"] { rollout.replace(on: node) }
        let (decision, _) = try rollout.end(atMost: 10)
        #expect(decision.outcome == .done)
        #expect(decision.message.contains("revision 3"))
    }

    @Test func `With --pin a second apply ends the watch`() throws {
        var options = RolloutOptions()
        options.isPinned = true
        var rollout = Rolling(nodes: 2, options: options)
        rollout.moment()
        rollout.apply()
        let decision = try rollout.end(atMost: 1).decision
        #expect(decision.outcome == .stopped)
        #expect(decision.reason == .superseded)
    }

    @Test func `A second apply that fails has the first to go back to`() throws {
        var rollout = Rolling(nodes: 2)
        rollout.moment()
        for node in ["n1", "n2"] { rollout.replace(on: node) }
        rollout.moment()
        rollout.apply()
        rollout.moment()
        rollout.replace(on: "n1") { $0.hold("ErrImagePull", "manifest unknown: not found") }
        let (decision, _) = try rollout.end(atMost: 10)
        #expect(decision.wayBack?.revision == 2)
    }

    @Test func `A deleted DaemonSet stops the watch`() throws {
        var rollout = Rolling(nodes: 2)
        rollout.moment()
        rollout.isGone = true
        let (decision, after) = try rollout.end(atMost: 20)
        #expect(decision.outcome == .stopped)
        #expect(decision.reason == .deleted)
        #expect(after >= 5)
    }

    @Test func `So does one that is being deleted`() throws {
        var rollout = Rolling(nodes: 2)
        rollout.moment()
        rollout.daemonSet.metadata.deletionTimestamp = rollout.now
        let (decision, after) = try rollout.end(atMost: 20)
        #expect(decision.reason == .deleted)
        #expect(after >= 5)
    }

    @Test func `One whose deletion takes a moment, and that is made anew, is followed`() throws {
        var rollout = Rolling(nodes: 2)
        rollout.moment()
        rollout.daemonSet.metadata.deletionTimestamp = rollout.now
        rollout.moment(after: 2)
        rollout.daemonSet.metadata.deletionTimestamp = nil
        rollout.daemonSet.metadata.uid = "uid-another"
        rollout.revisions = []
        rollout.pods = []
        rollout.apply()
        #expect(rollout.moment().news.map(\.kind).contains(.recreated))
        for node in ["n1", "n2"] { rollout.place(on: node) }
        #expect(rollout.wait(atMost: 10)?.decision.outcome == .done)
    }

    @Test func `Of a rollout without end the oldest slots are forgotten, and those in use are kept`() {
        var history = SlotHistory()
        let standings = Standings()
        for round in 0..<25_000 {
            let used = ["held": "new pod not available", "n\(round % 5)": "new pod not available"]
            history.note(used, standings, at: Timestamp(seconds: WholeNumber(round)))
        }
        #expect(history.uses.count <= 20_000)
        #expect(history.uses.first { $0.node == "held" }?.since == Timestamp(seconds: 0))
        #expect(history.uses.filter { $0.until == nil }.map(\.node).sorted() == ["held", "n4"])
    }

    @Test func `A DaemonSet that is deleted and made anew is followed`() throws {
        var rollout = Rolling(nodes: 2)
        rollout.moment()
        rollout.isGone = true
        rollout.moment(after: 2)
        rollout.isGone = false
        rollout.daemonSet.metadata.uid = "uid-another"
        rollout.revisions = []
        rollout.pods = []
        rollout.apply()
        #expect(rollout.moment().news.map(\.kind).contains(.recreated))
        for node in ["n1", "n2"] { rollout.place(on: node) }
        #expect(rollout.wait(atMost: 10)?.decision.outcome == .done)
    }

    @Test func `A node that is deleted leaves its pod behind for a while, which hides nothing`() throws {
        var rollout = Rolling(nodes: 3)
        rollout.hasAllNodes = true
        for count in [\DaemonSetStatus.desiredNumberScheduled, \.currentNumberScheduled] {
            rollout.daemonSet.status[keyPath: count] = 3
        }
        rollout.moment()
        rollout.nodes.removeAll { $0.name == "n3" }
        rollout.replace(on: "n1")
        #expect(rollout.moment().eligible == 2)
        #expect(rollout.wait(atMost: 29) == nil)
        // The garbage collector of pods takes its time, and the status is written by and by.
        rollout.daemonSet.status.desiredNumberScheduled = 2
        rollout.daemonSet.status.currentNumberScheduled = 2
        #expect(rollout.wait(atMost: 40) == nil)
        rollout.replace(on: "n2")
        #expect(rollout.wait(atMost: 10)?.decision.outcome == .done)
    }

    @Test func `With OnDelete nobody replaces the pods, and done means that all are new`() throws {
        var options = RolloutOptions()
        options.timeout = 60
        var rollout = Rolling(nodes: 2, options: options)
        rollout.daemonSet.updateStrategy = .onDelete
        let first = rollout.moment()
        #expect(first.news.first?.message.contains("OnDelete") == true)
        #expect(first.count(.old) == 2)
        var other = rollout
        let (decision, after) = try rollout.end(atMost: 100)
        #expect(decision.outcome == .timedOut)
        #expect(decision.message.contains("OnDelete"))
        #expect(after >= 59)
        for node in ["n1", "n2"] { other.replace(on: node) }
        #expect(other.wait(atMost: 10)?.decision.outcome == .done)
    }

    @Test func `A surge that fails stops, though every node is served`() throws {
        var rollout = Rolling(nodes: 2)
        rollout.daemonSet.updateStrategy = .rollingUpdate(maxUnavailable: .number(0), maxSurge: .number(1))
        rollout.moment()
        rollout.place(on: "n1") { $0.crash(exitCode: 2) }
        let (decision, after) = try rollout.end(atMost: 40)
        #expect(decision.reason == .revisionFails)
        #expect(after <= 30)
        let state = rollout.moment()
        #expect(state.isSurging)
        #expect(state.slots.map(\.node) == ["n1"])
    }

    @Test func `A surge that works is done once the old pods are gone`() throws {
        var rollout = Rolling(nodes: 1)
        rollout.daemonSet.updateStrategy = .rollingUpdate(maxUnavailable: .number(0), maxSurge: .number(1))
        rollout.moment()
        rollout.place(on: "n1")
        for _ in 1...5 { #expect(rollout.moment().decision == nil) }
        rollout.replace(on: "n1")
        #expect(rollout.wait(atMost: 10)?.decision.outcome == .done)
    }

    @Test func `Without an eligible node nothing is done, unless that is allowed`() throws {
        var options = RolloutOptions()
        for isAllowed in [false, true] {
            options.allowsNoNodes = isAllowed
            var rollout = Rolling(nodes: 2, options: options)
            rollout.pods = []
            rollout.apply { $0.template.sharedSpec = Shared(podSpec { $0.nodeSelector = ["pool": "gpu"] }) }
            let (decision, _) = try rollout.end(atMost: 20)
            #expect(decision.reason == .noNodes)
            #expect(decision.outcome == (isAllowed ? .done : .stopped))
        }
    }

    @Test func `Nodes that are only NotReady are waited for`() {
        var rollout = Rolling(nodes: 1)
        rollout.change(node: "n1") { $0.becomeNotReady() }
        rollout.pods = []
        #expect(rollout.wait(atMost: 60) == nil)
    }

    @Test func `What is ignored neither stops nor is waited for`() throws {
        var options = RolloutOptions()
        options.ignored = [.crashLoopErrorExit]
        var rollout = Rolling(nodes: 2, maxUnavailable: 2, options: options)
        rollout.moment()
        rollout.replace(on: "n1")
        rollout.replace(on: "n2") { $0.crash(exitCode: 1) }
        let (decision, _) = try rollout.end(atMost: 60)
        #expect(decision.outcome == .done)
        #expect(decision.message.contains("n2"))
    }

    @Test func `A cluster that cannot be read is unreadable, and not timed out`() throws {
        var options = RolloutOptions()
        options.timeout = 30
        var rollout = Rolling(nodes: 2, options: options)
        rollout.moment()
        var decision: RolloutDecision?
        for _ in 1...40 where decision == nil { decision = rollout.moment(trouble: "connection refused").decision }
        #expect(decision?.outcome == .unreadable)
        #expect(decision?.reason == .disconnected)
    }

    @Test func `What was last seen of a cluster that cannot be read decides nothing`() {
        var rollout = Rolling(nodes: 2)
        rollout.moment()
        rollout.replace(on: "n1") { $0.crash(exitCode: 1) }
        rollout.moment()
        for _ in 1...60 { #expect(rollout.moment(trouble: "connection refused").decision == nil) }
        #expect(rollout.moment().news.map(\.kind).contains(.recovered))
    }

    @Test func `Without nodes nothing can be judged`() throws {
        var rollout = Rolling(nodes: 1)
        rollout.nodes = []
        rollout.daemonSet.status.desiredNumberScheduled = 1
        rollout.daemonSet.status.currentNumberScheduled = 1
        let (decision, after) = try rollout.end(atMost: 60)
        #expect(decision.outcome == .unreadable)
        #expect(after >= 30)
    }

    @Test func `Nothing is over before the controller has seen the newest spec`() {
        var rollout = Rolling(nodes: 2)
        for node in ["n1", "n2"] { rollout.replace(on: node) }
        rollout.daemonSet.metadata.generation = 99
        let first = rollout.moment()
        #expect(first.news.map(\.kind).contains(.specUnseen))
        #expect(rollout.wait(atMost: 60) == nil)
        rollout.daemonSet.status.observedGeneration = 99
        #expect(rollout.wait(atMost: 10)?.decision.outcome == .done)
    }

    @Test func `A saved snapshot is judged at once`() {
        var options = RolloutOptions()
        options.isSingle = true
        var done = Rolling(nodes: 2, options: options)
        for node in ["n1", "n2"] { done.replace(on: node) }
        #expect(done.moment().decision?.outcome == .done)
        var failing = Rolling(nodes: 2, options: options)
        failing.replace(on: "n1") { $0.crash(exitCode: 1) }
        #expect(failing.moment().decision?.reason == .revisionFails)
        var moving = Rolling(nodes: 2, options: options)
        moving.replace(on: "n1") { $0.start(at: 10_000) }
        #expect(moving.moment().decision?.reason == .unfinished)
    }
}
