import ClusterSnapshot
import KubernetesModel

/// Tries the pods of a DaemonSet on single nodes, in the cluster or in an edited one.
public struct TemplateTrial: Sendable {
    /// The pod that the template gives.
    public let template: DaemonPodTemplate
    private let rule: EligibilityRule
    private let check: PreparedCheck
    private let cluster: PlacementCluster
    /// The budgets after the evictions so far.
    private var budgets: BudgetTable

    /// - Parameters:
    ///   - daemonSet: the DaemonSet, as it is or as it would be.
    ///   - cluster: the cluster, as it is or as it would be.
    public init(_ daemonSet: DaemonSet, in cluster: PlacementCluster) {
        self.cluster = cluster
        budgets = cluster.budgets
        template = DaemonPodTemplate(daemonSet, in: cluster.index)
        rule = EligibilityRule(daemonSet, template: template, in: cluster.index)
        check = PreparedCheck(template.testedPod, eligibilitySpec: template.eligibilitySpec, in: cluster)
    }

    private init(_ other: TemplateTrial, in cluster: PlacementCluster) {
        self.cluster = cluster
        budgets = cluster.budgets
        template = other.template
        rule = other.rule
        check = other.check
    }

    /// The same trial in an edited cluster of the same snapshot, with its budgets; nil where it has to be prepared
    /// again, because other pods or volumes count.
    public func moved(to cluster: PlacementCluster) -> TemplateTrial? {
        check.holds(in: cluster, preparedIn: self.cluster) ? TemplateTrial(self, in: cluster) : nil
    }

    /// The requests and host ports of each pod.
    public var footprint: PodFootprint { PodFootprint(requests: check.pod.requests, hostPorts: check.pod.hostPorts) }

    /// The pods' priority.
    public var priority: WholeNumber { check.pod.priority }

    /// Whether a pod fits where so much is taken, no pod of the DaemonSet being there.
    public func fits(at position: Int, usage: NodeUsage) -> Bool {
        let view = NodeView(position: position, node: cluster.nodes[position], usage: usage)
        return check.failures(on: view, nominated: [], in: cluster).isEmpty
    }

    /// Whether the node is one of the DaemonSet's.
    public func eligibility(at position: Int) -> Eligibility { rule.eligibility(of: cluster.nodes[position]) }

    /// The label keys of the rules by which one of the DaemonSet's pods changes where another may go.
    public var topologyKeys: Set<String> { check.pod.topologyKeys }

    /// The pod that the DaemonSet would have on a node, for others to see.
    public func pod(of daemonSet: DaemonSet) -> Pod {
        var pod = Pod()
        pod.metadata.namespace = daemonSet.namespace
        pod.metadata.labels = daemonSet.template.labels
        var spec = template.testedPod.spec
        spec.priority = check.pod.priority
        pod.sharedSpec = Shared(spec)
        return pod
    }

    /// Counts evictions against their PodDisruptionBudgets.
    ///
    /// - Parameter pods: the evicted pods, as positions in the snapshot, in order.
    /// - Returns: the first budget (`namespace/name`) that each pod's eviction violates, by the pod's position.
    public mutating func evict(_ pods: [Int]) -> [Int: String] {
        var violated: [Int: String] = [:]
        for pod in pods {
            let group = cluster.podGroups.group(ofPodAt: pod)
            let budget = budgets.countEviction(ofPod: cluster.pods[pod].metadata.name, inGroup: group)
            if let budget, violated[pod] == nil { violated[pod] = budget.metadata.qualifiedName }
        }
        return violated
    }

    /// The verdict on a node.
    ///
    /// - Parameters:
    ///   - position: the node's position.
    ///   - ownPods: the DaemonSet's own pods there; their successor replaces them.
    ///   - evicted: pods there that have lost their places.
    ///   - rivals: the footprints of pods that the scheduler would place there first.
    ///   - usage: what is taken of the node; nil for what is taken in the cluster.
    ///   - waiting: the DaemonSet's pod that waits for the node, where its own spec counts and not the template's.
    /// - Returns: the verdict; without failures where the node is not eligible.
    public func verdict(
        at position: Int, replacing ownPods: [Int], evicted: [Int] = [], rivals: [PodFootprint] = [],
        usage: NodeUsage? = nil, waiting: Int? = nil
    ) -> NodeVerdict {
        let check =
            waiting.map { PreparedCheck(TestedPod(waitingPodAt: $0, in: cluster.snapshot), in: cluster) } ?? check
        var verdict = NodeVerdict(
            eligibility: eligibility(at: position), failures: [], preemption: nil, testedPod: check.pod.origin)
        guard verdict.eligibility.shouldRun else { return verdict }
        var view = NodeView(
            position: position, node: cluster.nodes[position], usage: usage ?? cluster.usage[position])
        view.takeOff(ownPods, in: cluster)
        view.takeOff(evicted: evicted, in: cluster)
        for rival in rivals { view.usage.reserve(rival) }
        if waiting == nil, cluster.versionRules.controllerPlacesPods {
            ControllerPlacement(check.pod).judge(view, into: &verdict)
            return verdict
        }
        let nominated = (cluster.nominatedPods[position] ?? []).filter {
            cluster.specs.priority(ofPodAt: $0) >= check.pod.priority && !ownPods.contains($0)
        }
        verdict.failures = check.failures(on: view, nominated: nominated, in: cluster)
        if let failure = verdict.failures.first {
            verdict.preemption =
                PreemptionTrial(check: check, cluster: cluster, nominated: nominated, budgets: budgets)
                .outcome(on: view, after: failure)
        }
        return verdict
    }
}
