import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// What DaemonSets put on nodes that a change opens to them.
struct Landings {
    private(set) var landings: [SimulationOutcome.Landing] = []
    /// What takes room before the DaemonSet itself does: the pods of those that do not rank below it.
    private(set) var reservations: [(footprint: PodFootprint, node: Int)] = []

    private let before: PlacementCluster
    private let after: PlacementCluster
    private var usage: [Int: NodeUsage] = [:]

    /// Another DaemonSet, as the cluster is and as it would be.
    private struct Candidate {
        let daemonSet: DaemonSet
        let now: TemplateTrial
        let then: TemplateTrial
    }

    /// - Parameters:
    ///   - simulator: what knows the cluster as it is.
    ///   - after: the cluster with the changed nodes.
    ///   - positions: the changed nodes.
    ///   - own: the DaemonSet that the simulation is about, as it would be. Its pods are placed by themselves.
    init(_ simulator: Simulator, after: PlacementCluster, at positions: [Int], besides own: DaemonSet) {
        before = simulator.engine.cluster
        self.after = after
        // Who ranks higher comes first; of equals the greatest, so that the least room is left.
        let candidates = before.snapshot.daemonSets
            .filter { $0.name != own.name || $0.namespace != own.namespace }
            .map { Candidate(daemonSet: $0, now: TemplateTrial($0, in: before), then: TemplateTrial($0, in: after)) }
            .filter { candidate in
                let spec = candidate.then.template.testedPod.spec
                return spec.schedulingGates.isEmpty && simulator.waiting.isServed(schedulerName: spec.schedulerName)
            }
            .sorted { left, right in
                let (a, b) = (left.then, right.then)
                return (b.priority, b.footprint.requests.memory, left.daemonSet.metadata.qualifiedName)
                    < (a.priority, a.footprint.requests.memory, right.daemonSet.metadata.qualifiedName)
            }
        let ownTrial = TemplateTrial(own, in: after)
        for candidate in candidates where candidate.then.priority >= ownTrial.priority {
            reservations += land(candidate, at: positions)
        }
        // Who ranks below gets what is left beside it.
        for position in positions where ownTrial.eligibility(at: position).shouldRun {
            let taken = usage[position] ?? after.usage[position]
            if ownTrial.fits(at: position, usage: taken) { reserve(ownTrial.footprint, at: position) }
        }
        for candidate in candidates where candidate.then.priority < ownTrial.priority {
            _ = land(candidate, at: positions)
        }
        landings.sort { $0.workload < $1.workload }
    }

    private mutating func land(
        _ candidate: Candidate, at positions: [Int]
    ) -> [(footprint: PodFootprint, node: Int)] {
        let opened = positions.filter { position in
            (position >= before.nodeCount || !candidate.now.eligibility(at: position).shouldRun)
                && candidate.then.eligibility(at: position).shouldRun
        }
        if opened.isEmpty { return [] }
        // A pod that came before the node was closed is there already.
        let present = DaemonPods(of: candidate.daemonSet, in: before.index).onNode
        let landed = opened.filter { position in
            let isPresent =
                position < present.count && present[position].contains(where: after.usage[position].pods.contains)
            let taken = usage[position] ?? after.usage[position]
            guard !isPresent, candidate.then.fits(at: position, usage: taken) else { return false }
            reserve(candidate.then.footprint, at: position)
            return true
        }
        if landed.isEmpty { return [] }
        landings.append(
            SimulationOutcome.Landing(
                workload: candidate.daemonSet.metadata.qualifiedName, isDaemonSet: true,
                nodes: landed.map(after.name(ofNodeAt:))))
        return landed.map { (candidate.then.footprint, $0) }
    }

    private mutating func reserve(_ footprint: PodFootprint, at position: Int) {
        usage[position, default: after.usage[position]].reserve(footprint)
    }
}
