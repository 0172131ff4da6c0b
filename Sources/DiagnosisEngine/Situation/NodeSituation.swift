import KubernetesModel
import PlacementEngine

/// How a DaemonSet stands on one node, before anybody asks why. A class, for each rule to look at it without a copy.
public final class NodeSituation: Sendable {
    /// The node's position in the snapshot.
    public let position: Int
    public let node: Node
    public let verdict: NodeVerdict
    /// The DaemonSet's pods that belong there, the one that counts first.
    public let pods: [Pod]
    /// The pod to look at: of several the one of the newest revision that does not serve, else the one that counts.
    public let pod: Pod?
    public let state: NodeState

    init(position: Int, node: Node, verdict: NodeVerdict, pods: [Pod], pod: Pod?, state: NodeState) {
        self.position = position
        self.node = node
        self.verdict = verdict
        self.pods = pods
        self.pod = pod
        self.state = state
    }

    /// Whether the pod waits for the scheduler.
    public var isWaitingForScheduler: Bool {
        guard let pod else { return false }
        return pod.nodeName.isEmpty && !pod.isTerminating && !pod.isTerminal
    }

    /// Whether the pod is on the node and neither ended nor deleted: its containers tell what is wrong.
    public var hasLivePodOnNode: Bool {
        guard let pod else { return false }
        return !pod.nodeName.isEmpty && !pod.isTerminating && !pod.isTerminal
    }
}
