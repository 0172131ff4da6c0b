import ClusterSimulation
import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import TestBuilders
import Testing

@Suite("Pods that lose their places")
struct EvictionTests {
    private let high = [priorityClass("high", 1_000)]

    /// A node of 8Gi on which the DaemonSet's 4Gi do not fit beside these pods.
    private func crowded(_ pods: [Pod], more: [Node] = []) -> Scenario {
        var scenario = Scenario(anAgent(memory: "4Gi"), nodes: [node("n1")] + more, pods: pods)
        scenario.priorityClasses = high
        // The DaemonSet has pods on the other nodes already.
        scenario.pods += more.map { daemonPod(of: scenario.agent, on: $0.name) }
        return scenario
    }

    @Test("A higher priority puts off the least important pods that make room")
    func victims() throws {
        let scenario = crowded([
            ownedPod("web-1", on: "n1", memory: "3Gi", priority: 10), ownedPod("job-1", on: "n1", memory: "3Gi"),
            ownedPod("app-1", on: "n1", memory: "1Gi", priority: 500),
        ])
        let after = try scenario.after(.setPriorityClass("high"))
        #expect(after.node(named: "n1")?.after == .placedByPreemption)
        #expect(after.evictions.map(\.pod) == ["default/job-1"])
        #expect(after.evictions.map(\.isPreemption) == [true])
    }

    @Test("Who waits and ranks above takes the room that a victim leaves, so that more have to go, or nobody comes")
    func higherRivalsTakeTheRoom() throws {
        var scenario = crowded([
            ownedPod("web-1", on: "n1", memory: "3Gi", priority: 10), ownedPod("job-1", on: "n1", memory: "4Gi"),
            ownedPod("next-1", memory: "3Gi", priority: 5_000, spec: { $0.neverPreempts = true }),
        ])
        let after = try scenario.after(.setPriorityClass("high"))
        #expect(after.node(named: "n1")?.after == .placedByPreemption)
        #expect(Set(after.evictions.map(\.pod)) == ["default/job-1", "default/web-1"])
        #expect(after.landings.map(\.workload) == ["default/next"])
        // Pods that nobody owns are put off like others.
        scenario.pods[1].metadata.ownerReferences = []
        let unowned = try scenario.after(.setPriorityClass("high"))
        #expect(Set(unowned.evictions.map(\.pod)) == ["default/job-1", "default/web-1"])
        // The room is kept from one that ranks the same.
        scenario.pods[2] = ownedPod("next-1", memory: "3Gi", priority: 1_000)
        #expect(try scenario.after(.setPriorityClass("high")).evictions.map(\.pod) == ["default/job-1"])
        scenario.pods[0] = ownedPod("web-1", on: "n1", memory: "3Gi", priority: 2_000)
        scenario.pods[2] = ownedPod("next-1", memory: "3Gi", priority: 5_000, spec: { $0.neverPreempts = true })
        #expect(try scenario.after(.setPriorityClass("high")).node(named: "n1")?.after == .contested([2]))
    }

    @Test("A pod that restarts puts others off where one that ranks above takes the room meanwhile")
    func restartsPutOthersOff() throws {
        let own = anAgent(memory: "3Gi", priority: "high")
        var scenario = Scenario(
            own, nodes: [node("n1", memory: "6Gi")],
            pods: [
                daemonPod(of: own, on: "n1"), ownedPod("web-1", on: "n1", memory: "3Gi"),
                ownedPod("next-1", memory: "3Gi", priority: 5_000, spec: { $0.neverPreempts = true }),
            ])
        scenario.priorityClasses = high
        let lower = Change.setRequest(container: "agent", resource: "memory", quantity: quantity("2Gi"))
        let after = try scenario.after(lower)
        #expect(after.node(named: "n1")?.after == .placedByPreemption)
        #expect(after.evictions.map(\.pod) == ["default/web-1"])
    }

    @Test("Budgets are violated only where there is no other way, and are spent from node to node")
    func budgetsAreSpent() throws {
        var scenario = Scenario(
            anAgent(memory: "4Gi"), nodes: [node("n1"), node("n2")],
            pods: [ownedPod("web-1", on: "n1", memory: "7Gi"), ownedPod("web-2", on: "n2", memory: "7Gi")])
        scenario.priorityClasses = high
        scenario.budgets = [budget(for: "web", allowing: 2)]
        #expect(try scenario.after(.setPriorityClass("high")).evictions.compactMap(\.violatesBudget).isEmpty)
        scenario.budgets = [budget(for: "web", allowing: 1)]
        let after = try scenario.after(.setPriorityClass("high"))
        #expect(after.evictions.map(\.violatesBudget) == [nil, "default/web"])
    }

