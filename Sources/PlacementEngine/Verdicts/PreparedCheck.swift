import ClusterSnapshot
import KubernetesModel

/// A tested pod with the filters that have something to say about it. A class, for many nodes to share it.
final class PreparedCheck: Sendable {
    let pod: TestedPod
    /// Those that ask for the node's object alone, which no eviction changes; they come first in scheduler order.
    private let nodeFilters: [any Filter]
    /// The others, in scheduler order.
    private let otherFilters: [any Filter]

    /// Prepares the filters.
    ///
    /// - Parameters:
    ///   - pod: the pod that is asked about.
    ///   - eligibilitySpec: the spec by which all nodes that will be asked about are known to be eligible: what it
    ///     asks of a node need not be asked again. Nil when nothing is known.
    ///   - cluster: the cluster.
    init(_ pod: TestedPod, eligibilitySpec: PodSpec? = nil, in cluster: PlacementCluster) {
        self.pod = pod
        // Admission only adds tolerations, and required node affinity made place for the node's name.
        let isSelected = eligibilitySpec.map { $0.nodeSelector == pod.spec.nodeSelector } ?? false
        let isTolerated = eligibilitySpec != nil
        let nodeFilters: [(any Filter)?] = [
            NodeUnschedulableFilter(pod), NodeNameFilter(pod), isTolerated ? nil : TaintTolerationFilter(pod),
            isSelected ? nil : NodeAffinityFilter(pod),
        ]
        self.nodeFilters = nodeFilters.compactMap { $0 }
        let otherFilters: [(any Filter)?] = [
            NodePortsFilter(pod), NodeResourcesFitFilter(pod), VolumeRestrictionsFilter(pod, in: cluster),
            NodeVolumeLimitsFilter(pod, in: cluster), VolumeBindingFilter(pod, in: cluster.index),
            VolumeZoneFilter(pod, in: cluster.index), PodTopologySpreadFilter(pod, in: cluster),
            InterPodAffinityFilter(pod, in: cluster),
        ]
        self.otherFilters = otherFilters.compactMap { $0 }
    }

    /// Whether where other pods go changes where this one may go.
    var dependsOnNeighbours: Bool {
        otherFilters.contains { $0 is InterPodAffinityFilter || $0 is PodTopologySpreadFilter }
    }

    /// Whether nothing but the node that is asked about, and what is taken there, decides.
    var asksNodeOnly: Bool { otherFilters.allSatisfy { $0 is NodePortsFilter || $0 is NodeResourcesFitFilter } }

    private init(_ other: PreparedCheck, for pod: TestedPod) {
        self.pod = pod
        nodeFilters = other.nodeFilters
        otherFilters = other.otherFilters
    }

    /// The same check for a pod of another priority: no filter asks for that.
    func with(priority: Int32, neverPreempts: Bool) -> PreparedCheck {
        var pod = pod
        pod.priority = priority
        pod.neverPreempts = neverPreempts
        return PreparedCheck(self, for: pod)
    }

    /// What refuses the pod, each filter asked on its own, in scheduler order.
    ///
    /// Pods that wait for the node are looked at as if they were there; only where nothing refuses the pod then, the
    /// node is looked at without them too (`RunFilterPluginsWithNominatedPods`).
    func failures(on view: NodeView, nominated: [Int], in cluster: PlacementCluster) -> [FilterFailure] {
        if !nominated.isEmpty {
            let failures = failures(on: view.adding(nominated, in: cluster))
            if !failures.isEmpty { return failures }
        }
        return failures(on: view)
    }

    private func failures(on view: NodeView) -> [FilterFailure] {
        var failures: [FilterFailure] = []
        for filter in nodeFilters {
            if let failure = filter.failure(on: view) { failures.append(failure) }
        }
        for filter in otherFilters {
            if let failure = filter.failure(on: view) { failures.append(failure) }
        }
        return failures
    }

    /// Whether the node's object does not refuse the pod.
    func isAdmitted(on view: NodeView) -> Bool { nodeFilters.allSatisfy { $0.failure(on: view) == nil } }

    /// The first refusal by a filter that looks beyond the node's object; nil where the pod fits.
    ///
    /// Asked only where the node's object does not refuse the pod: else no eviction is tried.
    func firstFailure(on view: NodeView, nominated: [Int], in cluster: PlacementCluster) -> FilterFailure? {
        if !nominated.isEmpty, let failure = firstFailure(on: view.adding(nominated, in: cluster)) { return failure }
        return firstFailure(on: view)
    }

    private func firstFailure(on view: NodeView) -> FilterFailure? {
        for filter in otherFilters {
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

    /// The check of the pod that the template gives, for nodes that are eligible.
    mutating func checkOfTemplate() -> PreparedCheck {
        if let templateCheck { return templateCheck }
        let check = PreparedCheck(template.testedPod, eligibilitySpec: template.eligibilitySpec, in: cluster)
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
