import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
@testable import RemedyPlan
import RemedyPlaybooks
import TestBuilders
import Testing

@Suite("Pods that a step moves")
struct MovedPodTests {
    /// An agent for twelve full nodes, from each of which a pod has to go, and a collector that asks for more than its
    /// node has. The pods that go may fit on the collector's node, and do on the spare one, which has the most room.
    private func scenario(collectorNode memory: String) -> PlanScenario {
        let names = (1...12).map { "full-\($0)" }
        let agent = daemonSet(
            "agent",
            spec: podSpec([container("agent", requests: ["memory": "300Mi"])]) { $0.nodeSelector = ["pool": "a"] })
        let collector = daemonSet(
            "collector",
            spec: podSpec([container("collector", requests: ["memory": "3000Mi"])]) {
                $0.nodeSelector = ["pool": "b"]
            })
        return PlanScenario(
            snapshot(
                nodes: names.map { node($0, memory: "1000Mi", labels: ["pool": "a"]) }
                    + [node("lone", memory: memory, labels: ["pool": "b"]), node("spare", memory: "64Gi")],
                pods: agents(agent, bound: [], waiting: names) + agents(collector, bound: [], waiting: ["lone"])
                    + names.map { filler("filler-\($0)", on: $0, memory: "1000Mi") }
                    + [filler("resident", on: "lone", memory: "400Mi")],
                daemonSets: [agent, collector]))
    }

    @Test("A later step counts on no room that they may take")
    func roomIsUncertain() throws {
        let scenario = scenario(collectorNode: "2000Mi")
        var options = PlanOptions()
        options.maxRisk = .high
        var run = PlanRun(scenario.search(options), scenario.advised)
        run.takeSteps()
        let plan = run.plan(clusterFindings: [])
        #expect(plan.steps.map(\.daemonSet) == ["default/agent"])
        let left = try #require(plan.leftOver.first)
        #expect(left.daemonSets == ["default/collector"] && left.reason == .collides)
        #expect(left.why == "the pods that step 1 moves may take the room: plan again after it")
    }

    @Test("What needs the room comes first where that heals more")
    func roomIsTakenFirst() {
        let plan = scenario(collectorNode: "2000Mi").plan { $0.maxRisk = .high }
        #expect(plan.steps.map(\.daemonSet) == ["default/collector", "default/agent"])
        #expect(plan.after == PodTotals(available: 13, desired: 13))
    }

    @Test("Where they have no room, a step counts")
    func roomIsCertain() {
        let plan = scenario(collectorNode: "900Mi").plan { $0.maxRisk = .high }
        #expect(plan.steps.map(\.daemonSet) == ["default/agent", "default/collector"])
        #expect(plan.after == PodTotals(available: 13, desired: 13))
        #expect(plan.steps.allSatisfy { $0.uncertain.isEmpty })
    }
}