    @Test("A pod under a budget is spared where another will do")
    func budgetsSpare() throws {
        var scenario = crowded([
            ownedPod("web-1", on: "n1", memory: "3Gi"),
            ownedPod("job-1", on: "n1", memory: "3Gi", priority: 5, spec: { $0.neverPreempts = true }),
        ])
        scenario.budgets = [budget(for: "web", allowing: 0)]
        let after = try scenario.after(.setPriorityClass("high"))
        #expect(after.evictions.map(\.pod) == ["default/job-1"])
        #expect(after.evictions.compactMap(\.violatesBudget).isEmpty)
    }

    @Test("Budgets are spent too where the pods are placed one after the other")
    func budgetsInSequence() throws {
        let rule = PodAffinityTerm(
            labelSelector: LabelSelector(matchLabels: ["app": "agent"]), topologyKey: NodeLabel.zone)
        var scenario = Scenario(
            anAgent(memory: "4Gi") { $0.requiredPodAntiAffinity = [rule] },
            nodes: [node("a", labels: [NodeLabel.zone: "a"]), node("b", labels: [NodeLabel.zone: "b"])],
            pods: [ownedPod("web-1", on: "a", memory: "7Gi"), ownedPod("web-2", on: "b", memory: "7Gi")])
        scenario.priorityClasses = high
        scenario.budgets = [budget(for: "web", allowing: 1)]
        let after = try scenario.after(.setPriorityClass("high"))
        #expect(after.served == ["a", "b"])
        #expect(after.evictions.map(\.violatesBudget) == [nil, "default/web"])
    }

