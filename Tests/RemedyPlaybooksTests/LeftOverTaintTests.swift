import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import TestBuilders
import Testing

@testable import RemedyPlaybooks

struct LeftOverTaintTests {
    @Test func `Taking off a taint whose condition is over is proven, and told apart from a true one`() throws {
        let agent = daemonSet("agent")
        let tainted = taint("node.kubernetes.io/not-ready:NoSchedule")
        let engine = PlacementEngine(
            ClusterIndex(
                snapshot(
                    nodes: [
                        node("n1"), node("n2", taints: [tainted]), node("n3", taints: [tainted], isReady: false),
                    ], pods: [daemonPod(of: agent, on: "n1")], daemonSets: [agent])))
        let diagnosis = try #require(DiagnosisEngine(engine).diagnosis().daemonSets.first)
        let place = try #require(diagnosis.findings.firstIndex { $0.code == .taintNotTolerated })
        #expect(diagnosis.findings[place].nodes == ["n2"])
        #expect(diagnosis.findings[place].message.contains("left over"))
        let remedies = RemedyAdvisor(engine, catalogue: .embedded).advice(for: diagnosis)[place].remedies
        #expect(remedies.map(\.playbook) == ["remove-taint"])
        #expect(remedies.first?.simulation?.status == .proven)
        #expect(remedies.first?.simulation?.unblocks == 1)
    }

    @Test(arguments: [
        ("node.kubernetes.io/memory-pressure", "MemoryPressure", Condition.Status.isFalse, true),
        ("node.kubernetes.io/memory-pressure", "MemoryPressure", Condition.Status.isTrue, false),
        ("node.kubernetes.io/network-unavailable", "NetworkUnavailable", Condition.Status.isFalse, true),
        ("node.kubernetes.io/network-unavailable", "MemoryPressure", Condition.Status.isFalse, false),
        ("dedicated", "MemoryPressure", Condition.Status.isFalse, false),
    ])
    func `A taint is left over where its condition says otherwise`(
        key: String, type: String, status: Condition.Status, isLeftOver: Bool
    ) {
        var machine = node("n1")
        machine.conditions = [Condition(type: type, status: status, lastTransitionTime: Timestamp(seconds: 0))]
        let now = Timestamp(seconds: 100)
        #expect((machine.contradiction(of: taint("\(key):NoSchedule"), at: now) != nil) == isLeftOver)
        #expect(machine.contradiction(of: taint("\(key):NoSchedule"), at: Timestamp(seconds: 30)) == nil)
    }

    @Test func `A cordon's taint is left over on a node that is not cordoned`() {
        var machine = node("n1")
        let cordon = taint("node.kubernetes.io/unschedulable:NoExecute")
        #expect(machine.contradiction(of: cordon, at: Timestamp(seconds: 0)) != nil)
        machine.isUnschedulable = true
        #expect(machine.contradiction(of: cordon, at: Timestamp(seconds: 0)) == nil)
    }
}
