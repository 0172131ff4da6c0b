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
    /// What takes room before the DaemonSet itself does: the pods of those that do not rank below it.
    private(set) var reservations: [(footprint: PodFootprint, node: Int)] = []

    private let before: PlacementCluster
    private let after: PlacementCluster
    private let waiting: WaitingPods
    private let changed: [Int]
    private let added: [[Int]]
    private var usage: [Int: NodeUsage] = [:]

    /// - Parameters:
    ///   - simulator: what knows the cluster as it is.
    ///   - after: the cluster with the changed nodes.
    ///   - changed: the changed nodes.
    ///   - added: the added nodes, those together that are alike: what comes to one comes to all.
    ///   - own: the DaemonSet that the simulation is about, as it would be. Its pods are placed by themselves.
    init(
        _ simulator: Simulator, after: PlacementCluster, at changed: [Int], added: [[Int]], besides own: DaemonSet
    ) {
        before = simulator.engine.cluster
        waiting = simulator.waiting
        self.after = after
        self.changed = changed
        self.added = added
        let ownTrial = TemplateTrial(own, in: after)
        let others = simulator.landingOrder.daemonSets.map { before.snapshot.daemonSets[$0] }
            .filter { $0.name != own.name || $0.namespace != own.namespace }
        var isOwnTurn = true
        for daemonSet in others {
            let priority = DaemonPodTemplate(daemonSet, in: before.index).testedPod.priority
            if isOwnTurn, priority < ownTrial.priority {
                // Who ranks below gets what is left beside it.
                isOwnTurn = false
                place(ownTrial)
            }
            let landed = land(daemonSet)
            if isOwnTurn { reservations += landed }
        }
        landings.sort { $0.workload < $1.workload }
    }

    private var representatives: [Int] { changed + added.compactMap(\.first) }

    private func taken(at node: Int) -> NodeUsage { usage[node] ?? after.usage[node] }

    /// Puts the DaemonSet's own pods where they fit.
    private mutating func place(_ trial: TemplateTrial) {
        for node in representatives where trial.eligibility(at: node).shouldRun {
            let taken = taken(at: node)
            if trial.fits(at: node, usage: taken) { usage[node, default: taken].reserve(trial.footprint) }
        }
    }

    /// Lets another DaemonSet's pods come; gives what they take.
    private mutating func land(_ daemonSet: DaemonSet) -> [(footprint: PodFootprint, node: Int)] {
        let spec = daemonSet.template.spec
        guard spec.schedulingGates.isEmpty, waiting.isServed(schedulerName: spec.schedulerName) else { return [] }
        let then = EligibilityTrial(daemonSet, in: after)
        var opened = representatives.filter { then.isEligible(at: $0) }
        if opened.isEmpty { return [] }
        if opened.contains(where: { $0 < before.nodeCount }) {
            let now = EligibilityTrial(daemonSet, in: before)
            // A pod that came before the node was closed is there already.
            let present = DaemonPods(of: daemonSet, in: before.index).onNode
            opened.removeAll { node in
                node < before.nodeCount
                    && (now.isEligible(at: node) || present[node].contains(where: after.usage[node].pods.contains))
            }
        }
        if opened.isEmpty { return [] }
        let trial = TemplateTrial(daemonSet, in: after)
        let nodes = opened.flatMap { node -> [Int] in
            let taken = taken(at: node)
            guard trial.fits(at: node, usage: taken) else { return [] }
            usage[node, default: taken].reserve(trial.footprint)
            return added.first { $0.first == node } ?? [node]
        }
        if nodes.isEmpty { return [] }
        landings.append(
            SimulationOutcome.Landing(
                workload: daemonSet.metadata.qualifiedName, isDaemonSet: true,
                nodes: nodes.map { after.name(ofNodeAt: $0) }))
        return nodes.map { (trial.footprint, $0) }
    }
}
