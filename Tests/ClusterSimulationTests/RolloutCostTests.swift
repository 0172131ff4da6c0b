import ClusterSimulation
import ClusterSnapshot
import KubernetesModel
import TestBuilders
import Testing

@Suite("What a rollout takes")
struct RolloutCostTests {
    private func cost(
        of count: Int = 10, _ strategy: DaemonSet.UpdateStrategy, memory: String = "1Gi",
        edit: (inout Scenario) -> Void = { _ in }
    ) throws -> RolloutCost? {
        var own = anAgent(memory: memory)
        own.updateStrategy = strategy
        let nodes = (1...count).map { node("n\($0)") }
        var scenario = Scenario(own, nodes: nodes, pods: nodes.map { daemonPod(of: own, on: $0.name) })
        edit(&scenario)
        return try scenario.after(.addToleration(Toleration(key: "x", comparison: .exists))).rollout
    }

    private func rolling(_ unavailable: IntOrPercent, surge: IntOrPercent = .number(0)) -> DaemonSet.UpdateStrategy {
        .rollingUpdate(maxUnavailable: unavailable, maxSurge: surge)
    }

    @Test("OnDelete restarts nothing by itself")
    func onDelete() throws {
        let cost = try cost(.onDelete)
        #expect(cost?.restarts == 10)
        #expect(cost?.rounds == nil)
        #expect(cost?.atOnce == nil)
    }

    @Test("The budget divides the pods into rounds; percentages are rounded up")
    func rounds() throws {
        #expect(try cost(rolling(.number(1)))?.rounds == 10)
        #expect(try cost(rolling(.number(3)))?.rounds == 4)
        #expect(try cost(rolling(.percent(25)))?.rounds == 4)
        #expect(try cost(rolling(.percent(25)))?.atOnce == 3)
        #expect(try cost(rolling(.number(0)))?.rounds == 10)
        #expect(try cost(rolling(.number(0), surge: .percent(50)))?.rounds == 2)
    }

    @Test("A pod that is down on a silent node spends the budget for good")
    func silentNodes() throws {
        func silence(_ scenario: inout Scenario) {
            scenario.nodes[0] = node("n1", taints: [taint("node.kubernetes.io/unreachable:NoSchedule")], isReady: false)
            scenario.pods[0].status.conditions = []
        }
        let one = try cost(rolling(.number(1)), edit: silence)
        #expect(one?.isStalled == true)
        #expect(one?.restarts == 0)
        #expect(one?.holdups.map(\.reason) == [.unreachable])
        let two = try cost(rolling(.number(2)), edit: silence)
        #expect(two?.isStalled == false)
        #expect(two?.rounds == 9)
    }

    @Test("A pod that does not serve, and will not, spends the budget; with a surge it does not")
    func failingPods() throws {
        func fail(_ scenario: inout Scenario) {
            scenario.pods[0].status.conditions = []
            scenario.outlook.failing = [0]
        }
        #expect(try cost(rolling(.number(1)), edit: fail)?.isStalled == true)
        #expect(try cost(rolling(.number(0), surge: .number(1)), edit: fail)?.isStalled == false)
    }

    @Test("A surge needs room for the new pod beside the old one")
    func surgeNeedsRoom() throws {
        let surge = rolling(.number(0), surge: .number(1))
        #expect(try cost(surge, memory: "3Gi")?.isStalled == false)
        #expect(try cost(surge, memory: "5Gi")?.isStalled == true)
        #expect(try cost(rolling(.number(1)), memory: "5Gi")?.isStalled == false)
    }

    @Test("A pod behind a taint that came later is deleted and not made again")
    func removals() throws {
        let cost = try cost(rolling(.number(1))) { $0.nodes[0].taints = [taint("dedicated=gpu:NoSchedule")] }
        #expect(cost?.removals == ["n1"])
        #expect(cost?.restarts == 9)
    }
}
