/// One of the scheduler's filter plugins, prepared for one pod (`PreFilter`) and asked node by node (`Filter`).
///
/// A filter's initializer returns nil when the plugin has nothing to say about the pod.
protocol Filter: Sendable {
    /// How far the filter looks for its answer.
    static var scope: FilterScope { get }

    /// The answer of `PreFilter` where that refuses the pod wherever it goes. The scheduler asks no node then, so it
    /// outranks what any other plugin says of a node.
    var refusalOfAllNodes: FilterFailure? { get }

    /// The plugin's answer for a node; nil lets the pod on.
    func failure(on view: NodeView) -> FilterFailure?

    /// Begins to count the pods of a view, where the filter asks for them.
    func begin(_ counts: inout ViewCounts, of view: NodeView)

    /// Counts one more pod on the node (1), or one less (-1).
    func count(_ position: Int, _ sign: Int, on node: FilteredNode, into counts: inout ViewCounts)
}

extension Filter {
    var refusalOfAllNodes: FilterFailure? { nil }

    func begin(_ counts: inout ViewCounts, of view: NodeView) {
        for position in view.removed { count(position, -1, on: view.node, into: &counts) }
        for position in view.added { count(position, 1, on: view.node, into: &counts) }
    }

    func count(_ position: Int, _ sign: Int, on node: FilteredNode, into counts: inout ViewCounts) {}
}

/// How far a filter looks, nearest first.
enum FilterScope: Comparable, Sendable {
    /// The node's object alone: its name, labels, taints. No eviction changes the answer.
    case nodeObject
    /// The requests and host ports of the pods on the node too.
    case nodeUsage
    /// Also claims and volumes, and the pods that use them.
    case volumes
    /// Pods on other nodes: a pod of the same kind that goes elsewhere changes the answer here.
    case neighbours
}
