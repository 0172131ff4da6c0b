import KubernetesModel

extension PlacementEngine {
    /// Whether the DaemonSet's pods would get on all of these nodes with another priority, by evicting others where
    /// they do not fit already.
    ///
    /// - Parameters:
    ///   - placement: the verdicts on the DaemonSet.
    ///   - positions: the nodes, as positions in the snapshot.
    ///   - priority: the priority that the pods would have.
    /// - Returns: true when the pods fit on every one of them, with preemption or without.
    public func getsRoom(for placement: DaemonSetPlacement, at positions: [Int], withPriority priority: WholeNumber)
        -> Bool
    {
        var checks = PreparedChecks(placement.template, in: cluster)
        return positions.allSatisfy { position in
            let own = placement.pods.onNode[position]
            let prepared =
                own.first(where: isWaiting).map { checks.check(ofWaitingPodAt: $0).check } ?? checks.checkOfTemplate()
            // The policy comes with the class, unless the template sets its own.
            let check = prepared.with(
                priority: priority, neverPreempts: placement.daemonSet.template.spec.neverPreempts)
            let view = view(at: position, withoutOwn: own)
            let nominated = nominatedPods(at: position, besides: own, priority: priority)
            guard let failure = check.failures(on: view, nominated: nominated, in: cluster).first else { return true }
            let trial = PreemptionTrial(check: check, cluster: cluster, nominated: nominated)
            if case .victims = trial.outcome(on: view, after: failure) { return true }
            return false
        }
    }
}
