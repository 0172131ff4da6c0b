import ClusterSimulation
import KubernetesModel
import TestBuilders
import Testing

@Suite("Pods on nodes that are no longer eligible")
struct SunsetTests {
    @Test(
        "With a surge old pods on nodes that are no longer eligible go as far as others are available instead",
        arguments: [(waiting: 0, removed: 2), (1, 1), (2, 0)])
    func surgeSunsets(waiting: Int, removed: Int) throws {
        var agent = anAgent(memory: "1Gi")
        agent.updateStrategy = .rollingUpdate(maxUnavailable: .number(0), maxSurge: .number(1))
        let wanted = (1...4).map { number in
            node("n\(number)", memory: number <= waiting ? "512Mi" : "8Gi")
        }
        let tainted = (1...2).map { node("t\($0)", taints: [taint("spare=yes:NoSchedule")]) }
        let pods =
            wanted.enumerated().map { daemonPod(of: agent, on: $1.name, isBound: $0 >= waiting) }
            + tainted.map { daemonPod(of: agent, on: $0.name) }
        let cost = try Scenario(agent, nodes: wanted + tainted, pods: pods)
            .after(.addToleration(Toleration(key: "x", comparison: .exists))).rollout
        #expect(cost?.removals.count == removed)
        #expect(cost?.restarts == 4 - waiting)
        #expect(cost?.staleNodes.count == 2 - removed)
        // They spend no slot: the pods that are wanted come one after the other.
        #expect(cost?.rounds == 4 - waiting)
    }
}
