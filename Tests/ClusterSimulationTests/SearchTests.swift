import ClusterSimulation
import ClusterSnapshot
import KubernetesModel
import TestBuilders
import Testing

@Suite("Searches for what helps")
struct SearchTests {
    @Test("The size that nodes need counts those in who may come first, and a byte less is too little")
    func nodeSize() throws {
        let scenario = Scenario(
            anAgent(memory: "3Gi"),
            pods: [
                ownedPod("web-1", on: "n1", memory: "7Gi"), ownedPod("next-1", memory: "2Gi", priority: 1),
                ownedPod("next-2", memory: "6Gi", priority: 1), ownedPod("low-1", memory: "1Gi", priority: -1),
            ])
        let search = NodeSizeSearch(scenario.simulator, for: scenario.placement)
        let size = search.size(for: search.needs(of: "memory", at: [0]))
        func served(_ amount: WholeNumber) throws -> Bool {
            let allocatable = Quantity(units: amount)
            return try scenario.after(.setAllocatable(nodes: ["n1"], resource: "memory", quantity: allocatable))
                .served == ["n1"]
        }
        #expect(size.amount == quantity("12Gi").units)
        #expect(size.rivals == [1])
        #expect(try served(size.amount))
        #expect(try !served(size.amount - 1))
    }

    @Test("A greater size that lets others in has to hold them too")
    func nodeSizeGrows() throws {
        let scenario = Scenario(
            anAgent(memory: "3Gi"),
            pods: [
                ownedPod("web-1", on: "n1", memory: "7Gi"), ownedPod("next-1", memory: "3Gi"),
                ownedPod("next-2", memory: "5Gi"),
            ])
        let search = NodeSizeSearch(scenario.simulator, for: scenario.placement)
        let size = search.size(for: search.needs(of: "memory", at: [0]))
        #expect(size.amount == quantity("18Gi").units)
    }

    private func moves(_ scenario: Scenario, from positions: [Int]) -> MoveSearch.Result {
        MoveSearch(scenario.simulator, for: scenario.placement).moves(from: positions)
    }

    private func names(_ result: MoveSearch.Result, in scenario: Scenario) -> Set<String> {
        Set(result.moves.flatMap(\.pods).map { scenario.pods[$0].name })
    }

    @Test("The fewest pods move, of what is lacking, and of the lowest priority")
    func fewestMove() {
        // Memory is there; two cores are lacking.
        func cores(_ name: String, _ cpu: String, _ memory: String, priority: WholeNumber = 0) -> Pod {
            var pod = ownedPod(name, on: "n1", memory: memory, priority: priority)
            pod.sharedSpec = Shared(
                podSpec([container(requests: ["cpu": cpu, "memory": memory])]) { $0.priority = priority })
            return pod
        }
        let scenario = Scenario(
            anAgent(memory: "1Mi", cpu: "2"), nodes: [node("n1"), node("n2", taints: [taint("x=y:NoSchedule")])],
            pods: [
                cores("a-1", "1", "2Gi"), cores("b-1", "1", "1Gi"), cores("c-1", "2", "10Mi"),
                cores("d-1", "0", "1Gi"),
            ])
        var roomy = scenario
        roomy.nodes[1].taints = []
        roomy.agent.template.sharedSpec = Shared(
            anAgent(memory: "1Mi", cpu: "2") { $0.nodeSelector = ["kubernetes.io/hostname": "n1"] }.template.spec)
        #expect(names(moves(roomy, from: [0]), in: roomy) == ["c-1"])
        #expect(moves(scenario, from: [0]).unhelped == [0])
        var ranked = roomy
        ranked.pods[2] = cores("c-1", "2", "10Mi", priority: 9)
        #expect(names(moves(ranked, from: [0]), in: ranked) == ["a-1", "b-1"])
    }

    @Test("Pods that go to their node only, and those that come back in spite of a cordon, don't move")
    func staying() {
        var scenario = Scenario(
            anAgent(memory: "4Gi") { $0.nodeSelector = [NodeLabel.hostname: "n1"] },
            nodes: [node("n1"), node("n2", memory: "64Gi")],
            pods: [
                ownedPod("web-1", on: "n1", memory: "4Gi"), ownedPod("job-1", on: "n1", memory: "4Gi"),
            ])
        #expect(names(moves(scenario, from: [0]), in: scenario) == ["web-1"])
        scenario.pods[0].pinnedNodeName = "n1"
        #expect(names(moves(scenario, from: [0]), in: scenario) == ["job-1"])
        scenario.pods[1] = ownedPod("job-1", on: "n1", memory: "4Gi") {
            $0.tolerations = [Toleration(comparison: .exists)]
        }
        #expect(moves(scenario, from: [0]).moves.isEmpty)
    }

