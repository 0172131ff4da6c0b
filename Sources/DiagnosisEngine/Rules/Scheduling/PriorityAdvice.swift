import KubernetesModel
import PlacementEngine

/// Finds the least priority class with which pods would get room by preemption.
enum PriorityAdvice {
    /// The class that only the system's own namespace may use everywhere (`ResourceQuota` guards it elsewhere).
    private static let systemClass = "system-node-critical"
    private static let systemNamespace = "kube-system"

    /// The existing class of the least value above `floor` with which the DaemonSet's pods would get on all of these
    /// nodes; nil when no class that the DaemonSet may have would do.
    static func leastClass(
        above floor: WholeNumber, for nodes: [NodeSituation], in situation: DaemonSetSituation
    ) -> String? {
        let positions = nodes.map(\.position)
        let candidates = situation.snapshot.priorityClasses
            .filter { $0.value > floor && !$0.neverPreempts && !$0.name.hasPrefix("system-") }
            .sorted { ($0.value, $0.name) < ($1.value, $1.name) }
        // Classes of one value do the same.
        var refused: WholeNumber?
        for candidate in candidates where candidate.value != refused {
            if getsRoom(positions, candidate.value, in: situation) { return candidate.name }
            refused = candidate.value
        }
        guard situation.daemonSet.namespace == systemNamespace, let value = PriorityClass.builtIn[systemClass],
            value > floor, getsRoom(positions, value, in: situation)
        else { return nil }
        return systemClass
    }

    private static func getsRoom(_ nodes: [Int], _ priority: WholeNumber, in situation: DaemonSetSituation) -> Bool {
        situation.cluster.engine.getsRoom(for: situation.placement, at: nodes, withPriority: priority)
    }
}
