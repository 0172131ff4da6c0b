import ClusterSimulation
import ClusterSnapshot
import KubernetesModel
import TestBuilders
import Testing

/// What the controller really does to get from the old pods to the new ones (`DaemonSetsController.rollingUpdate`).
@Suite("A rollout is followed round by round")
struct RolloutRunTests {
    /// A node in a zone.
    private func node(_ name: String, zone: String) -> Node {
        TestBuilders.node(name, labels: ["zone": zone])
    }

    private func apart(_ spec: inout PodSpec) {
        spec.requiredPodAntiAffinity = [
            PodAffinityTerm(labelSelector: LabelSelector(matchLabels: ["app": "agent"]), topologyKey: "zone")
        ]
    }

    /// Three zones of two nodes; one pod serves in each zone and keeps the other out.
    private func oneAZone(_ strategy: DaemonSet.UpdateStrategy) -> Scenario {
        var agent = anAgent(edit: apart)
        agent.updateStrategy = strategy
        let nodes = (0..<6).map { node("n\($0)", zone: "z\($0 / 2)") }
        let pods = nodes.enumerated().map { daemonPod(of: agent, on: $1.name, isBound: $0.isMultiple(of: 2)) }
        return Scenario(agent, nodes: nodes, pods: pods)
    }

    private func rolling(_ unavailable: WholeNumber, surge: WholeNumber = 0) -> DaemonSet.UpdateStrategy {
        .rollingUpdate(maxUnavailable: .number(unavailable), maxSurge: .number(surge))
    }

    @Test("Old pods keep their anti-affinity: those that wait use up the budget, and nothing moves")
    func antiAffinityDeadlock() throws {
        let after = try oneAZone(rolling(1)).after(.removePodAntiAffinity)
        #expect(after.served == ["n0", "n2", "n4"])
        #expect(after.rollout?.restarts == 0)
        #expect(after.rollout?.isStalled == true)
        #expect(Set(after.rollout?.staleNodes ?? []) == ["n0", "n2", "n4"])
    }

    @Test("With a slot more than wait the old pods go one after the other, and the others follow")
    func antiAffinityResolves() throws {
        let after = try oneAZone(rolling(4)).after(.removePodAntiAffinity)
        #expect(after.served.count == 6)
        #expect(after.rollout?.restarts == 3)
        #expect(after.rollout?.isComplete == true)
    }

    @Test("Deleting the old pods by hand ends the deadlock")
    func deletionEndsDeadlock() throws {
        var scenario = oneAZone(rolling(1))
        scenario.outlook.deletedByHand = [0, 2, 4]
        let after = try scenario.after(.removePodAntiAffinity)
        #expect(after.served.count == 6)
        #expect(after.rollout?.restarts == 3)
        #expect(after.rollout?.atOnce == 3)
        #expect(after.rollout?.isComplete == true)
    }

    @Test("Two thousand pods with old rules are replaced one by one in no time")
    func manyWithOldRules() throws {
        let agent = anAgent(edit: apart)
        let nodes = (0..<2_000).map { node("n\($0)", zone: "z\($0)") }
        let scenario = Scenario(agent, nodes: nodes, pods: nodes.map { daemonPod(of: agent, on: $0.name) })
        let after = try scenario.after(.removePodAntiAffinity)
        #expect(after.rollout?.restarts == 2_000)
        #expect(after.rollout?.rounds == 2_000)
    }

    @Test("Pods that are not ready are replaced whatever the budget; ready ones wait for a slot")
    func unreadyFirst() throws {
        var agent = anAgent()
        agent.updateStrategy = rolling(1)
        let nodes = (1...4).map { TestBuilders.node("n\($0)") }
        var pods = nodes.map { daemonPod(of: agent, on: $0.name) }
        pods[3].status.conditions = []
        let scenario = Scenario(agent, nodes: nodes, pods: pods)
        let cost = try scenario.after(.addToleration(Toleration(key: "x", comparison: .exists))).rollout
        #expect(cost?.restarts == 3)
        #expect(cost?.atOnce == 1)
        #expect(cost?.isComplete == true)
    }

    @Test("A pod that finds no place uses up the slot for good, and the others keep the old template")
    func waitingPodStalls() throws {
        var agent = anAgent(memory: "1Gi")
        agent.updateStrategy = rolling(1)
        let nodes = [
            TestBuilders.node("n1"), TestBuilders.node("n2", memory: "512Mi"), TestBuilders.node("n3"),
        ]
        let pods = [
            daemonPod(of: agent, on: "n1"), daemonPod(of: agent, on: "n2", isBound: false),
            daemonPod(of: agent, on: "n3"),
        ]
        let cost = try Scenario(agent, nodes: nodes, pods: pods)
            .after(.setRequest(container: "agent", resource: "memory", quantity: quantity("768Mi"))).rollout
        #expect(cost?.isStalled == true)
        #expect(cost?.restarts == 0)
        #expect(cost?.holdups == [.init(node: "n2", reason: .noPlace, isEligible: true)])
    }

