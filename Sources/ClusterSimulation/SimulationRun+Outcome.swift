import ClusterSnapshot
import KubernetesModel
import PlacementEngine

extension SimulationRun {
    /// The overall result.
    func outcome(rollout: RolloutCost?) -> SimulationOutcome {
        var all = byHand() + evictions
        let first = all.count
        let footprint = trial.footprint
        if !all.isEmpty {
            let displacement = Displacement(
                cluster: changed.cluster, evicted: Set(changed.evicted), preempted: evictions,
                placed: newPlaces.map { (footprint, $0) } + admitted, replaced: replaced.sorted(),
                own: own, cordoned: changed.cordonedNodes)
            displacement.settle(&all)
            var budgets = trial
            let violated = budgets.evict(all[first...].map(\.position))
            for place in first..<all.count { all[place].violatesBudget = violated[all[place].position] }
        }
        let comers = lateComers(beside: all, evictedInTurn: Array(all.dropFirst(first)))
        var outcome = SimulationOutcome(
            daemonSet: daemonSet, nodes: nodes, evictions: all,
            landings: changed.landings.merged(with: comers?.landings ?? []), rollout: rollout)
        outcome.settlement = Settlement(
            removedPods: Set(replaced).sorted(), newPlaces: Set(newPlaces).sorted(),
            changedNodes: changed.lastingNodes, addedNodes: changed.addedNodeObjects,
            placedPods: comers?.places ?? [], createdPods: changed.createdPods, quota: quota)
        return outcome
    }

    /// Others that get in: those to whom the change opens a node, and those that wait for what it leaves once pods that
    /// lost their places have others.
    private func lateComers(
        beside displaced: [SimulationOutcome.Eviction], evictedInTurn: [SimulationOutcome.Eviction]
    ) -> LateComers? {
        let evictions = evictions + evictedInTurn
        let concerned = changed.changedNodes.union(newPlaces)
            .union(replaced.compactMap { simulator.engine.index.nodeByName[snapshot.pods[$0].targetNodeName] })
            .union(evictions.compactMap { simulator.engine.index.nodeByName[$0.node] })
        guard !waiting.isEmpty, !concerned.isEmpty else { return nil }
        var edit = ClusterEdit()
        let isThere = { (pod: Int) in !snapshot.pods[pod].nodeName.isEmpty && !snapshot.pods[pod].isTerminal }
        edit.removedPods =
            evictions.map(\.position) + Set(replaced).subtracting(changed.evicted).filter(isThere).sorted()
        let footprint = trial.footprint
        edit.reservations = changed.lateReservations + newPlaces.map { (footprint, $0) }
        for eviction in displaced {
            guard case .moves(let name) = eviction.fate, let node = simulator.engine.index.nodeByName[name] else {
                continue
            }
            edit.reservations.append((cluster.footprint(ofPodAt: eviction.position), node))
        }
        return LateComers(
            waiting, besides: own, evicted: Set(changed.evicted + evictions.map(\.position)), at: concerned.sorted(),
            before: simulator.engine.cluster, after: PlacementCluster(changed.cluster, applying: edit))
    }

    /// The pods that are put off by hand, in the order in which they were named. The DaemonSet's own come back.
    private func byHand() -> [SimulationOutcome.Eviction] {
        var budgets = TemplateTrial(daemonSet, in: simulator.engine.cluster)
        let violated = budgets.evict(changed.evicted)
        return changed.evicted.filter { !own.contains($0) }.map { position in
            let pod = snapshot.pods[position]
            return SimulationOutcome.Eviction(
                position: position, pod: pod.metadata.qualifiedName, node: pod.nodeName, priority: pod.priority,
                isPreemption: false, violatesBudget: violated[position])
        }
    }
}
