import KubernetesModel

extension PlacementEngine {
    /// Whether the DaemonSet's pods would get on all of these nodes with another priority, by evicting others where
    /// they do not fit already.
    ///
    /// - Parameters:
    ///   - placement: the verdicts on the DaemonSet.
    ///   - positions: the nodes, as positions in the snapshot.
    ///   - priority: the priority that the pods would have.
    /// - Returns: whether preemption, or nothing at all, is needed on each of them.
    public func getsRoom(for placement: DaemonSetPlacement, at positions: [Int], withPriority priority: Int32) -> Bool {
        var checks = FilterChecks(cluster)
        return positions.allSatisfy { position in
            let own = placement.pods.onNode[position]
            var tested = testedPod(among: own, template: placement.template)
            let filters = checks.filters(for: tested, snapshot: snapshot)
            let view = view(at: position, withoutOwn: own)
            guard let failure = filters.lazy.compactMap({ $0.failure(on: view) }).first else { return true }
            tested.priority = priority
            // The policy comes with the class, unless the template sets its own.
            tested.neverPreempts = placement.daemonSet.template.spec.neverPreempts
            let trial = PreemptionTrial(pod: tested, filters: filters, cluster: cluster)
            if case .victims = trial.outcome(on: view, after: failure) { return true }
            return false
        }
    }
}