    @Test("Each victim's fate is told")
    func fates() throws {
        let logs = daemonSet("logs", spec: podSpec([container(requests: ["memory": "2Gi"])]))
        var scenario = crowded(
            [
                ownedPod("small-1", on: "n1", memory: "1Gi"), ownedPod("big-1", on: "n1", memory: "4Gi"),
                pod("bare", on: "n1", spec: podSpec([container(requests: ["memory": "500Mi"])])),
                daemonPod(of: logs, on: "n1"),
            ], more: [node("n2")])
        scenario.others = [logs]
        scenario.pods.append(ownedPod("web-1", on: "n2", memory: "2Gi", priority: 2_000))
        let named = ["small-1", "big-1", "bare", "logs-n1"].map { "default/\($0)" }
        let after = try scenario.after(.evict(pods: named))
        #expect(
            after.fates == [
                "default/small-1": .moves(to: "n2"), "default/big-1": .findsNoNode, "default/bare": .isGone,
                "default/logs-n1": .waitsForItsNode(daemonSet: "default/logs"),
            ])
    }

    @Test("Pods that go elsewhere share the room there, whatever rules others have")
    func roomElsewhereIsShared() throws {
        let apart = PodAffinityTerm(
            labelSelector: LabelSelector(matchLabels: ["app": "dns"]), topologyKey: NodeLabel.hostname)
        let dns = ownedPod("dns-1", on: "n2", memory: "1Gi", spec: { $0.requiredPodAntiAffinity = [apart] })
        let scenario = crowded(
            [ownedPod("web-1", on: "n1", memory: "2Gi"), ownedPod("web-2", on: "n1", memory: "2Gi"), dns],
            more: [node("n2")])
        let twins = scenario.pods[0].sharedSpec
        var changed = scenario
        changed.pods[1].sharedSpec = twins
        let after = try changed.after(.evict(pods: ["default/web-1", "default/web-2"]))
        #expect(after.evictions.map(\.fate) == [.moves(to: "n2"), .findsNoNode])
    }

    @Test("A victim that fits nowhere evicts in turn who ranks lower, and that one is named too")
    func evictionsInTurn() throws {
        var scenario = Scenario(
            anAgent(memory: "4Gi") { $0.nodeSelector = labels(["pool": "a"]) },
            nodes: [node("n1", labels: ["pool": "a"]), node("n2"), node("n3")],
            pods: [
                ownedPod("web-1", on: "n1", memory: "7Gi"), ownedPod("batch-1", on: "n2", memory: "7Gi", priority: -10),
                ownedPod("cache-1", on: "n3", memory: "7Gi", priority: -5),
            ])
        scenario.priorityClasses = high
        let after = try scenario.after(.setPriorityClass("high"))
        #expect(after.served == ["n1"])
        #expect(after.fates == ["default/web-1": .moves(to: "n2"), "default/batch-1": .findsNoNode])
        // A pod that never preempts waits.
        scenario.pods[0] = ownedPod("web-1", on: "n1", memory: "7Gi", spec: { $0.neverPreempts = true })
        #expect(try scenario.after(.setPriorityClass("high")).fates == ["default/web-1": .findsNoNode])
    }

    @Test("Pods that spread over zones see each other when they go elsewhere")
    func spreadElsewhere() throws {
        let rule = spread(of: "web", over: "rack")
        func web(_ number: Int, on node: String) -> Pod {
            ownedPod("web-\(number)", on: node, memory: "2Gi", spec: { $0.topologySpreadConstraints = [rule] })
        }
        let scenario = crowded(
            [web(1, on: "n1"), web(2, on: "n1")],
            more: [
                node("a1", memory: "64Gi", labels: ["rack": "a"]), node("a2", memory: "32Gi", labels: ["rack": "a"]),
                node("b1", labels: ["rack": "b"]),
            ])
        let after = try scenario.after(.evict(pods: ["default/web-1", "default/web-2"]))
        let fates = after.evictions.map(\.fate)
        #expect(fates == [.moves(to: "a1"), .moves(to: "b1")])
    }

    @Test("A preemption policy of Never makes no room, whatever the priority")
    func neverPreempts() throws {
        var scenario = crowded([ownedPod("web-1", on: "n1", memory: "7Gi")])
        scenario.agent.template.sharedSpec = Shared(anAgent(memory: "4Gi") { $0.neverPreempts = true }.template.spec)
        let after = try scenario.after(.setPriorityClass("high"))
        #expect(after.gained.isEmpty)
        #expect(after.evictions.isEmpty)
        scenario.agent = anAgent(memory: "4Gi")
        scenario.priorityClasses = [priorityClass("meek", 1_000, neverPreempts: true)]
        #expect(try scenario.after(.setPriorityClass("meek")).gained.isEmpty)
    }

    @Test("A daemon pod that is put off comes back, and takes the room unless it ranks below")
    func daemonPodsComeBack() throws {
        let logs = daemonSet(
            "logs",
            spec: podSpec([container(requests: ["memory": "6Gi"])]) {
                $0.priority = 7
                $0.tolerations = DaemonPodTemplate.tolerations(of: $0)
            })
        var scenario = crowded([daemonPod(of: logs, on: "n1")])
        scenario.others = [logs]
        let after = try scenario.after(.evict(pods: ["default/logs-n1"]))
        #expect(after.node(named: "n1")?.after == .contested([0]))
        scenario.agent = anAgent(memory: "4Gi", priority: "high")
        #expect(try scenario.after(.evict(pods: ["default/logs-n1"])).served == ["n1"])
    }

    @Test("The DaemonSet's own pod comes back when it is put off, and is nobody else's loss")
    func ownPodsComeBack() throws {
        let own = anAgent(memory: "2Gi")
        let scenario = Scenario(own, pods: [daemonPod(of: own, on: "n1")])
        let after = try scenario.after(.evict(pods: ["default/agent-n1"]))
        #expect(after.served == ["n1"])
        #expect(after.evictions.isEmpty)
    }

    @Test("Nodes that are emptied by hand are cordoned meanwhile: only who tolerates that comes there")
    func emptiedNodesAreCordoned() throws {
        let scenario = crowded([
            ownedPod("web-1", on: "n1", memory: "6Gi"), ownedPod("next-1", memory: "6Gi", priority: 9),
        ])
        #expect(try scenario.after(.evict(pods: ["default/web-1"])).served == ["n1"])
        var tolerating = scenario
        tolerating.pods[1] = ownedPod(
            "next-1", memory: "6Gi", priority: 9, spec: { $0.tolerations = [Toleration(key: "", comparison: .exists)] })
        #expect(try tolerating.after(.evict(pods: ["default/web-1"])).node(named: "n1")?.after == .contested([1]))
    }

    @Test("A budget that granted an eviction already is not spent once more")
    func grantedEvictions() throws {
        var scenario = crowded([
            ownedPod("web-1", on: "n1", memory: "3Gi"), ownedPod("web-2", on: "n1", memory: "3Gi"),
        ])
        var granted = budget(for: "web", allowing: 1)
        granted.disruptedPods = ["web-1"]
        scenario.budgets = [granted]
        let after = try scenario.after(.evict(pods: ["default/web-1", "default/web-2"]))
        #expect(after.evictions.compactMap(\.violatesBudget).isEmpty)
    }
}
