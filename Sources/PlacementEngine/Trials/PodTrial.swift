import ClusterSnapshot
import KubernetesModel

/// Tries one pod of the snapshot on single nodes: a pod that waits, or one that has to leave its node.
public struct PodTrial: Sendable {
    private let check: PreparedCheck
    private let cluster: PlacementCluster

    /// - Parameters:
    ///   - position: the pod's position in the snapshot.
    ///   - cluster: the cluster, in which the pod is on no node any more.
    public init(podAt position: Int, in cluster: PlacementCluster) {
        self.cluster = cluster
        check = PreparedCheck(TestedPod(waitingPodAt: position, in: cluster.index.snapshot), in: cluster)
    }

    private init(_ check: PreparedCheck, in cluster: PlacementCluster) {
        self.check = check
        self.cluster = cluster
    }

    /// The trial of the same pod in another cluster; nil where it has to be prepared again, because other pods or
    /// volumes
    /// count.
    public func moved(to cluster: PlacementCluster) -> PodTrial? {
        check.holds(in: cluster, preparedIn: self.cluster) ? PodTrial(check, in: cluster) : nil
    }

    /// Who would be evicted for the pod on a node where it does not fit; nil where nobody makes room for it.
    ///
    /// - Parameters:
    ///   - position: the node's position.
    ///   - usage: what is taken there; the cluster's own where it is not given.
    /// - Returns: the victims as positions in the snapshot, the most important first, and how many budgets that violates.
    public func victims(at position: Int, usage: NodeUsage? = nil) -> (pods: [Int], violations: Int)? {
        let view = NodeView(
            position: position, node: cluster.nodes[position], usage: usage ?? cluster.usage[position])
        guard let failure = check.failures(on: view, nominated: [], in: cluster).first else { return nil }
        let preemption = PreemptionTrial(check: check, cluster: cluster, nominated: []).outcome(
            on: view, after: failure)
        if case .victims(let pods, let violations) = preemption { return (pods, violations) }
        return nil
    }

    /// The requests and host ports of the pod.
    public var footprint: PodFootprint { PodFootprint(requests: check.pod.requests, hostPorts: check.pod.hostPorts) }

    /// The pod's priority.
    public var priority: WholeNumber { check.pod.priority }

    /// Whether a pod of the same kind that goes elsewhere changes where this one may go: then each needs its own trial.
    public var dependsOnNeighbours: Bool { check.dependsOnNeighbours }

    /// Whether the node's object (taints, labels) admits the pod, regardless of room.
    public func isAdmitted(at position: Int) -> Bool {
        check.isAdmitted(on: NodeView(position: position, node: cluster.nodes[position], usage: NodeUsage()))
    }

    /// Whether nothing refuses the pod.
    ///
    /// - Parameters:
    ///   - position: the node's position.
    ///   - usage: what is taken there; the cluster's own where it is not given.
    /// - Returns: whether the pod could go there.
    public func fits(at position: Int, usage: NodeUsage? = nil) -> Bool {
        let view = NodeView(
            position: position, node: cluster.nodes[position], usage: usage ?? cluster.usage[position])
        return check.isAdmitted(on: view) && check.firstFailure(on: view, crowded: nil) == nil
    }
}
