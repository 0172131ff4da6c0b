import KubernetesModel

/// NodeAffinity: node selector and required node affinity (`plugins/nodeaffinity`).
struct NodeAffinityFilter: Filter {
    static let scope = FilterScope.nodeObject

    private let pod: TestedPod

    /// Nil when the pod has neither.
    init?(_ pod: TestedPod) {
        if pod.spec.nodeSelector.isEmpty, pod.spec.requiredNodeAffinity == nil { return nil }
        self.pod = pod
    }

    func failure(on view: NodeView) -> FilterFailure? {
        if pod.admits(view.node) { return nil }
        return FilterFailure(.nodeAffinity, [.nodeAffinity], isUnresolvable: true)
    }
}
