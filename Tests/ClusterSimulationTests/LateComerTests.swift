import ClusterSimulation
import ClusterSnapshot
import KubernetesModel
import TestBuilders
import Testing

@Suite("Others that get in where a change leaves room")
struct LateComerTests {
    private func other(_ name: String, memory: String = "1Gi") -> DaemonSet {
        daemonSet(name, spec: podSpec([container(requests: ["memory": memory])]))
    }

    /// A full node of 8Gi on which the agent (2Gi) waits, and others beside it.
    private func full(_ waiting: Pod...) -> Scenario {
        let agent = anAgent(memory: "2Gi", priority: "high")
        var scenario = Scenario(
            agent,
            pods: [ownedPod("web-1", on: "n1", memory: "8Gi")] + waiting
        )
        scenario.priorityClasses = [priorityClass("high", 1_000)]
        return scenario
    }

    private func more(_ memory: String) -> Change {
        .setAllocatable(nodes: ["n1"], resource: "memory", quantity: quantity(memory))
    }

    @Test("A larger node lets in the DaemonSets that wait for it, as far as they fit")
    func largerNode() throws {
        let scenario = full(
            daemonPod(of: other("logs"), on: "n1", isBound: false),
            daemonPod(of: other("metrics"), on: "n1", isBound: false),
            daemonPod(of: other("elsewhere"), on: "n2", isBound: false))
        let landings = try scenario.after(more("12Gi")).landings
        #expect(landings.map(\.workload) == ["default/logs", "default/metrics"])
        #expect(landings.allSatisfy { $0.nodes == ["n1"] && $0.isDaemonSet })
        #expect(try scenario.after(more("11Gi")).landings.map(\.workload) == ["default/logs"])
        #expect(try scenario.after(more("10Gi")).landings.isEmpty)
    }

    @Test("A higher pod limit lets others in too")
    func higherPodLimit() throws {
        var scenario = full(daemonPod(of: other("logs"), on: "n1", isBound: false))
        scenario.nodes = [node("n1", memory: "32Gi", pods: "1")]
        let limit = Change.setAllocatable(nodes: ["n1"], resource: "pods", quantity: quantity("3"))
        #expect(try scenario.after(limit).landings.map(\.workload) == ["default/logs"])
    }

    @Test("Pods of a Deployment that wait for any node count; those that fit already are no news")
    func deployments() throws {
        let scenario = full(ownedPod("next-1", memory: "1Gi"))
        let landing = try scenario.after(more("12Gi")).landings.first
        #expect(landing?.workload == "default/next")
        #expect(landing?.isDaemonSet == false)
        var roomy = full(daemonPod(of: other("logs"), on: "n1", isBound: false))
        roomy.nodes = [node("n1", memory: "10Gi")]
        #expect(try roomy.after(more("12Gi")).landings.isEmpty)
    }

    @Test("Room that a smaller request leaves goes to who waits for it")
    func smallerRequest() throws {
        let agent = anAgent(memory: "4Gi")
        var scenario = Scenario(
            agent,
            pods: [
                daemonPod(of: agent, on: "n1"), ownedPod("web-1", on: "n1", memory: "4Gi"),
                daemonPod(of: other("logs"), on: "n1", isBound: false),
            ])
        scenario.others = [other("logs")]
        let less = Change.setRequest(container: "agent", resource: "memory", quantity: quantity("2Gi"))
        #expect(try scenario.after(less).landings.map(\.workload) == ["default/logs"])
    }

    @Test("Where the pod leaves a node, others get its room")
    func leftNode() throws {
        let agent = anAgent(memory: "8Gi")
        let scenario = Scenario(
            agent, nodes: [node("n1", labels: ["pool": "a"])],
            pods: [daemonPod(of: agent, on: "n1"), daemonPod(of: other("logs"), on: "n1", isBound: false)])
        let after = try scenario.after(.setNodeSelector(key: "pool", value: "b"))
        #expect(after.landings.map(\.workload) == ["default/logs"])
    }

    @Test("A stalled rollout names every node that it may stall on: the controller goes through them in no order")
    func stallAnywhere() throws {
        var agent = anAgent(memory: "3Gi")
        agent.updateStrategy = .rollingUpdate(maxUnavailable: .number(1), maxSurge: .number(0))
        let nodes = ["n1", "n2", "n3"].map { node($0, memory: "4Gi") }
        // Somebody who ranks the same waits for the room on two of the nodes.
        let scenario = Scenario(
            agent, nodes: nodes,
            pods: nodes.map { daemonPod(of: agent, on: $0.name) }
                + ["n1", "n3"].map { daemonPod(of: other("logs", memory: "4Gi"), on: $0, isBound: false) })
        let after = try scenario.after(.addToleration(Toleration(key: "a", comparison: .exists)))
        #expect(after.lostNames == ["n1"])
        #expect(after.rollout?.atRisk.map(\.node) == ["n3"])
    }
}
