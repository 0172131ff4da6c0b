import KubernetesModel

/// NodeUnschedulable: a cordoned node takes only pods that tolerate it (`plugins/nodeunschedulable`).
struct NodeUnschedulableFilter: Filter {
    static let scope = FilterScope.nodeObject

    /// Nil when the pod tolerates it.
    init?(_ pod: TestedPod) {
        if pod.spec.tolerations.tolerate(Taint(key: Taint.Key.unschedulable, effect: .noSchedule)) { return nil }
    }

    func failure(on view: NodeView) -> FilterFailure? {
        guard view.node.isUnschedulable else { return nil }
        return FilterFailure(.nodeUnschedulable, [.unschedulable], isUnresolvable: true)
    }
}