    @Test("A larger request loses no more nodes than there are slots")
    func growthStopsAtTheBudget() throws {
        var agent = anAgent(memory: "1Gi")
        agent.updateStrategy = rolling(1)
        let nodes = (1...4).map { TestBuilders.node("n\($0)", memory: "2Gi") }
        let scenario = Scenario(agent, nodes: nodes, pods: nodes.map { daemonPod(of: agent, on: $0.name) })
        let after = try scenario.after(
            .setRequest(container: "agent", resource: "memory", quantity: quantity("3Gi")))
        #expect(after.lostNames.count == 1)
        #expect(after.served.count == 3)
        #expect(after.rollout?.staleNodes.count == 3)
    }

    @Test("A surge pod waits for the host port of its own predecessor, which serves on")
    func surgeWithHostPort() throws {
        var agent = daemonSet("agent", spec: podSpec([container("agent", hostPort: 9100)]))
        agent.updateStrategy = rolling(0, surge: 1)
        let nodes = (1...3).map { TestBuilders.node("n\($0)") }
        let scenario = Scenario(agent, nodes: nodes, pods: nodes.map { daemonPod(of: agent, on: $0.name) })
        let after = try scenario.after(.addToleration(Toleration(key: "x", comparison: .exists)))
        #expect(after.served.count == 3)
        #expect(after.lostNames.isEmpty)
        #expect(after.rollout?.isStalled == true)
        #expect(after.rollout?.restarts == 0)
        #expect(after.rollout?.holdups.map(\.reason) == [.predecessor])
    }

    @Test("With a surge pods that wait on nodes without an old one hold up nothing")
    func surgeIgnoresNewNodes() throws {
        var agent = anAgent(memory: "1Gi")
        agent.updateStrategy = rolling(0, surge: 1)
        let nodes = [TestBuilders.node("n1"), TestBuilders.node("n2", memory: "512Mi")]
        let pods = [daemonPod(of: agent, on: "n1"), daemonPod(of: agent, on: "n2", isBound: false)]
        let cost = try Scenario(agent, nodes: nodes, pods: pods)
            .after(.addToleration(Toleration(key: "x", comparison: .exists))).rollout
        #expect(cost?.restarts == 1)
        #expect(cost?.isStalled == false)
        #expect(cost?.isComplete == false)
    }

    @Test("With OnDelete a patch reaches only the nodes whose pods are deleted by hand")
    func onDelete() throws {
        var agent = anAgent(memory: "2Gi")
        agent.updateStrategy = .onDelete
        let nodes = [TestBuilders.node("n1"), TestBuilders.node("n2", memory: "1Gi")]
        var scenario = Scenario(
            agent, nodes: nodes,
            pods: [daemonPod(of: agent, on: "n1"), daemonPod(of: agent, on: "n2", isBound: false)])
        let lower = Change.setRequest(container: "agent", resource: "memory", quantity: quantity("512Mi"))
        scenario.outlook.deletedByHand = []
        #expect(try scenario.after(lower).served == ["n1"])
        scenario.outlook.deletedByHand = [1]
        let after = try scenario.after(lower)
        #expect(after.served == ["n1", "n2"])
        #expect(after.rollout?.restarts == 0)
    }

    @Test("A node remedy that frees the budget of a stalled rollout restarts the pods that waited for it")
    func nodeRemedyUnblocks() throws {
        var agent = anAgent(memory: "2Gi")
        agent.updateStrategy = rolling(1)
        agent.metadata.annotations = [Annotation.templateGeneration: "2"]
        func made(on node: String, generation: String, isBound: Bool = true) -> Pod {
            daemonPod(of: agent, on: node, isBound: isBound) {
                $0.metadata.labels = labels(["app": "agent", ControllerRevision.Label.templateGeneration: generation])
            }
        }
        let nodes = [TestBuilders.node("n1"), TestBuilders.node("n2"), TestBuilders.node("n3", memory: "1Gi")]
        let pods = [
            made(on: "n1", generation: "1"), made(on: "n2", generation: "1"),
            made(on: "n3", generation: "2", isBound: false),
        ]
        let scenario = Scenario(agent, nodes: nodes, pods: pods)
        let larger = try scenario.after(
            .setAllocatable(nodes: ["n3"], resource: "memory", quantity: quantity("4Gi")))
        #expect(larger.served.count == 3)
        #expect(larger.rollout?.restarts == 2)
        #expect(larger.rollout?.isComplete == true)
        let tooSmall = try scenario.after(
            .setAllocatable(nodes: ["n3"], resource: "memory", quantity: quantity("1536Mi")))
        #expect(tooSmall.rollout?.restarts == 0)
        #expect(tooSmall.rollout?.isStalled == true)
    }

