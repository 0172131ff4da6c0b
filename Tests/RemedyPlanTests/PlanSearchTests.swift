import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
@testable import RemedyPlan
import RemedyPlaybooks
import SnapshotCollector
import TestBuilders
import Testing

@Suite("A plan")
struct PlanSearchTests {
    /// Three DaemonSets that all want host port 9100: one has it.
    private static let ports: PlanScenario = {
        let names = ["n1", "n2", "n3"]
        func exporter(_ name: String) -> DaemonSet {
            daemonSet(name, spec: podSpec([container(name, requests: ["memory": "64Mi"], hostPort: 9100)]))
        }
        let (first, second, third) = (exporter("first"), exporter("second"), exporter("third"))
        return PlanScenario(
            snapshot(
                nodes: names.map { node($0) },
                pods: agents(first, bound: names, waiting: []) + agents(second, bound: [], waiting: names)
                    + agents(third, bound: [], waiting: names), daemonSets: [first, second, third]))
    }()

    private func hostPorts(_ plan: Plan) -> [WholeNumber] {
        plan.steps.flatMap(\.remedy.changes).compactMap { change in
            if case .number(let port)? = change["hostPort"] { port } else { nil }
        }
    }

    @Test("Two DaemonSets in need of a host port get different ones")
    func portsDiffer() {
        let plan = Self.ports.plan()
        let ports = hostPorts(plan)
        #expect(plan.steps.count == 2)
        #expect(ports.count == 2 && Set(ports).count == 2, "\(ports)")
        #expect(plan.before == PodTotals(available: 3, desired: 9))
        #expect(plan.after == PodTotals(available: 9, desired: 9))
        #expect(plan.leftOver.isEmpty)
    }

    /// Two DaemonSets for which a node has room once.
    private static let lastRoom: PlanScenario = {
        func agent(_ name: String) -> DaemonSet {
            daemonSet(name, spec: podSpec([container(name, requests: ["memory": "1Gi"])]))
        }
        let (left, right) = (agent("left"), agent("right"))
        return PlanScenario(
            snapshot(
                nodes: [node("n1", memory: "8Gi"), node("n2", memory: "8Gi")],
                pods: [filler("filler-1", on: "n1", memory: "7992Mi"), filler("filler-2", on: "n2", memory: "7992Mi")]
                    + agents(left, bound: [], waiting: ["n1", "n2"]) + agents(right, bound: [], waiting: ["n1", "n2"]),
                daemonSets: [left, right]))
    }()

    @Test("No node is given away twice: requests on it stay within what it has")
    func roomIsGivenOnce() {
        let (plan, cluster) = Self.lastRoom.run()
        #expect(!plan.steps.isEmpty)
        expectSound(cluster)
        expectFreshVerdicts(cluster)
    }

