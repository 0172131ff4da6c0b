import ClusterSnapshot
import KubernetesModel

/// Gives Kubernetes' verdicts: should the node run the pod, does it fit, and would preemption help.
public struct PlacementEngine: Sendable {
    public let cluster: PlacementCluster

    public var index: ClusterIndex { cluster.index }
    public var snapshot: Snapshot { cluster.index.snapshot }

    public init(_ index: ClusterIndex) { cluster = PlacementCluster(index) }

    /// The verdicts on one DaemonSet, for every node in the snapshot's order.
    public func placement(of daemonSet: DaemonSet) -> DaemonSetPlacement {
        let template = DaemonPodTemplate(daemonSet, in: index)
        let rule = EligibilityRule(daemonSet, template: template, in: index)
        let ownPods = DaemonPods(of: daemonSet, in: index)
        var checks = FilterChecks(cluster)
        let verdicts = snapshot.nodes.indices.map { position in
            verdict(at: position, rule: rule, template: template, ownPods: ownPods, checks: &checks)
        }
        return DaemonSetPlacement(
            daemonSet: daemonSet, template: template, pods: ownPods, verdicts: verdicts)
    }

    private func verdict(
        at position: Int, rule: EligibilityRule, template: DaemonPodTemplate, ownPods: DaemonPods,
        checks: inout FilterChecks
    ) -> NodeVerdict {
        let node = snapshot.nodes[position]
        let eligibility = rule.eligibility(of: node)
        let own = ownPods.onNode[position]
        let tested = testedPod(among: own, template: template)
        guard eligibility.shouldRun else {
            return NodeVerdict(eligibility: eligibility, failures: [], preemption: nil, testedPod: tested.origin)
        }
        let view = view(at: position, withoutOwn: own)
        let filters = checks.filters(for: tested, snapshot: snapshot)
        let failures = filters.compactMap { $0.failure(on: view) }
        let preemption = failures.first.map {
            PreemptionTrial(pod: tested, filters: filters, cluster: cluster).outcome(on: view, after: $0)
        }
        return NodeVerdict(
            eligibility: eligibility, failures: failures, preemption: preemption, testedPod: tested.origin)
    }

    /// The pod to ask about on a node: the DaemonSet's own that waits for it, else the one that would be made.
    func testedPod(among own: [Int], template: DaemonPodTemplate) -> TestedPod {
        let waiting = own.first { snapshot.pods[$0].nodeName.isEmpty && !snapshot.pods[$0].isTerminating }
        return waiting.map { TestedPod(waitingPodAt: $0, in: snapshot) } ?? template.testedPod
    }

    /// A node as it is for a pod of the DaemonSet, whose own pods there do not stand in their own way. Those that it
    /// would only adopt do, as long as nobody owns them.
    func view(at position: Int, withoutOwn own: [Int]) -> NodeView {
        var view = NodeView(position: position, node: snapshot.nodes[position], usage: cluster.usage[position])
        for pod in own where snapshot.pods[pod].metadata.controller != nil && view.usage.pods.contains(pod) {
            view.usage.remove(pod, cluster.footprint(ofPodAt: pod))
            view.removed.append(pod)
        }
        return view
    }
}

/// The filters for each kind of tested pod, prepared once.
struct FilterChecks {
    private let cluster: PlacementCluster
    private var templateFilters: [any Filter]?
    private var filtersBySpec: [Key: [any Filter]] = [:]

    private struct Key: Hashable {
        var spec: ObjectIdentifier
        var labels: Labels
    }

    init(_ cluster: PlacementCluster) { self.cluster = cluster }

    mutating func filters(for pod: TestedPod, snapshot: Snapshot) -> [any Filter] {
        switch pod.origin {
        case .template:
            if let templateFilters { return templateFilters }
            let filters = Self.make(pod, cluster)
            templateFilters = filters
            return filters
        case .pod(let position):
            // Ephemeral claims are a pod's own: nothing to share there.
            let waiting = snapshot.pods[position]
            if pod.spec.volumes.contains(where: { $0.source == .ephemeral }) { return Self.make(pod, cluster) }
            let key = Key(spec: ObjectIdentifier(waiting.sharedSpec), labels: waiting.metadata.labels)
            if let known = filtersBySpec[key] { return known }
            let filters = Self.make(pod, cluster)
            filtersBySpec[key] = filters
            return filters
        }
    }

    /// Every plugin in scheduler order, those left out that have nothing to say about this pod.
    static func make(_ pod: TestedPod, _ cluster: PlacementCluster) -> [any Filter] {
        let filters: [(any Filter)?] = [
            NodeUnschedulableFilter(pod), NodeNameFilter(pod), TaintTolerationFilter(pod), NodeAffinityFilter(pod),
            NodePortsFilter(pod), NodeResourcesFitFilter(pod), VolumeBindingFilter(pod, in: cluster.index),
            VolumeZoneFilter(pod, in: cluster.index), PodTopologySpreadFilter(pod, in: cluster),
            InterPodAffinityFilter(pod, in: cluster),
        ]
        return filters.compactMap { $0 }
    }
}