    @Test("A template that the DaemonSet had before is no new revision: pods that are of it stay")
    func earlierRevisionCounts() throws {
        var agent = anAgent(memory: "2Gi")
        agent.updateStrategy = rolling(1)
        agent.metadata.uid = "agent-uid"
        agent.template.remainder = "{}"
        var smaller = agent
        smaller.template.sharedSpec = anAgent(memory: "512Mi").template.sharedSpec
        func revision(_ number: WholeNumber, _ daemonSet: DaemonSet, remainder: String? = "{}") -> ControllerRevision {
            var revision = ControllerRevision()
            revision.metadata = ObjectMeta(name: "agent-\(number)", namespace: "default")
            revision.metadata.labels = labels([ControllerRevision.Label.hash: "hash-\(number)"])
            revision.metadata.ownerReferences = [
                OwnerReference(kind: DaemonSet.kind, name: "agent", uid: "agent-uid", isController: true)
            ]
            revision.revision = number
            revision.template = daemonSet.template
            revision.template?.remainder = remainder
            return revision
        }
        func made(on node: String, _ number: WholeNumber, isBound: Bool = true) -> Pod {
            daemonPod(of: agent, on: node, isBound: isBound) {
                $0.metadata.labels = labels(["app": "agent", ControllerRevision.Label.hash: "hash-\(number)"])
            }
        }
        let nodes = [TestBuilders.node("n1"), TestBuilders.node("n2"), TestBuilders.node("n3", memory: "1Gi")]
        var scenario = Scenario(
            agent, nodes: nodes, pods: [made(on: "n1", 1), made(on: "n2", 2), made(on: "n3", 2, isBound: false)])
        scenario.revisions = [revision(1, smaller), revision(2, agent)]
        let lower = Change.setRequest(container: "agent", resource: "memory", quantity: quantity("512Mi"))
        let after = try scenario.after(lower)
        #expect(after.served == ["n1", "n2", "n3"])
        #expect(after.rollout?.restarts == 1)
        #expect(after.rollout?.isComplete == true)
        // The next step finds the earlier revision to be the newest again.
        let settled = SettledSnapshot(
            after, ofDaemonSetAt: 0, replacesPods: true, in: scenario.simulator.engine, number: 1)
        let newest = PodRevision(of: settled.snapshot.daemonSets[0], in: ClusterIndex(settled.snapshot))
        #expect(newest.newestHash == "hash-1")
        let living = settled.snapshot.pods.filter { !$0.isTerminal }
        #expect(living.count == 3 && living.allSatisfy { newest.isNewest($0) })
        // What differs in anything, an annotation of `rollout restart` for example, is another revision.
        for remainder in [#"{"metadata":{"annotations":{"kubectl.kubernetes.io/restartedAt":"x"}}}"#, nil] {
            scenario.revisions[0] = revision(1, smaller, remainder: remainder)
            #expect(try scenario.after(lower).rollout?.restarts == 2)
        }
    }

    @Test("A pod behind a taint that came later is replaced, and not taken away, once it is tolerated")
    func misplacedPodIsAdmitted() throws {
        let agent = anAgent()
        let nodes = [TestBuilders.node("n1"), TestBuilders.node("n2", taints: [taint("dedicated=gpu:NoSchedule")])]
        let scenario = Scenario(agent, nodes: nodes, pods: nodes.map { daemonPod(of: agent, on: $0.name) })
        let after = try scenario.after(.addToleration(Toleration(key: "dedicated", comparison: .exists)))
        #expect(after.served == ["n1", "n2"])
        #expect(after.rollout?.restarts == 2)
        #expect(after.rollout?.removals == [])
        #expect(after.rollout?.isComplete == true)
    }

    @Test("A deleted pod that is about to go holds up nothing; one whose time is long over does")
    func terminatingPods() throws {
        func cost(deadline: WholeNumber) throws -> RolloutCost? {
            var agent = anAgent()
            agent.updateStrategy = rolling(1)
            let nodes = [TestBuilders.node("n1"), TestBuilders.node("n2")]
            var pods = nodes.map { daemonPod(of: agent, on: $0.name) }
            pods[0].metadata.deletionTimestamp = Timestamp(seconds: deadline)
            return try Scenario(agent, nodes: nodes, pods: pods)
                .after(.addToleration(Toleration(key: "x", comparison: .exists))).rollout
        }
        #expect(try cost(deadline: 10_010)?.isComplete == true)
        #expect(try cost(deadline: 10_010)?.restarts == 1)
        #expect(try cost(deadline: 9_000)?.isStalled == true)
    }

    @Test("Where pods of the template fail everywhere a serving old one is lost, and no new one counts")
    func failingTemplate() throws {
        var agent = anAgent()
        agent.updateStrategy = rolling(1)
        let nodes = (1...3).map { TestBuilders.node("n\($0)") }
        var scenario = Scenario(agent, nodes: nodes, pods: nodes.map { daemonPod(of: agent, on: $0.name) })
        scenario.outlook.newPodsFail = true
        let after = try scenario.after(.addToleration(Toleration(key: "x", comparison: .exists)))
        #expect(after.rollout?.failures.count == 1)
        #expect(after.rollout?.staleNodes.count == 2)
    }

    @Test("Nothing is promised for a DaemonSet that is being deleted")
    func deleted() throws {
        var agent = anAgent()
        agent.metadata.deletionTimestamp = Timestamp(seconds: 9_990)
        #expect(throws: SimulationError.daemonSetIsDeleted) {
            try Scenario(agent).after(.addToleration(Toleration(key: "x", comparison: .exists)))
        }
    }
}