    @Test(
        "The cluster after each step is as if its snapshot had been read, on samples too",
        arguments: ShippedSnapshot.allCases)
    func clustersAreFresh(sample: ShippedSnapshot) throws {
        var options = PlanOptions()
        options.maxRisk = .high
        let scenario = PlanScenario(try SnapshotReader.read(path: sample.path))
        let (plan, cluster) = scenario.run(options)
        expectFreshVerdicts(cluster)
        #expect(plan.after.available - plan.before.available == plan.steps.reduce(0) { $0 + $1.gain })
        // Whatever gains a pod was without one, and has room for it.
        for step in plan.steps { #expect(step.gain > 0) }
    }

    @Test("No step is for a template that an earlier step has changed")
    func stepsFollowTheTemplate() {
        let agent = daemonSet("agent", spec: podSpec([container("agent", requests: ["memory": "64Mi"])]))
        let tainted = [
            node("n2", taints: [taint("team=a:NoSchedule")]), node("n3", taints: [taint("upkeep=b:NoSchedule")]),
        ]
        let plan = PlanScenario(
            snapshot(
                nodes: [node("n1")] + tainted, pods: agents(agent, bound: ["n1", "n2", "n3"], waiting: []),
                daemonSets: [agent])
        ).plan()
        let patches = plan.steps.filter { $0.remedy.playbook == "adjust-tolerations" }
            .map { $0.remedy.commands.joined().joined(separator: " ") }
        #expect(!patches.isEmpty, "\(plan.steps.map(\.remedy.title))")
        #expect(patches.first?.contains(#""value":null"#) ?? false)
        #expect(patches.dropFirst().allSatisfy { $0.contains("/spec/template/spec/tolerations/-") }, "\(patches)")
    }

    @Test("A risk that is too high is left out, and the cause says so")
    func riskIsLimited() {
        let low = Self.lastRoom.plan { $0.maxRisk = .low }
        #expect(low.steps.allSatisfy { $0.remedy.risk == .low })
        let medium = Self.lastRoom.plan()
        #expect(medium.steps.contains { $0.remedy.risk == .medium })
        let excluded = low.leftOver.filter { $0.reason == .excluded }
        #expect(!excluded.isEmpty && excluded.allSatisfy { $0.why.hasPrefix("risk ") }, "\(low.leftOver)")
    }

    @Test("A kind of change that is forbidden is no step, and named as the reason")
    func changesAreForbidden() {
        let plan = Self.ports.plan { $0.never = [.hostPorts] }
        #expect(plan.steps.isEmpty)
        #expect(plan.unused.contains { $0.reason == .excluded && $0.why.contains("host-ports") })
        #expect(plan.after == plan.before)
    }

    @Test("Only the causes that are meant have steps and remainders")
    func onlySomeCauses() throws {
        let cause = try #require(
            Self.ports.diagnosis.causes.first { $0.daemonSets.contains { $0.name == "default/third" } })
        let plan = Self.ports.plan { $0.onlyCauses = [cause.id] }
        #expect(!plan.steps.isEmpty && plan.steps.allSatisfy { $0.cause == cause.id })
        #expect(plan.leftOver.allSatisfy { $0.cause == cause.id })
        #expect(Self.ports.plan { $0.onlyCauses = [] }.steps.isEmpty)
    }

    @Test("A remedy whose commands only look, or that takes machines, is a decision")
    func decisionsAreNoSteps() {
        let greedy = daemonSet("greedy", spec: podSpec([container("greedy", requests: ["memory": "20Gi"])]))
        let scenario = PlanScenario(
            snapshot(
                nodes: [node("n1"), node("n2")], pods: agents(greedy, bound: [], waiting: ["n1", "n2"]),
                daemonSets: [greedy]))
        let plan = scenario.plan()
        let machines = plan.unused.filter { $0.playbook == "scale-nodes" }
        #expect(!machines.isEmpty && machines.allSatisfy { $0.reason == .needsDecision }, "\(plan.unused)")
        #expect(plan.steps.allSatisfy { $0.remedy.acts })
    }

