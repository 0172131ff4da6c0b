import ClusterSimulation
import ClusterSnapshot
import KubernetesModel
import TestBuilders
import Testing

@Suite("Others that wait for the same room")
struct RivalTests {
    /// Somebody beside the DaemonSet waits; a node of 8Gi becomes one of 12Gi, with 4Gi for who comes first.
    private func standing(_ rival: Pod, priority: String = "") throws -> SimulationOutcome.Standing? {
        var scenario = Scenario(
            anAgent(memory: "3Gi", priority: priority), pods: [ownedPod("web-1", on: "n1", memory: "8Gi"), rival])
        scenario.priorityClasses = [priorityClass("high", 1_000)]
        let more = Change.setAllocatable(nodes: ["n1"], resource: "memory", quantity: quantity("12Gi"))
        return try scenario.after(more).node(named: "n1")?.after
    }

    @Test(
        "Who ranks above or the same may take the room; who ranks below may not",
        arguments: [(9, false), (0, false), (-1, true)] as [(WholeNumber, Bool)])
    func ranksDecide(priority: WholeNumber, hasPlace: Bool) throws {
        let standing = try standing(ownedPod("next-1", memory: "3Gi", priority: priority))
        #expect(standing == (hasPlace ? .placed : .contested([1])))
    }

    @Test("Who is held by gates, has a scheduler that does not run, is too big or small enough is no rival")
    func noRivals() throws {
        #expect(try standing(ownedPod("next-1", memory: "3Gi", spec: { $0.schedulingGates = ["g"] })) == .placed)
        #expect(try standing(ownedPod("next-1", memory: "3Gi", spec: { $0.schedulerName = "no" })) == .placed)
        #expect(try standing(ownedPod("next-1", memory: "5Gi")) == .placed)
        #expect(try standing(ownedPod("next-1", memory: "1Gi")) == .placed)
        #expect(try standing(ownedPod("next-1", memory: "3Gi", spec: { $0.nodeSelector = ["pool": "a"] })) == .placed)
    }

    @Test("Another DaemonSet's pod that waits for the node is a rival, one that waits for another is not")
    func pinnedRivals() throws {
        let logs = daemonSet("logs", spec: podSpec([container(requests: ["memory": "3Gi"])]))
        #expect(try standing(daemonPod(of: logs, on: "n1", isBound: false)) == .contested([1]))
        #expect(try standing(daemonPod(of: logs, on: "n2", isBound: false)) == .placed)
    }

    @Test("A pod that restarts may lose its room to one that waits for any node")
    func restartsAreContested() throws {
        let own = anAgent(memory: "3Gi")
        let scenario = Scenario(
            own, nodes: [node("n1", memory: "4Gi")],
            pods: [daemonPod(of: own, on: "n1"), ownedPod("next-1", memory: "4Gi")])
        let lower = Change.setRequest(container: "agent", resource: "memory", quantity: quantity("2Gi"))
        #expect(try scenario.after(lower).node(named: "n1")?.after == .contested([1]))
    }

    @Test("The waiting pod's own amounts count as long as the template stays")
    func admittedAmountsCount() throws {
        let own = anAgent(memory: "1Gi")
        let grown = daemonPod(of: own, on: "n1", isBound: false) {
            $0.sharedSpec = Shared(podSpec([container("agent", requests: ["memory": "6Gi"])]) { $0.priority = 0 })
        }
        let scenario = Scenario(own, pods: [grown, ownedPod("web-1", on: "n1", memory: "8Gi")])
        let twelve = Change.setAllocatable(nodes: ["n1"], resource: "memory", quantity: quantity("12Gi"))
        #expect(try scenario.after(twelve).served.isEmpty)
        let fourteen = Change.setAllocatable(nodes: ["n1"], resource: "memory", quantity: quantity("14Gi"))
        #expect(try scenario.after(fourteen).served == ["n1"])
    }

    @Test("What is put off for nothing is told: who ranks above takes the room, whoever made it")
    func victimsInVain() throws {
        let own = anAgent(memory: "3Gi")
        let polite = ownedPod(
            "polite-1", memory: "3Gi", priority: 500, spec: { $0.neverPreempts = true })
        var scenario = Scenario(
            own,
            pods: [
                daemonPod(of: own, on: "n1", isBound: false), polite,
                ownedPod("guard-1", on: "n1", memory: "4Gi", priority: 1_000),
                ownedPod("web-1", on: "n1", memory: "2Gi", priority: 0),
                ownedPod("spare-1", on: "n1", memory: "1Gi", priority: 200),
            ])
        scenario.priorityClasses = [priorityClass("low", 10)]
        let outcome = try scenario.after(.setPriorityClass("low"))
        #expect(outcome.node(named: "n1")?.after == .contested([1]))
        #expect(outcome.evictions.map(\.pod) == ["default/web-1"])
    }
}
