import ClusterSnapshot
import KubernetesModel

/// A tested pod with the filters that have something to say about it. A class, for many nodes to share it.
final class PreparedCheck: Sendable {
    let pod: TestedPod
    /// In scheduler order.
    private let filters: [any Filter]

    init(_ pod: TestedPod, in cluster: PlacementCluster) {
        self.pod = pod
        let filters: [(any Filter)?] = [
            NodeUnschedulableFilter(pod), NodeNameFilter(pod), TaintTolerationFilter(pod), NodeAffinityFilter(pod),
            NodePortsFilter(pod), NodeResourcesFitFilter(pod), VolumeRestrictionsFilter(pod, in: cluster),
            NodeVolumeLimitsFilter(pod, in: cluster), VolumeBindingFilter(pod, in: cluster.index),
            VolumeZoneFilter(pod, in: cluster.index), PodTopologySpreadFilter(pod, in: cluster),
            InterPodAffinityFilter(pod, in: cluster),
        ]
        self.filters = filters.compactMap { $0 }
    }

    private init(_ pod: TestedPod, filters: [any Filter]) {
        self.pod = pod
        self.filters = filters
    }

    /// The same check for a pod of another priority: no filter asks for that.
    func with(priority: Int32, neverPreempts: Bool) -> PreparedCheck {
        var pod = pod
        pod.priority = priority
        pod.neverPreempts = neverPreempts
        return PreparedCheck(pod, filters: filters)
    }

    /// What refuses the pod, each filter asked on its own, in scheduler order.
    ///
    /// Pods that wait for the node are looked at as if they were there; only where nothing refuses the pod then, the
    /// node is looked at without them too (`RunFilterPluginsWithNominatedPods`).
    func failures(on view: NodeView, nominated: [Int], in cluster: PlacementCluster) -> [FilterFailure] {
        if !nominated.isEmpty {
            let failures = filters.compactMap { $0.failure(on: view.adding(nominated, in: cluster)) }
            if !failures.isEmpty { return failures }
        }
        return filters.compactMap { $0.failure(on: view) }
    }

    /// The first refusal in scheduler order; nil where the pod fits.
    func firstFailure(on view: NodeView, nominated: [Int], in cluster: PlacementCluster) -> FilterFailure? {
        if !nominated.isEmpty, let failure = firstFailure(on: view.adding(nominated, in: cluster)) { return failure }
        return firstFailure(on: view)
    }

    private func firstFailure(on view: NodeView) -> FilterFailure? {
        for filter in filters {
            if let failure = filter.failure(on: view) { return failure }
        }
        return nil
    }

    /// Whether nothing refuses the pod.
    func fits(on view: NodeView, nominated: [Int], in cluster: PlacementCluster) -> Bool {
        firstFailure(on: view, nominated: nominated, in: cluster) == nil
    }
}

extension NodeView {
    /// The node with these pods on it as well.
    fileprivate func adding(_ pods: [Int], in cluster: PlacementCluster) -> NodeView {
        var view = self
        for pod in pods { view.usage.add(pod, cluster.footprint(ofPodAt: pod)) }
        view.added += pods
        return view
    }
}

/// The checks for one DaemonSet: for the pod that its template gives, and for each kind of pod that already waits.
struct PreparedChecks {
    private let cluster: PlacementCluster
    private let template: DaemonPodTemplate
    private var templateCheck: PreparedCheck?
    private var waitingChecks: [Key: (check: PreparedCheck, differences: [TemplateDifference])] = [:]

    /// Pods that differ in nothing that a filter asks for.
    private struct Key: Hashable {
        var spec: ObjectIdentifier
        var labels: Labels
        var isPinned: Bool
        /// Ephemeral claims are named after the pod: nothing to share there.
        var name: String
    }

    init(_ template: DaemonPodTemplate, in cluster: PlacementCluster) {
        self.template = template
        self.cluster = cluster
    }

    /// The check of the pod that the template gives.
    mutating func checkOfTemplate() -> PreparedCheck {
        if let templateCheck { return templateCheck }
        let check = PreparedCheck(template.testedPod, in: cluster)
        templateCheck = check
        return check
    }

    /// The check of the pod at `position`, which waits, and in what it differs from what the template gives.
    mutating func check(ofWaitingPodAt position: Int) -> (check: PreparedCheck, differences: [TemplateDifference]) {
        let pod = cluster.pods[position]
        let hasOwnClaims = pod.spec.volumes.contains { $0.source == .ephemeral }
        let key = Key(
            spec: ObjectIdentifier(pod.sharedSpec), labels: pod.metadata.labels,
            isPinned: !pod.pinnedNodeName.isEmpty, name: hasOwnClaims ? pod.name : "")
        if let known = waitingChecks[key] { return known }
        let tested = TestedPod(waitingPodAt: position, in: cluster.index.snapshot)
        let result = (
            PreparedCheck(tested, in: cluster), TemplateDifference.between(tested, template: template.testedPod)
        )
        waitingChecks[key] = result
        return result
    }
}
