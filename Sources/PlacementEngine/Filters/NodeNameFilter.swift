import KubernetesModel

/// NodeName: a pod whose spec names a node fits on that node only (`plugins/nodename`).
struct NodeNameFilter: Filter {
    static let scope = FilterScope.nodeObject

    private let nodeName: String

    /// Nil when the spec names none.
    init?(_ pod: TestedPod) {
        if pod.nodeName.isEmpty { return nil }
        nodeName = pod.nodeName
    }

    func failure(on view: NodeView) -> FilterFailure? {
        guard nodeName != view.node.name else { return nil }
        return FilterFailure(.nodeName, [.otherNodeName], isUnresolvable: true)
    }
}
