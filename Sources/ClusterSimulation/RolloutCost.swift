import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// What it takes to bring a changed template to the nodes (`DaemonSetsController.rollingUpdate`).
public struct RolloutCost: Equatable, Sendable {
    /// How many pods that run now are replaced.
    public var restarts: Int
    /// How many pods that run now are deleted and not made again: their nodes are none of the DaemonSet's.
    public var removals = 0
    /// In how many rounds, one after the other becoming available; nil where each pod has to be deleted by hand.
    public var rounds: Int?
    /// How many of the DaemonSet's pods may be down at once; nil where each pod has to be deleted by hand.
    public var atOnce: Int?
    /// Nodes without a serving pod that spend the whole budget, so that the other pods keep the old template.
    public var isStalled: Bool

    /// - Parameters:
    ///   - daemonSet: the changed DaemonSet.
    ///   - own: its pods on each node.
    ///   - nodes: how the pods get on afterwards.
    ///   - failing: positions of nodes whose pod has a place and does not serve, and will not by this change.
    ///   - crowded: positions of nodes on which a new pod has no room beside the old one.
    ///   - snapshot: the snapshot.
    init(
        _ daemonSet: DaemonSet, own: DaemonPods, nodes: [SimulationOutcome.NodeOutcome], failing: Set<Int>,
        crowded: Set<Int>, in snapshot: Snapshot
    ) {
        var serving = 0
        restarts = 0
        var down = nodes.count { $0.after.isEligible && (!$0.after.hasPlace || failing.contains($0.position)) }
        for node in nodes where !node.isAdded && !own.onNode[node.position].isEmpty {
            let pods = own.onNode[node.position].map { snapshot.pods[$0] }
            guard node.after.isEligible else {
                if pods.contains(where: { !$0.nodeName.isEmpty && !$0.isTerminal && !$0.isTerminating }) {
                    removals += 1
                }
                // A node that is none of the DaemonSet's spends the budget all the same as long as its pod is there
                // and down: where the kubelet is silent that pod does not go.
                if !snapshot.nodes[node.position].isReady, !pods.contains(where: { $0.isReady && !$0.isTerminating }) {
                    down += 1
                }
                continue
            }
            guard let pod = pods.first(where: { !$0.nodeName.isEmpty && !$0.isTerminal && !$0.isTerminating }) else {
                continue
            }
            restarts += 1
            if pod.isAvailable(minReadySeconds: daemonSet.minReadySeconds, now: snapshot.capturedAt) { serving += 1 }
        }
        guard case .rollingUpdate(let unavailable, let surge) = daemonSet.updateStrategy else {
            isStalled = false
            return
        }
        let desired = nodes.count { $0.after.isEligible }
        let surging = surge.scaled(of: desired)
        let budget = surging > 0 ? surging : max(1, unavailable.scaled(of: desired))
        // Pods that do not serve are replaced at once; they spend the budget until their successors serve.
        // With a surge the new pod comes before the old one goes, and spends the surge until it serves.
        let left = max(0, budget - (surging > 0 ? crowded.count : down))
        isStalled = left == 0 && serving > 0
        atOnce = budget
        rounds = serving == 0 ? (restarts > 0 ? 1 : 0) : (serving + max(1, left) - 1) / max(1, left)
    }
}
