import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// How much work a DaemonSet's diagnosis is, its part of the report included, in the steps of a ``WorkBudget``.
struct DiagnosisWork {
    private static let node = 3
    /// A node on which something is wrong: all rules are asked about it.
    private static let ailingNode = 30
    private static let pod = 5
    /// Remedies and commands go with it.
    private static let finding = 400
    /// A node that a finding names: its remedies are tried there, and the report counts it.
    private static let namedNode = 6
    /// A taint or label that keeps the pods off a node: rules about taints and selectors go through it.
    private static let constraint = 12
    /// As many as a DaemonSet with many taints and Services to tell of has.
    private static let mostFindings = 60

    private let nodes: Int
    /// Every node's taints are compared with every DaemonSet's tolerations.
    private let taints: Int
    private let index: ClusterIndex

    init(in cluster: ClusterSituation) {
        index = cluster.index
        nodes = cluster.snapshot.nodes.count
        taints = cluster.snapshot.nodes.reduce(0) { $0 + $1.taints.count }
    }

    /// The most that it can be, before anything is known of it.
    func most(_ daemonSet: DaemonSet) -> Int {
        let owned = daemonSet.uid.isEmpty ? 0 : index.podsByController[daemonSet.uid]?.count ?? 0
        let ownerless = index.uncontrolledPodsByNamespace[daemonSet.namespace]?.count ?? 0
        return nodes * (Self.node + Self.ailingNode) + taints + (owned + ownerless) * Self.pod
            + Self.mostFindings * Self.finding
    }

    /// What it was.
    func steps(_ diagnosis: DaemonSetDiagnosis) -> Int {
        var steps = nodes * Self.node + taints + diagnosis.findings.count * Self.finding
        for finding in diagnosis.findings { steps += finding.nodes.count * Self.namedNode }
        for node in diagnosis.nodes {
            if node.state != .available, node.state != .ineligible { steps += Self.ailingNode }
            steps += node.excludedBy.count * Self.constraint
        }
        for pods in diagnosis.placement?.pods.onNode ?? [] { steps += pods.count * Self.pod }
        return steps
    }
}
