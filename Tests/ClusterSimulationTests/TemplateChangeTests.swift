import ClusterSimulation
import ClusterSnapshot
import KubernetesModel
import TestBuilders
import Testing

@Suite("Changes of the template")
struct TemplateChangeTests {
    @Test("A lower request serves the blocked nodes and restarts the others")
    func lowerRequest() throws {
        let agent = anAgent(memory: "4Gi")
        let scenario = Scenario(
            agent, nodes: [node("n1"), node("n2"), node("n3")],
            pods: [
                daemonPod(of: agent, on: "n1"), daemonPod(of: agent, on: "n2", isBound: false),
                daemonPod(of: agent, on: "n3", isBound: false), ownedPod("web-1", on: "n2", memory: "6Gi"),
                ownedPod("web-2", on: "n3", memory: "7Gi"),
            ])
        let after = try scenario.after(
            .setRequest(container: nil, resource: "memory", quantity: quantity("2Gi")))
        #expect(after.gainedNames == ["n2"])
        #expect(after.blockers(on: "n3") == [.nodeResourcesFit])
        // The pod that still waits uses up maxUnavailable 1.
        #expect(after.rollout?.restarts == 0)
        #expect(after.rollout?.staleNodes == ["n1"])
        #expect(after.evictions.isEmpty)
    }

    @Test("A higher request takes places away where there is no room for it")
    func higherRequest() throws {
        let agent = anAgent(memory: "1Gi")
        let scenario = Scenario(
            agent, nodes: [node("n1"), node("n2")],
            pods: [
                daemonPod(of: agent, on: "n1"), daemonPod(of: agent, on: "n2"),
                ownedPod("web-1", on: "n2", memory: "6Gi"),
            ])
        let after = try scenario.after(.setRequest(container: "agent", resource: "memory", quantity: quantity("3Gi")))
        #expect(after.served == ["n1"])
        #expect(after.lostNames == ["n2"])
    }

    @Test("A pod that would not be let in again loses its place with any change of the template")
    func restartsCanFail() throws {
        let agent = anAgent(memory: "3Gi")
        // The pod asked for less when it came.
        let old = daemonPod(of: agent, on: "n1") {
            $0.sharedSpec = Shared(podSpec([container("agent", requests: ["memory": "1Gi"])]))
        }
        let scenario = Scenario(agent, pods: [old, ownedPod("web-1", on: "n1", memory: "6Gi")])
        let toleration = Toleration(key: "dedicated", comparison: .exists)
        #expect(try scenario.after(.addToleration(toleration)).lostNames == ["n1"])
    }

    @Test("A toleration admits nodes, and says where the pod does not fit all the same")
    func toleration() throws {
        let gpu = taint("dedicated=gpu:NoSchedule")
        let scenario = Scenario(
            anAgent(memory: "2Gi"), nodes: [node("n1"), node("g1", taints: [gpu]), node("g2", taints: [gpu])],
            pods: [ownedPod("train-1", on: "g2", memory: "7Gi")])
        let after = try scenario.after(
            .addToleration(Toleration(key: "dedicated", comparison: .equal, value: "gpu", effect: .noSchedule)))
        #expect(Set(after.newlyEligible.map(\.name)) == ["g1", "g2"])
        #expect(after.gainedNames == ["g1"])
        #expect(after.blockers(on: "g2") == [.nodeResourcesFit])
        let wrong = try scenario.after(
            .addToleration(Toleration(key: "dedicated", comparison: .equal, value: "cpu", effect: .noSchedule)))
        #expect(wrong.newlyEligible.isEmpty)
    }

    @Test("Another node selector moves the pods, and those that it excludes lose their places")
    func nodeSelector() throws {
        let agent = anAgent()
        let scenario = Scenario(
            agent, nodes: [node("a", labels: ["pool": "a"]), node("b", labels: ["pool": "b"])],
            pods: [daemonPod(of: agent, on: "a"), daemonPod(of: agent, on: "b")])
        let after = try scenario.after(.setNodeSelector(key: "pool", value: "a"))
        #expect(after.served == ["a"])
        #expect(after.lostNames == ["b"])
        #expect(after.rollout?.restarts == 1)
        #expect(after.rollout?.removals.count == 1)
    }

