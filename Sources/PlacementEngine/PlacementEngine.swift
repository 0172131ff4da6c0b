import ClusterSnapshot
import KubernetesModel

/// Gives Kubernetes' verdicts: should the node run the pod, does it fit, and would preemption help.
public struct PlacementEngine: Sendable {
    /// The cluster, summed up.
    public let cluster: PlacementCluster

    // Lent, not copied: both are large.
    /// The snapshot's index.
    public var index: ClusterIndex { _read { yield cluster.index } }
    /// The snapshot that is judged.
    public var snapshot: Snapshot { _read { yield cluster.index.snapshot } }

    /// Sums up the cluster once; each DaemonSet is judged on that.
    public init(_ index: ClusterIndex) { cluster = PlacementCluster(index) }

    /// The same on a snapshot that differs in a few objects; what does not change is shared.
    ///
    /// - Parameters:
    ///   - other: the verdicts on the snapshot before.
    ///   - index: the index of the snapshot after; see ``ClusterIndex/init(_:changedTo:changedPods:)``.
    ///   - changedPods: positions of the pods before that are others now, each once.
    ///   - changedNodes: positions of the nodes before that are others now.
    public init(_ other: PlacementEngine, changedTo index: ClusterIndex, changedPods: [Int], changedNodes: [Int]) {
        cluster = PlacementCluster(
            other.cluster, changedTo: index, changedPods: changedPods, changedNodes: changedNodes)
    }

    /// Judges DaemonSets on a cluster that is summed up already, an edited one for instance.
    public init(_ cluster: PlacementCluster) { self.cluster = cluster }

    /// Judges one DaemonSet.
    ///
    /// - Parameters:
    ///   - daemonSet: one of the snapshot, or one that is not applied yet.
    ///   - isApplied: false for a template that is not applied yet: the pods that wait now would make place for its
    ///     own, and are not judged.
    /// - Returns: the verdicts, one for every node in the snapshot's order.
    public func placement(of daemonSet: DaemonSet, isApplied: Bool = true) -> DaemonSetPlacement {
        let template = DaemonPodTemplate(daemonSet, in: cluster.index)
        let rule = EligibilityRule(daemonSet, template: template, in: cluster.index)
        let ownPods = DaemonPods(of: daemonSet, in: cluster.index)
        var checks = PreparedChecks(template, in: cluster)
        let verdicts = cluster.nodes.indices.map { position in
            let own = ownPods.onNode[position]
            let waiting = isApplied ? own.first(where: isWaiting) : nil
            return verdict(at: position, rule: rule, ownPods: own, waiting: waiting, checks: &checks)
        }
        return DaemonSetPlacement(
            daemonSet: daemonSet, template: template, pods: ownPods, verdicts: verdicts)
    }

    private func verdict(
        at position: Int, rule: EligibilityRule, ownPods: [Int], waiting: Int?, checks: inout PreparedChecks
    ) -> NodeVerdict {
        let node = cluster.nodes[position]
        guard node.isRecorded else {
            // The controller, which knows the node, has left its pod there.
            let isRunning = !ownPods.isEmpty
            return NodeVerdict(
                eligibility: Eligibility(shouldRun: isRunning, shouldContinueRunning: isRunning, exclusions: []),
                failures: [], preemption: nil, testedPod: .template)
        }
        var verdict = NodeVerdict(
            eligibility: rule.eligibility(of: node), failures: [], preemption: nil, testedPod: .template)
        var check: PreparedCheck?
        if let waiting {
            verdict.testedPod = .pod(waiting)
            (check, verdict.differences) = checks.check(ofWaitingPodAt: waiting)
        }
        // The scheduler tries a pod that is there even where its controller would not make it any more.
        guard verdict.eligibility.shouldRun || check != nil else { return verdict }
        let view = view(at: position, withoutOwn: ownPods)
        if check == nil, cluster.versionRules.controllerPlacesPods {
            ControllerPlacement(checks.template.testedPod).judge(view, into: &verdict)
            return verdict
        }
        let tested = check ?? checks.checkOfTemplate()
        let nominated = nominatedPods(at: position, besides: ownPods, priority: tested.pod.priority)
        verdict.failures = tested.failures(on: view, nominated: nominated, in: cluster)
        if let failure = verdict.failures.first {
            verdict.preemption = PreemptionTrial(check: tested, cluster: cluster, nominated: nominated)
                .outcome(on: view, after: failure)
        }
        return verdict
    }

    /// Whether the pod waits for the scheduler.
    func isWaiting(_ position: Int) -> Bool {
        cluster.pods[position].nodeName.isEmpty && cluster.pods[position].metadata.deletionTimestamp == nil
    }

    /// A node as it is for a pod of the DaemonSet, whose own pods there do not stand in their own way. Those that it
    /// would only adopt do, as long as nobody owns them.
    func view(at position: Int, withoutOwn ownPods: [Int]) -> NodeView {
        var view = NodeView(position: position, node: cluster.nodes[position], usage: cluster.usage[position])
        view.takeOff(ownPods, in: cluster)
        return view
    }

    /// The pods that wait for the node with at least this priority (`addGENominatedPods`).
    func nominatedPods(at position: Int, besides ownPods: [Int], priority: WholeNumber) -> [Int] {
        guard let nominated = cluster.nominatedPods[position] else { return [] }
        return nominated.filter { cluster.specs.priority(ofPodAt: $0) >= priority && !ownPods.contains($0) }
    }
}
