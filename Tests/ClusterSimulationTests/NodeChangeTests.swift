import ClusterSimulation
import ClusterSnapshot
import KubernetesModel
import TestBuilders
import Testing

@Suite("Changes of nodes")
struct NodeChangeTests {
    private let gpu = taint("dedicated=gpu:NoSchedule")

    private func other(_ name: String, memory: String, priority: String = "") -> DaemonSet {
        daemonSet(
            name,
            spec: podSpec([container(requests: ["memory": memory])]) { $0.priorityClassName = priority })
    }

    @Test("Where a taint goes other DaemonSets come too, and may take the room")
    func removingATaint() throws {
        var scenario = Scenario(anAgent(memory: "2Gi"), nodes: [node("g1", memory: "4Gi", taints: [gpu])])
        #expect(try scenario.after(removal).gainedNames == ["g1"])
        scenario.others = [other("logs", memory: "1Gi")]
        let beside = try scenario.after(removal)
        #expect(beside.gainedNames == ["g1"])
        #expect(beside.landings.map(\.workload) == ["default/logs"])
        scenario.others = [other("logs", memory: "3Gi")]
        #expect(try scenario.after(removal).blockers(on: "g1") == [.nodeResourcesFit])
    }

    @Test("Who ranks below comes after the DaemonSet, and lands only where there is room beside it")
    func rankDecidesWhoLands() throws {
        var scenario = Scenario(
            anAgent(memory: "2Gi", priority: "high"), nodes: [node("g1", memory: "4Gi", taints: [gpu])])
        scenario.priorityClasses = [priorityClass("high", 1_000)]
        scenario.others = [other("logs", memory: "3Gi")]
        let after = try scenario.after(removal)
        #expect(after.gainedNames == ["g1"])
        #expect(after.landings.isEmpty)
    }

    @Test("A daemon pod that is on the node already does not land there once more")
    func presentPodsDoNotLand() throws {
        let logs = other("logs", memory: "2Gi")
        var scenario = Scenario(
            anAgent(memory: "2Gi"), nodes: [node("g1", memory: "4Gi", taints: [gpu])],
            pods: [daemonPod(of: logs, on: "g1")])
        scenario.others = [logs]
        let after = try scenario.after(removal)
        #expect(after.gainedNames == ["g1"])
        #expect(after.landings.isEmpty)
    }

    @Test("A gated DaemonSet and one whose scheduler does not run take no room")
    func idleDaemonSetsDoNotLand() throws {
        var gated = other("gated", memory: "3Gi")
        gated.template.sharedSpec = Shared(
            podSpec([container(requests: ["memory": "3Gi"])]) { $0.schedulingGates = ["g"] })
        var idle = other("idle", memory: "3Gi")
        idle.template.sharedSpec = Shared(podSpec([container(requests: ["memory": "3Gi"])]) { $0.schedulerName = "no" })
        var scenario = Scenario(anAgent(memory: "2Gi"), nodes: [node("g1", memory: "4Gi", taints: [gpu])])
        scenario.others = [gated, idle]
        let after = try scenario.after(removal)
        #expect(after.gainedNames == ["g1"])
        #expect(after.landings.isEmpty)
    }

    @Test("A taint of another effect stays")
    func otherEffectsStay() throws {
        let scenario = Scenario(nodes: [node("g1", taints: [gpu, taint("dedicated=gpu:NoExecute")])])
        let after = try scenario.after(.removeTaint(key: "dedicated", effect: .noSchedule, nodes: ["g1"]))
        #expect(after.served.isEmpty)
        #expect(try scenario.after(removal).served == ["g1"])
    }

    @Test("A pod that runs behind a taint is there by right once the taint goes, and is not restarted")
    func misplacedPodsStay() throws {
        let agent = anAgent(memory: "3Gi")
        let scenario = Scenario(
            agent, nodes: [node("g1", memory: "4Gi", taints: [gpu])], pods: [daemonPod(of: agent, on: "g1")])
        let after = try scenario.after(removal)
        #expect(after.node(named: "g1")?.after == .placed)
        #expect(after.rollout == nil)
    }

    @Test("More allocatable makes room; less takes places away")
    func allocatable() throws {
        let agent = anAgent(memory: "2Gi")
        let scenario = Scenario(
            agent, nodes: [node("n1"), node("n2", memory: "4Gi"), node("n3")],
            pods: [
                daemonPod(of: agent, on: "n1"), ownedPod("web-1", on: "n1", memory: "5Gi"),
                ownedPod("web-2", on: "n2", memory: "3Gi"),
            ])
        let more = try scenario.after(.setAllocatable(nodes: ["n2"], resource: "memory", quantity: quantity("5Gi")))
        #expect(more.gainedNames == ["n2"])
        let enough = try scenario.after(.setAllocatable(nodes: ["n1"], resource: "memory", quantity: quantity("7Gi")))
        #expect(enough.lostNames.isEmpty)
        let less = try scenario.after(
            .setAllocatable(nodes: ["n1", "n3"], resource: "memory", quantity: quantity("1Gi")))
        #expect(less.lostNames == ["n1", "n3"])
        let pods = try scenario.after(.setAllocatable(nodes: ["n1"], resource: "pods", quantity: quantity("1")))
        #expect(pods.lostNames == ["n1"])
    }

    @Test("Added nodes are the DaemonSet's, as far as others leave room")
    func addedNodes() throws {
        var scenario = Scenario(anAgent(memory: "2Gi"), nodes: [node("n1", memory: "4Gi")])
        let alone = try scenario.after(.addNodes(like: "n1", count: 2))
        #expect(alone.served == ["n1", "n1-new-1", "n1-new-2"])
        #expect(alone.newlyEligible.isEmpty)
        scenario.others = [other("logs", memory: "3Gi")]
        let crowded = try scenario.after(.addNodes(like: "n1", count: 1))
        #expect(crowded.landings.map(\.nodes) == [["n1-new-1"]])
        #expect(crowded.blockers(on: "n1-new-1") == [.nodeResourcesFit])
    }

    @Test("Added nodes are like the other one as it has become")
    func addedNodesFollowChanges() throws {
        let scenario = Scenario(nodes: [node("g1", taints: [gpu])])
        let after = try scenario.after(removal, .addNodes(like: "g1", count: 1))
        #expect(after.served == ["g1", "g1-new-1"])
    }

    @Test("Added nodes of two kinds are told apart")
    func addedNodesOfTwoKinds() throws {
        var scenario = Scenario(anAgent(memory: "2Gi"))
        scenario.nodes = [node("small", memory: "4Gi"), node("large", memory: "8Gi")]
        scenario.others = [other("logs", memory: "3Gi")]
        let after = try scenario.after(.addNodes(like: "small", count: 1), .addNodes(like: "large", count: 1))
        #expect(after.gainedNames == ["large-new-2"])
    }

    @Test("A fresh node has neither the cordon nor the troubles of the one that it is like")
    func freshNodes() throws {
        var tired = node("n1", taints: [taint("node.kubernetes.io/not-ready:NoSchedule")])
        tired.isUnschedulable = true
        #expect(try Scenario(nodes: [tired]).after(.addNodes(like: "n1", count: 1)).served == ["n1-new-1"])
    }

    private var removal: Change { .removeTaint(key: "dedicated", effect: nil, nodes: ["g1"]) }
}