    @Test("Together the pods that move keep within their budgets")
    func budgetsTogether() {
        var scenario = Scenario(
            anAgent(memory: "4Gi") { $0.nodeSelector = [NodeLabel.hostname: "n1"] },
            nodes: [node("n1"), node("n2", memory: "64Gi")],
            pods: [
                ownedPod("web-1", on: "n1", memory: "2Gi"), ownedPod("web-2", on: "n1", memory: "2Gi"),
                ownedPod("job-1", on: "n1", memory: "2Gi", priority: 9),
                ownedPod("app-1", on: "n1", memory: "2Gi", priority: 99),
            ])
        scenario.budgets = [budget(for: "web", allowing: 1)]
        #expect(names(moves(scenario, from: [0]), in: scenario) == ["web-1", "job-1"])
    }

    @Test("Neither daemon pods nor static ones nor those that nobody makes again are moved")
    func someNeverMove() {
        let logs = daemonSet("logs", spec: podSpec([container(requests: ["memory": "2Gi"])]))
        let scenario = Scenario(
            anAgent(memory: "4Gi") { $0.nodeSelector = [NodeLabel.hostname: "n1"] },
            nodes: [node("n1"), node("n2", memory: "64Gi")],
            pods: [
                daemonPod(of: logs, on: "n1"),
                pod("bare", on: "n1", spec: podSpec([container(requests: ["memory": "2Gi"])])),
                ownedPod(
                    "static-1", on: "n1", memory: "2Gi", pod: { $0.metadata.annotations = [Annotation.mirrorPod: "x"] }),
            ])
        #expect(moves(scenario, from: [0]).hopeless == [0])
    }

    @Test("As many nodes are added as the pods that move need, daemon pods on them counted in")
    func growth() throws {
        let nodes = (1...3).map { node("n\($0)", memory: "8Gi") }
        let scenario = Scenario(
            anAgent(memory: "3Gi"), nodes: nodes,
            pods: nodes.map { ownedPod("web-\($0.name)", on: $0.name, memory: "6Gi") })
        #expect(moves(scenario, from: [0, 1, 2]).unhelped == [0, 1, 2])
        let growth = GrowthSearch(scenario.simulator, for: scenario.placement).leastCount(like: "n1", for: [0, 1, 2])
        // Each new node takes the DaemonSet's own 3Gi, which leaves no room for 6Gi more.
        #expect(growth == nil)
        var small = scenario
        small.agent = anAgent(memory: "2Gi")
        small.pods = nodes.map { ownedPod("web-\($0.name)", on: $0.name, memory: "6500Mi") }
        #expect(GrowthSearch(small.simulator, for: small.placement).leastCount(like: "n1", for: [0]) == nil)
        small.pods = nodes.flatMap { node in
            (1...4).map { ownedPod("web-\(node.name)\($0)", on: node.name, memory: "2Gi") }
        }
        let found = try #require(
            GrowthSearch(small.simulator, for: small.placement).leastCount(like: "n1", for: [0, 1, 2]))
        #expect(found.count == 1)
        let names = found.moves.moves.flatMap(\.pods).map { small.pods[$0].metadata.qualifiedName }
        let after = try small.after(.addNodes(like: "n1", count: 1), .evict(pods: names))
        #expect(after.served == ["n1", "n2", "n3", "n1-new-1"])
        #expect(!after.fates.values.contains(.findsNoNode))
    }

    @Test("The least class that helps most is found; the system's come last")
    func priorities() {
        var scenario = Scenario(
            anAgent(memory: "4Gi"), nodes: [node("n1"), node("n2")],
            pods: [
                ownedPod("web-1", on: "n1", memory: "7Gi", priority: 10),
                ownedPod("web-2", on: "n2", memory: "7Gi", priority: 50),
            ])
        func least() -> String? { PrioritySearch(scenario.simulator, for: scenario.placement).leastClass(at: [0, 1]) }
        scenario.priorityClasses = [
            priorityClass("high", 1_000), priorityClass("meek", 100, neverPreempts: true), priorityClass("mid", 20),
            priorityClass("low", 5),
        ]
        #expect(least() == "high")
        scenario.priorityClasses.removeFirst()
        #expect(least() == "system-cluster-critical")
        scenario.agent = anAgent(memory: "4Gi") { $0.neverPreempts = true }
        #expect(least() == nil)
    }
}
