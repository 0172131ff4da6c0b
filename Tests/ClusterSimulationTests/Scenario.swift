import ClusterSimulation
import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import TestBuilders

/// A small cluster around the DaemonSet `default/agent`, for changes to be tried on.
struct Scenario {
    var agent: DaemonSet
    var nodes: [Node]
    var pods: [Pod]
    var others: [DaemonSet] = []
    var budgets: [PodDisruptionBudget] = []
    var priorityClasses: [PriorityClass] = []
    var outlook = PodOutlook()
    var revisions: [ControllerRevision] = []
    var quotas: [ResourceQuota] = []

    init(_ agent: DaemonSet = anAgent(), nodes: [Node] = [node("n1")], pods: [Pod] = []) {
        self.agent = agent
        self.nodes = nodes
        self.pods = pods
    }

    var snapshot: Snapshot {
        TestBuilders.snapshot(nodes: nodes, pods: pods, daemonSets: [agent] + others) {
            $0.podDisruptionBudgets = budgets
            $0.priorityClasses = priorityClasses
            $0.controllerRevisions = revisions
            $0.resourceQuotas = quotas
        }
    }

    var simulator: Simulator { Simulator(PlacementEngine(ClusterIndex(snapshot))) }

    var placement: DaemonSetPlacement { simulator.engine.placement(of: agent) }

    /// What the changes, made together, would do.
    func after(_ changes: Change...) throws -> SimulationOutcome {
        try simulator.outcome(of: changes, for: placement, outlook: outlook)
    }

    /// Positions of nodes by name.
    func positions(_ names: String...) -> [Int] { names.compactMap { name in nodes.firstIndex { $0.name == name } } }
}

/// The DaemonSet `default/agent`, whose pods ask for these amounts.
func anAgent(
    memory: String = "1Gi", cpu: String = "100m", priority: String = "", edit: (inout PodSpec) -> Void = { _ in }
) -> DaemonSet {
    daemonSet(
        "agent",
        spec: podSpec([container("agent", requests: ["cpu": cpu, "memory": memory])]) {
            $0.priorityClassName = priority
            edit(&$0)
        })
}

/// A pod of a Deployment, for instance `web-1` of `web`, which runs on a node or waits for any.
func ownedPod(
    _ name: String, on node: String = "", memory: String, priority: WholeNumber = 0,
    spec edit: (inout PodSpec) -> Void = { _ in }, pod editPod: (inout Pod) -> Void = { _ in }
) -> Pod {
    let workload = name.split(separator: "-").dropLast().joined(separator: "-")
    return pod(
        name, on: node, labels: ["app": workload], priority: priority,
        spec: podSpec([container(requests: ["memory": memory])], edit: edit)
    ) { pod in
        pod.metadata.ownerReferences = [
            OwnerReference(kind: "ReplicaSet", name: workload, uid: "uid-\(workload)", isController: true)
        ]
        editPod(&pod)
    }
}

/// A budget for the pods of a workload.
func budget(for workload: String, allowing count: WholeNumber) -> PodDisruptionBudget {
    var budget = PodDisruptionBudget()
    budget.metadata = ObjectMeta(name: workload, namespace: "default")
    budget.selector = LabelSelector(matchLabels: ["app": workload])
    budget.disruptionsAllowed = count
    return budget
}

/// A priority class.
func priorityClass(_ name: String, _ value: WholeNumber, neverPreempts: Bool = false) -> PriorityClass {
    var priorityClass = PriorityClass()
    priorityClass.metadata = ObjectMeta(name: name)
    priorityClass.value = value
    priorityClass.neverPreempts = neverPreempts
    return priorityClass
}

extension SimulationOutcome {
    /// The nodes with a place for the pod.
    var served: Set<String> { Set(nodes.filter(\.after.hasPlace).map(\.name)) }

    /// The nodes that gain a place.
    var gainedNames: Set<String> { Set(gained.map(\.name)) }

    /// The nodes that lose one.
    var lostNames: Set<String> { Set(lost.map(\.name)) }

    /// Who loses a place, and what becomes of it.
    var fates: [String: Fate] { Dictionary(uniqueKeysWithValues: evictions.map { ($0.pod, $0.fate) }) }

    /// Why the pod has no place on a node, by the filters that refuse it.
    func blockers(on node: String) -> Set<FilterPlugin> {
        guard case .blocked(let failures, _)? = self.node(named: node)?.after else { return [] }
        return Set(failures.map(\.plugin))
    }
}

/// A rule that wants the pods of a workload spread evenly.
func spread(of workload: String, over topologyKey: String) -> TopologySpreadConstraint {
    var rule = TopologySpreadConstraint()
    rule.topologyKey = topologyKey
    rule.labelSelector = LabelSelector(matchLabels: ["app": workload])
    return rule
}
