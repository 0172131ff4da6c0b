import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// The DaemonSets of a cluster in the order in which their pods come to a node that opens: who ranks higher comes
/// first; of equals the greatest, so that the least room is left.
struct LandingOrder: Sendable {
    /// Positions in the snapshot.
    let daemonSets: [Int]

    init(_ cluster: PlacementCluster) {
        let ranks = cluster.snapshot.daemonSets.enumerated().map { position, daemonSet in
            let pod = DaemonPodTemplate(daemonSet, in: cluster.index).testedPod
            return (position: position, priority: pod.priority, memory: pod.requests.memory)
        }
        daemonSets = ranks.sorted {
            ($1.priority, $1.memory, $0.position) < ($0.priority, $0.memory, $1.position)
        }.map(\.position)
    }
}

/// What DaemonSets put on nodes that a change opens to them.
struct Landings {
    private(set) var landings: [SimulationOutcome.Landing] = []
    private(set) var reservations: [(footprint: PodFootprint, node: Int)] = []

    /// - Parameters:
    ///   - order: who comes first.
    ///   - before: the cluster as it is.
    ///   - after: the cluster with the changed nodes.
    ///   - changed: the changed nodes.
    ///   - added: the added nodes, which are all alike: what comes to one comes to all.
    ///   - own: the DaemonSet that the simulation is about, whose pods are placed by themselves.
    init(
        _ order: LandingOrder, before: PlacementCluster, after: PlacementCluster, at changed: [Int], added: [Int],
        besides own: DaemonSet
    ) {
        var usage: [Int: NodeUsage] = [:]
        for position in order.daemonSets {
            let daemonSet = before.snapshot.daemonSets[position]
            if daemonSet.name == own.name, daemonSet.namespace == own.namespace { continue }
            let then = EligibilityTrial(daemonSet, in: after)
            var opened = changed.filter { then.isEligible(at: $0) }
            if !opened.isEmpty {
                let now = EligibilityTrial(daemonSet, in: before)
                opened.removeAll { now.isEligible(at: $0) }
            }
            let isAdmitted = added.first.map { then.isEligible(at: $0) } ?? false
            if opened.isEmpty, !isAdmitted { continue }
            let trial = TemplateTrial(daemonSet, in: after)
            var nodes: [Int] = []
            for node in opened + (isAdmitted ? added.prefix(1) : []) {
                var taken = usage[node] ?? after.usage[node]
                guard trial.fits(at: node, usage: taken) else { continue }
                taken.reserve(trial.footprint)
                usage[node] = taken
                nodes += node == added.first ? added : [node]
            }
            if nodes.isEmpty { continue }
            reservations += nodes.map { (trial.footprint, $0) }
            landings.append(
                SimulationOutcome.Landing(
                    workload: daemonSet.metadata.qualifiedName, isDaemonSet: true,
                    nodes: nodes.map { after.name(ofNodeAt: $0) }))
        }
        landings.sort { $0.workload < $1.workload }
    }
}