    @Test("A limit becomes the request where there is none")
    func limitBecomesRequest() throws {
        let agent = daemonSet("agent", spec: podSpec([container("agent", limits: ["memory": "1Gi"])]))
        let scenario = Scenario(agent, pods: [daemonPod(of: agent, on: "n1")])
        let after = try scenario.after(.setLimit(container: "agent", resource: "memory", quantity: quantity("9Gi")))
        #expect(after.lostNames == ["n1"])
    }

    @Test("Another host port gets out of the way of who holds the first")
    func hostPort() throws {
        let agent = daemonSet("agent", spec: podSpec([container("agent", hostPort: 9_100)]))
        let holder = pod("holder", on: "n1", spec: podSpec([container(hostPort: 9_100)]))
        let scenario = Scenario(agent, nodes: [node("n1"), node("n2")], pods: [holder])
        let change = Change.setHostPort(
            container: "agent", containerPort: 9_100, networkProtocol: "TCP", hostPort: 9_101)
        #expect(try scenario.after(change).gainedNames == ["n1"])
    }

    @Test("Scheduling gates hold the pods until they are gone")
    func schedulingGates() throws {
        let agent = anAgent { $0.schedulingGates = ["example.com/wait"] }
        let scenario = Scenario(agent, pods: [daemonPod(of: agent, on: "n1", isBound: false)])
        let after = try scenario.after(.removeSchedulingGates)
        #expect(after.node(named: "n1")?.before == .gated)
        #expect(after.gainedNames == ["n1"])
    }

    @Test("A scheduler that nobody runs leaves the pods waiting")
    func unknownScheduler() throws {
        let agent = anAgent { $0.schedulerName = "nobody" }
        let scenario = Scenario(agent, pods: [daemonPod(of: agent, on: "n1", isBound: false)])
        let after = try scenario.after(.setSchedulerName("default-scheduler"))
        #expect(after.node(named: "n1")?.before == .unscheduled(schedulerName: "nobody"))
        #expect(after.gainedNames == ["n1"])
        #expect(try scenario.after(.setSchedulerName("somebody")).served.isEmpty)
    }

    @Test("Anti-affinity of the pods to each other leaves one to a zone, and who is there stays")
    func oneToAZone() throws {
        let rule = PodAffinityTerm(
            labelSelector: LabelSelector(matchLabels: ["app": "agent"]), topologyKey: NodeLabel.zone)
        let agent = anAgent { $0.requiredPodAntiAffinity = [rule] }
        let scenario = Scenario(
            agent,
            nodes: [
                node("a1", labels: [NodeLabel.zone: "a"]), node("a2", labels: [NodeLabel.zone: "a"]),
                node("b1", labels: [NodeLabel.zone: "b"], taints: [taint("x=y:NoSchedule")]),
                node("b2", labels: [NodeLabel.zone: "b"], taints: [taint("x=y:NoSchedule")]),
            ],
            pods: [daemonPod(of: agent, on: "a2"), daemonPod(of: agent, on: "a1", isBound: false)])
        let opened = try scenario.after(.addToleration(Toleration(key: "x", comparison: .exists)))
        #expect(opened.served == ["a2", "b1"])
        #expect(opened.blockers(on: "a1") == [.interPodAffinity])
        // The old pod's rule goes with it, and not before.
        #expect(try scenario.after(.removePodAntiAffinity).served == ["a2"])
        // Nodes that are opened without a change of the template: the pods see each other there too.
        let nodes = try scenario.after(.removeTaint(key: "x", effect: nil, nodes: ["b1", "b2"]))
        #expect(nodes.served == ["a2", "b1"])
    }

    @Test("Topology spread over zones counts the pods that were placed before")
    func topologySpread() throws {
        let rule = spread(of: "agent", over: "rack")
        let agent = anAgent {
            $0.topologySpreadConstraints = [rule]
            $0.tolerations = []
        }
        let closed = taint("x=y:NoSchedule")
        let scenario = Scenario(
            agent,
            nodes: [
                node("a1", labels: ["rack": "a"], taints: [closed]),
                node("a2", labels: ["rack": "a"], taints: [closed]),
            ])
        let after = try scenario.after(.addToleration(Toleration(key: "x", comparison: .exists)))
        // A pinned pod that honors node affinity compares its node with itself: nothing keeps it.
        #expect(after.served == ["a1", "a2"])
        #expect(try scenario.after(.removeTopologySpread).served.isEmpty)
    }
}
