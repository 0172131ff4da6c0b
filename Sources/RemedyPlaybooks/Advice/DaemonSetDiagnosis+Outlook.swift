import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine

extension DaemonSetDiagnosis {
    /// How long a pod may take to start before it counts as one that does not, in seconds, where nothing else tells.
    private static let patience: WholeNumber = 600

    /// Which pods do not serve, and will not by getting a place.
    ///
    /// A pod that is seconds old, or about to go, is none of them: it is expected to come up like any other.
    public func outlook(_ placement: DaemonSetPlacement, in index: ClusterIndex) -> PodOutlook {
        let revision = PodRevision(of: placement.daemonSet, in: index)
        var outlook = PodOutlook()
        var (hasPromise, hasFailure) = (false, false)
        for node in nodes where node.shouldRun {
            let isServing: Bool
            switch node.state {
            case .available: isServing = true
            case .notReady, .starting, .failing, .evicted: isServing = false
            case .terminating, .pending, .missing, .stale, .misplaced, .duplicate, .ineligible, .unknown: continue
            }
            // Once one is known to serve, no other needs to be found.
            if isServing, hasPromise { continue }
            guard let position = index.nodeByName[node.node] else { continue }
            let pod = placement.pods.onNode[position].first { index.snapshot.pods[$0].name == node.pod }
                .map { index.snapshot.pods[$0] }
            let isNewest = pod.map { !revision.isKnown || revision.isNewest($0) } ?? false
            if isServing {
                hasPromise = isNewest
                continue
            }
            let isLasting = isLasting(node, pod, in: index.snapshot)
            if isLasting { outlook.failing.insert(position) }
            guard isNewest else { continue }
            if isLasting, node.cause?.isOfContainers ?? false { hasFailure = true }
            if !isLasting { hasPromise = true }
        }
        outlook.newPodsFail = hasFailure && !hasPromise
        outlook.failing.formUnion(nodesLikeFailing(in: index))
        return outlook
    }

    /// Nodes without an available pod that have the platform or software which all nodes with failing containers share and
    /// no serving one has: a pod there would fail too.
    private func nodesLikeFailing(in index: ClusterIndex) -> [Int] {
        var shared: [Set<String>] = []
        for finding in findings where finding.code.isOfContainers {
            guard let name = finding.nodes.first, let node = index.nodeByName[name] else { continue }
            let traits = finding.traitsOfFailing.intersection(index.snapshot.nodes[node].systemTraits)
            if !traits.isEmpty { shared.append(traits) }
        }
        if shared.isEmpty { return [] }
        let serving = Set(nodes.filter { $0.state == .available || $0.state == .stale }.map(\.node))
        return index.snapshot.nodes.indices.filter { position in
            let node = index.snapshot.nodes[position]
            return !serving.contains(node.name) && shared.contains { $0.isSubset(of: node.systemTraits) }
        }
    }

    /// Whether the pod is not merely on its way.
    private func isLasting(_ node: NodeAssessment, _ pod: Pod?, in snapshot: Snapshot) -> Bool {
        if node.cause != nil || node.state == .failing || node.state == .evicted { return true }
        guard let pod, !pod.isReady else { return false }
        let since = pod.status.startTime ?? pod.metadata.creationTimestamp
        return since.map { snapshot.capturedAt.seconds(since: $0) > Self.patience } ?? true
    }
}

extension FindingCode {
    /// Whether it is about what becomes of a pod's containers, wherever the pod is.
    fileprivate var isOfContainers: Bool {
        switch RuleCatalogue.rule(of: self)?.family {
        case .crashing, .starting: return true
        default: return false
        }
    }
}