    @Test("A taint that comes off lets the pods in that wait for the node, and both count")
    func nodesComeFirst() throws {
        let agent = daemonSet("agent", spec: podSpec([container("agent", requests: ["memory": "64Mi"])]))
        let names = ["n1", "n2"]
        var tainted = node("n2", taints: [taint("node.kubernetes.io/unreachable:NoExecute")])
        tainted.taints += [taint("node.kubernetes.io/memory-pressure:NoSchedule")]
        let scenario = PlanScenario(
            snapshot(
                nodes: [node("n1"), tainted], pods: agents(agent, bound: ["n1"], waiting: []), daemonSets: [agent]))
        let plan = scenario.plan()
        for step in plan.steps { #expect(step.gain > 0 && step.gains.allSatisfy(names.contains)) }
    }

    @Test("With OnDelete only the pods that a step deletes become pods of the new template")
    func onDeleteUpdatesWhatIsDeleted() throws {
        var agent = daemonSet("agent", spec: podSpec([container("agent", requests: ["memory": "2Gi"])]))
        agent.updateStrategy = .onDelete
        let plan = PlanScenario(
            snapshot(
                nodes: [node("n1", memory: "4Gi"), node("n2", memory: "4Gi"), node("n3", memory: "4Gi")],
                pods: agents(agent, bound: ["n1", "n2"], waiting: ["n3"])
                    + [filler("filler-1", on: "n3", memory: "3Gi")], daemonSets: [agent])
        ).plan()
        let step = try #require(plan.steps.first)
        #expect(step.after == PodTotals(available: 3, desired: 3))
        #expect(step.updated == 1)
        #expect(step.deletesPodsOn == ["n3"])
    }

    @Test("A step that makes no pod available names the step that needs it")
    func stepsLeadToOthers() throws {
        var steps = Self.ports.plan().steps
        #expect(steps.allSatisfy { $0.leadsTo == nil })
        try #require(steps.count == 2)
        steps[0].after = steps[0].before
        let told = steps.tellingWhatTheyLeadTo()
        #expect(told[0].leadsTo?.number == 2)
        #expect(told[0].leadsTo?.daemonSet == steps[1].daemonSet)
        #expect(told[1].leadsTo == nil)
    }

    @Test("The same snapshot gives the same plan")
    func plansAreDeterministic() {
        #expect(Self.ports.plan() == Self.ports.plan())
        #expect(Self.lastRoom.plan() == Self.lastRoom.plan())
    }

    @Test("Amounts near the end of 64 bits trap nowhere")
    func hugeAmounts() {
        let huge = daemonSet("huge", spec: podSpec([container("huge", requests: ["memory": "2E", "cpu": "1P"])]))
        let names = ["n1", "n2"]
        let scenario = PlanScenario(
            snapshot(
                nodes: [node("n1", memory: "1E"), node("n2", cpu: "1P", memory: "2E")],
                pods: agents(huge, bound: [], waiting: names)
                    + [filler("filler", on: "n1", memory: "1E", priority: .max)], daemonSets: [huge]))
        _ = scenario.plan { $0.maxRisk = .high }
    }
}

/// Expects that no node has more on it than it offers, that no host port is held twice, and that no DaemonSet has two pods
/// on a node, as far as steps have to do with it.
func expectSound(_ cluster: PlannedCluster, _ comment: Comment? = nil) {
    var owners: Set<String> = []
    var ports: Set<String> = []
    var memory: [String: WholeNumber] = [:]
    for pod in cluster.snapshot.pods where !pod.nodeName.isEmpty && !pod.isTerminal {
        for port in pod.spec.containers.flatMap(\.ports) where port.hostPort > 0 {
            #expect(ports.insert("\(pod.nodeName) \(port.hostPort)").inserted, comment)
        }
        if let owner = pod.metadata.controller, owner.kind == DaemonSet.kind {
            #expect(owners.insert("\(pod.nodeName) \(owner.uid)").inserted, comment)
        }
        for container in pod.spec.containers {
            memory[pod.nodeName, default: 0] += container.resources.requests[ResourceName.memory]?.units ?? 0
        }
    }
    for node in cluster.snapshot.nodes {
        let offered = node.allocatable[ResourceName.memory]?.units ?? 0
        #expect(memory[node.name, default: 0] <= offered, comment)
    }
}

/// Expects the verdicts that a cluster has from step to step to be those that its snapshot gives from the beginning.
func expectFreshVerdicts(_ cluster: PlannedCluster, _ comment: Comment? = nil) {
    let fresh = PlacementEngine(ClusterIndex(cluster.snapshot))
    for daemonSet in cluster.snapshot.daemonSets {
        let (kept, anew) = (cluster.engine.placement(of: daemonSet), fresh.placement(of: daemonSet))
        #expect(kept.pods.onNode == anew.pods.onNode, comment)
        for (left, right) in zip(kept.verdicts, anew.verdicts) {
            #expect(left.eligibility == right.eligibility && left.failures == right.failures, comment)
            #expect(left.preemption.map(Set.init(victimsOf:)) == right.preemption.map(Set.init(victimsOf:)), comment)
        }
    }
}

extension Set<Int> {
    fileprivate init(victimsOf preemption: Preemption) {
        if case .victims(let victims, _) = preemption { self = Set(victims) } else { self = [] }
    }
}
