import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// Finds out where pods go that lost their places.
struct Displacement {
    private let cluster: PlacementCluster
    private let cordoned: Set<Int>

    /// The most pods whose places depend on each other that are tried, and the most of all.
    static let mostDependent = 100

    /// - Parameters:
    ///   - cluster: the changed cluster, from which the pods that were evicted by hand are gone already.
    ///   - evicted: those pods.
    ///   - preempted: the evictions by the scheduler, whose pods are still there.
    ///   - placed: what the DaemonSet's pods take from nodes.
    ///   - replaced: its pods that make way for them.
    ///   - cordoned: nodes that take no other pod for the moment.
    init(
        cluster: PlacementCluster, evicted: Set<Int>, preempted: [SimulationOutcome.Eviction],
        placed: [(footprint: PodFootprint, node: Int)], replaced: [Int], cordoned: Set<Int>
    ) {
        self.cordoned = cordoned
        if preempted.isEmpty, evicted.isEmpty {
            self.cluster = cluster
            return
        }
        var edit = ClusterEdit()
        edit.evictedPods = preempted.map(\.position)
        edit.removedPods = edit.evictedPods + replaced
        edit.reservations = placed
        self.cluster = PlacementCluster(cluster, applying: edit)
    }

    /// Notes the fate of each pod. Those of higher priority choose first.
    func settle(_ evictions: inout [SimulationOutcome.Eviction]) {
        var search = PlaceSearch(cluster, besides: cordoned, mostDependent: Self.mostDependent)
        let order = evictions.indices.sorted {
            (evictions[$1].priority, $0) < (evictions[$0].priority, $1)
        }
        for place in order {
            let pod = cluster.snapshot.pods[evictions[place].position]
            if pod.isMirror { continue }
            guard let owner = pod.metadata.controller else {
                evictions[place].fate = .isGone
                continue
            }
            if owner.kind == DaemonSet.kind {
                evictions[place].fate = .waitsForItsNode(daemonSet: "\(pod.namespace)/\(owner.name)")
                continue
            }
            switch search.place(evictions[place].position) {
            case .found(let node): evictions[place].fate = .moves(to: cluster.name(ofNodeAt: node))
            case .none: evictions[place].fate = .findsNoNode
            case .notTried: evictions[place].fate = .isUnknown
            }
        }
    }
}

/// Places pods one after the other on the nodes with the most room.
struct PlaceSearch {
    /// The result of a search for a place.
    enum Result {
        case found(Int)
        case none
        case notTried
    }

    private(set) var cluster: PlacementCluster
    private let mostDependent: Int
    /// Nodes, those with the greatest share of memory free first.
    private let order: [Int]
    private var usage: [Int: NodeUsage] = [:]
    private var trials: [Key: Entry] = [:]
    /// How often the cluster has changed in what trials know of it.
    private var generation = 0
    private var dependentPods = 0

    /// Pods that differ in nothing that a filter asks for.
    private struct Key: Hashable {
        var spec: ObjectIdentifier
        var labels: Labels
        var namespace: String
    }

    /// The trial of one kind of pods.
    private struct Entry {
        var trial: PodTrial
        var generation: Int
        /// The first node in ``order`` that may have room for the kind.
        var next = 0
    }

    init(_ cluster: PlacementCluster, besides excluded: Set<Int>, mostDependent: Int) {
        self.cluster = cluster
        self.mostDependent = mostDependent
        let shares = cluster.usage.map { usage in
            // bare: floating point does not trap, and the share only orders nodes.
            Double(usage.requested.memory) / Double(max(1, usage.allocatable.memory))
        }
        order = (0..<cluster.nodeCount).filter { !excluded.contains($0) }
            .sorted { (shares[$0], $0) < (shares[$1], $1) }
    }

    /// Finds a node for the pod and puts it there.
    mutating func place(_ position: Int) -> Result {
        let pod = cluster.snapshot.pods[position]
        if pod.spec.volumes.contains(where: { $0.source == .ephemeral }) { return .notTried }
        // Where another scheduler puts a pod is its own affair: Fargate's, for instance, makes a node for each.
        if pod.spec.schedulerName != PodSpec.defaultSchedulerName { return .notTried }
        let key = Key(
            spec: ObjectIdentifier(pod.sharedSpec), labels: pod.metadata.labels, namespace: pod.namespace)
        var entry = trials[key] ?? Entry(trial: PodTrial(podAt: position, in: cluster), generation: generation)
        if entry.generation != generation {
            entry.trial = PodTrial(podAt: position, in: cluster)
            entry.generation = generation
        }
        if entry.trial.dependsOnNeighbours {
            dependentPods += 1
            guard dependentPods <= mostDependent else { return .notTried }
            guard let node = order.first(where: { entry.trial.fits(at: $0, usage: usage(at: $0)) }) else {
                return .none
            }
            put(position, entry.trial, on: node)
            return .found(node)
        }
        // Room only shrinks: a node that had none for a pod of the kind has none for the next.
        while entry.next < order.count {
            let node = order[entry.next]
            if entry.trial.fits(at: node, usage: usage(at: node)) {
                trials[key] = entry
                put(position, entry.trial, on: node)
                return .found(node)
            }
            entry.next += 1
        }
        trials[key] = entry
        return .none
    }

    /// Takes pods off nodes to which none will go: what they kept others from is free, claims among it.
    mutating func takeOff(_ pods: [Int]) {
        let isMinded = pods.contains { position in
            let spec = cluster.snapshot.pods[position].spec
            return !spec.requiredPodAffinity.isEmpty || !spec.requiredPodAntiAffinity.isEmpty
                || !spec.topologySpreadConstraints.isEmpty || !spec.volumes.isEmpty
        }
        guard isMinded || cluster.hasNeighbourRules else { return }
        var edit = ClusterEdit()
        edit.removedPods = pods
        cluster = PlacementCluster(cluster, applying: edit)
        generation += 1
    }

    private func usage(at node: Int) -> NodeUsage { usage[node] ?? cluster.usage[node] }

    private mutating func put(_ position: Int, _ trial: PodTrial, on node: Int) {
        usage[node, default: cluster.usage[node]].reserve(trial.footprint)
        // Those that mind their neighbours have to see them.
        guard trial.dependsOnNeighbours || cluster.hasNeighbourRules else { return }
        var edit = ClusterEdit()
        edit.placedPods = [(position, node)]
        cluster = PlacementCluster(cluster, applying: edit)
        generation += 1
    }
}
