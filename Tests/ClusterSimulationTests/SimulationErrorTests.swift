import ClusterSimulation
import ClusterSnapshot
import KubernetesModel
import TestBuilders
import Testing

@Suite("Changes that cannot be tried")
struct SimulationErrorTests {
    private var scenario: Scenario {
        let spec = podSpec([
            container(
                "agent", requests: ["memory": "1Gi", "example.com/gpu": "1"],
                limits: ["memory": "2Gi", "example.com/gpu": "1"]),
            container("helper"),
        ])
        var scenario = Scenario(
            daemonSet("agent", spec: spec),
            pods: [
                pod("waiting"), pod("ended", on: "n1") { $0.status.phase = .succeeded },
                pod("static", on: "n1") { $0.metadata.annotations = [Annotation.mirrorPod: "x"] },
            ])
        scenario.priorityClasses = [priorityClass("high", 1_000)]
        return scenario
    }

    @Test(
        "What is wrong with them is said",
        arguments: [
            (
                .setRequest(container: "agnet", resource: "memory", quantity: nil),
                .unknownContainer("agnet", among: ["agent", "helper"])
            ),
            (
                .setRequest(container: nil, resource: "memory", quantity: nil),
                .ambiguousContainer(among: ["agent", "helper"])
            ),
            (
                .setRequest(container: "agent", resource: "memory", quantity: quantity("3Gi")),
                .requestNotWithinLimit(
                    container: "agent", resource: "memory", request: quantity("3Gi"), limit: quantity("2Gi"))
            ),
            (
                .setRequest(container: "agent", resource: "example.com/gpu", quantity: quantity("2")),
                .requestNotWithinLimit(
                    container: "agent", resource: "example.com/gpu", request: quantity("2"), limit: quantity("1"))
            ),
            (
                .setHostPort(container: "agent", containerPort: 80, networkProtocol: "TCP", hostPort: 81),
                .unknownPort(container: "agent", port: 80)
            ),
            (.setPriorityClass("hihg"), .unknownPriorityClass("hihg", among: ["high"])),
            (.dropClaim(name: "data"), .unknownClaim("data")),
            (.removeTaint(key: "x", effect: nil, nodes: ["n9"]), .unknownNode("n9")),
            (.setAllocatable(nodes: ["n9"], resource: "cpu", quantity: quantity("1")), .unknownNode("n9")),
            (.addNodes(like: "n9", count: 1), .unknownNode("n9")),
            (.addNodes(like: "n1", count: 0), .invalidCount(0)),
            (.evict(pods: ["default/nobody"]), .unknownPod("default/nobody")),
            (.evict(pods: ["default/waiting"]), .podNotOnNode("default/waiting")),
            (.evict(pods: ["default/ended"]), .podNotOnNode("default/ended")),
            (.evict(pods: ["static"]), .podIsStatic("static")),
        ] as [(Change, SimulationError)])
    func errors(change: Change, error: SimulationError) {
        #expect(throws: error) { try scenario.after(change) }
    }

    @Test("Request and limit that are changed together are judged together")
    func changesTogether() throws {
        let request = Change.setRequest(container: "agent", resource: "memory", quantity: quantity("3Gi"))
        let limit = Change.setLimit(container: "agent", resource: "memory", quantity: quantity("4Gi"))
        #expect(throws: Never.self) { try scenario.after(request, limit) }
    }
}
