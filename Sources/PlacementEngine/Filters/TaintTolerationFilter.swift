import KubernetesModel

/// TaintToleration: the pod must tolerate every NoSchedule and NoExecute taint (`plugins/tainttoleration`).
struct TaintTolerationFilter: Filter {
    static let scope = FilterScope.nodeObject

    private let tolerations: TolerationSet

    init(_ pod: TestedPod) { tolerations = TolerationSet(pod.spec.tolerations) }

    func failure(on view: NodeView) -> FilterFailure? {
        // FindMatchingUntoleratedTaint: the first one is enough for the scheduler.
        guard let taint = view.node.excludingTaints.first(where: { !tolerations.tolerate($0) }) else {
            return nil
        }
        return FilterFailure(.taintToleration, [.untoleratedTaint(taint)], isUnresolvable: true)
    }
}
