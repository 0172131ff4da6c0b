import KubernetesModel
import PlacementEngine

/// How a DaemonSet stands on one node, before anybody asks why. A class, for each rule to look at it without a copy.
final class NodeSituation: Sendable {
    /// The node's position in the snapshot.
    let position: Int
    let node: Node
    let verdict: NodeVerdict
    /// The DaemonSet's pods that belong there, the one that counts first.
    let pods: [Pod]
    /// The pod to look at: of several the one of the newest revision that does not serve, else the one that counts.
    let pod: Pod?
    let state: NodeState
    /// The controller's event that the pod does not fit here, as before 1.12.
    let failedPlacement: Evidence?

    init(
        position: Int, node: Node, verdict: NodeVerdict, pods: [Pod], pod: Pod?, state: NodeState,
        failedPlacement: Evidence? = nil
    ) {
        self.position = position
        self.node = node
        self.verdict = verdict
        self.pods = pods
        self.pod = pod
        self.state = state
        self.failedPlacement = failedPlacement
    }

    /// Whether the pod waits for the scheduler.
    var isWaitingForScheduler: Bool {
        guard let pod else { return false }
        return pod.nodeName.isEmpty && !pod.isTerminating && !pod.isTerminal
    }

    /// Whether the pod is on the node and neither ended nor deleted: its containers tell what is wrong.
    var hasLivePodOnNode: Bool {
        guard let pod else { return false }
        return !pod.nodeName.isEmpty && !pod.isTerminating && !pod.isTerminal
    }
}
