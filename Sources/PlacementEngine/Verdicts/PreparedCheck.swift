import ClusterSnapshot
import KubernetesModel

/// A tested pod with the filters that have something to say about it. A class, for many nodes to share it.
final class PreparedCheck: Sendable {
    let pod: TestedPod
    /// The answers of filters that refuse the pod wherever it goes, in scheduler order (`RunPreFilterPlugins`).
    private let refusalsOfAllNodes: [FilterFailure]
    /// The filters that ask for the node's object alone; they come first in scheduler order.
    private let nodeFilters: [any Filter]
    /// The others, in scheduler order.
    private let otherFilters: [any Filter]
    /// The farthest scope among the filters.
    private let scope: FilterScope
    /// Whether other pods count, and nothing else beyond the node and its pods.
    private let asksPodsOnly: Bool

    /// Prepares the filters.
    ///
    /// - Parameters:
    ///   - pod: the pod that is asked about.
    ///   - eligibilitySpec: the spec by which all nodes that will be asked about are known to be eligible: what it
    ///     asks of a node need not be asked again. Nil when nothing is known.
    ///   - cluster: the cluster.
    init(_ pod: TestedPod, eligibilitySpec: PodSpec? = nil, in cluster: PlacementCluster) {
        // Admission only adds tolerations, and required node affinity made place for the node's name.
        let isSelected = eligibilitySpec.map { $0.nodeSelector == pod.spec.nodeSelector } ?? false
        let isTolerated = eligibilitySpec != nil
        let prepared: [(any Filter)?] = [
            NodeUnschedulableFilter(pod), NodeNameFilter(pod), isTolerated ? nil : TaintTolerationFilter(pod),
            isSelected ? nil : NodeAffinityFilter(pod), NodePortsFilter(pod), NodeResourcesFitFilter(pod),
            VolumeRestrictionsFilter(pod, in: cluster), NodeVolumeLimitsFilter(pod, in: cluster),
            VolumeBindingFilter(pod, in: cluster.index), VolumeZoneFilter(pod, in: cluster.index),
            PodTopologySpreadFilter(pod, in: cluster), InterPodAffinityFilter(pod, in: cluster),
        ]
        let all = prepared.compactMap { $0 }
        let filters = all.filter { $0.refusalOfAllNodes == nil }
        self.pod = pod
        refusalsOfAllNodes = all.compactMap(\.refusalOfAllNodes)
        nodeFilters = filters.filter { type(of: $0).scope == .nodeObject }
        otherFilters = filters.filter { type(of: $0).scope > .nodeObject }
        scope = all.map { type(of: $0).scope }.max() ?? .nodeObject
        asksPodsOnly = all.allSatisfy { type(of: $0).scope <= .nodeUsage || $0 is InterPodAffinityFilter }
    }

    /// Whether a pod that goes elsewhere changes where this one may go.
    var dependsOnNeighbours: Bool { scope == .neighbours }

    /// Whether the check, prepared in one cluster, holds in another: the node under test and the pods on it decide alone, or
    /// the other cluster has the same pods on nodes of the same labels.
    func holds(in other: PlacementCluster, preparedIn cluster: PlacementCluster) -> Bool {
        scope <= .nodeUsage || asksPodsOnly && other.layout === cluster.layout
    }

    /// What the filters count of the pods of a view.
    func counts(on view: NodeView) -> ViewCounts {
        var counts = ViewCounts()
        for filter in otherFilters { filter.begin(&counts, of: view) }
        return counts
    }

    /// Counts one more pod that is on the node again (1), or off it (-1).
    func count(_ pod: Int, _ sign: Int, in view: inout NodeView) {
        guard var counts = view.counts else { return }
        view.counts = nil
        for filter in otherFilters { filter.count(pod, sign, on: view.node, into: &counts) }
        view.counts = counts
    }

    private init(_ other: PreparedCheck, for pod: TestedPod) {
        self.pod = pod
        refusalsOfAllNodes = other.refusalsOfAllNodes
        nodeFilters = other.nodeFilters
        otherFilters = other.otherFilters
        scope = other.scope
        asksPodsOnly = other.asksPodsOnly
    }

    /// The same check for a pod of another priority: no filter asks for that.
    func with(priority: WholeNumber, neverPreempts: Bool) -> PreparedCheck {
        var pod = pod
        pod.priority = priority
        pod.neverPreempts = neverPreempts
        return PreparedCheck(self, for: pod)
    }

    /// All refusals of the pod, in scheduler order: those of all nodes, which come before any node is asked, then those
    /// of this one; each filter is asked on its own.
    ///
    /// Pods that wait for the node are looked at as if they were there, and then without them, since none of them is
    /// sure to come (`RunFilterPluginsWithNominatedPods`): a pod that is only nominated meets no required affinity.
    func failures(on view: NodeView, nominated: [Int], in cluster: PlacementCluster) -> [FilterFailure] {
        if nominated.isEmpty {
            let failures = failures(on: view)
            return refusalsOfAllNodes.isEmpty ? failures : refusalsOfAllNodes + failures
        }
        let crowded = failures(on: view.adding(nominated, in: cluster))
        let refused = Set(crowded.map(\.plugin))
        return refusalsOfAllNodes + crowded + failures(on: view).filter { !refused.contains($0.plugin) }
    }

    private func failures(on view: NodeView) -> [FilterFailure] {
        var failures: [FilterFailure] = []
        // By their places: to go through the filters themselves copies each.
        for place in nodeFilters.indices {
            if let failure = nodeFilters[place].failure(on: view) { failures.append(failure) }
        }
        for place in otherFilters.indices {
            if let failure = otherFilters[place].failure(on: view) { failures.append(failure) }
        }
        return failures
    }

    /// Whether the node's object does not refuse the pod.
    func isAdmitted(on view: NodeView) -> Bool { nodeFilters.allSatisfy { $0.failure(on: view) == nil } }

    /// The first refusal by a filter that looks beyond the node's object; nil where the pod fits.
    ///
    /// Only for nodes whose object admits the pod; on others no eviction is tried.
    ///
    /// - Parameters:
    ///   - view: the node.
    ///   - crowded: the node with the pods that wait for it; nil where none does.
    /// - Returns: the refusal; nil where the pod fits.
    func firstFailure(on view: NodeView, crowded: NodeView?) -> FilterFailure? {
        if let refusal = refusalsOfAllNodes.first { return refusal }
        if let crowded, let failure = firstFailure(on: crowded) { return failure }
        return firstFailure(on: view)
    }

    private func firstFailure(on view: NodeView) -> FilterFailure? {
        for place in otherFilters.indices {
            if let failure = otherFilters[place].failure(on: view) { return failure }
        }
        return nil
    }
}
