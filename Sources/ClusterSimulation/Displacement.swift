import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// Finds out where pods go that lost their places.
struct Displacement {
    private let cluster: PlacementCluster
    private let cordoned: Set<Int>
    /// The DaemonSet's own pods.
    private let own: Set<Int>

    /// The most pods whose places depend on each other that are tried, and the most of all.
    static let mostDependent = 100

    /// - Parameters:
    ///   - cluster: the changed cluster, from which the pods that were evicted by hand are gone already.
    ///   - evicted: those pods.
    ///   - preempted: the evictions by the scheduler, whose pods are still there.
    ///   - placed: what the DaemonSet's pods take from nodes.
    ///   - replaced: its pods that make way for them.
    ///   - own: all of its pods.
    ///   - cordoned: nodes that take no other pod for the moment.
    init(
        cluster: PlacementCluster, evicted: Set<Int>, preempted: [SimulationOutcome.Eviction],
        placed: [(footprint: PodFootprint, node: Int)], replaced: [Int], own: Set<Int>, cordoned: Set<Int>
    ) {
        self.cordoned = cordoned
        self.own = own
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

    /// Notes the fate of each pod. Those of higher priority choose first. One that fits nowhere may evict others in turn:
    /// these are added.
    func settle(_ evictions: inout [SimulationOutcome.Eviction]) {
        var search = PlaceSearch(cluster, besides: cordoned, mostDependent: Self.mostDependent)
        // Who is evicted in turn ranks below all that were there before, and so comes last.
        var order = evictions.indices.sorted {
            (evictions[$1].priority, $0) < (evictions[$0].priority, $1)
        }[...]
        while let place = order.popFirst() {
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
            case .none:
                switch search.preempt(evictions[place].position, besides: own) {
                case .none: evictions[place].fate = .findsNoNode
                case .notTried: evictions[place].fate = .isUnknown
                case .found(let node, let victims):
                    let name = cluster.name(ofNodeAt: node)
                    evictions[place].fate = .moves(to: name)
                    order += evictions.count..<(evictions.count + victims.count)
                    evictions += victims.map { victim in
                        let pod = cluster.snapshot.pods[victim]
                        return SimulationOutcome.Eviction(
                            position: victim, pod: pod.metadata.qualifiedName, node: name, priority: pod.priority,
                            isPreemption: true)
                    }
                }
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
    private var trials: [PodKind: Entry] = [:]
    /// How often the cluster has changed in what trials know of it.
    private var generation = 0
    private var dependentPods = 0
    /// How many nodes were looked at for preemption.
    private var lookedAt = 0
    /// The least priority of the pods that have a place.
    private lazy var leastPriority: WholeNumber = {
        let pods = cluster.snapshot.pods
        return pods.lazy.filter { !$0.nodeName.isEmpty && !$0.isTerminal }.map(\.priority).min() ?? .max
    }()

    /// The lowest priority that a class can have.
    private static let lowest: WholeNumber = -2_147_483_648
    /// How many nodes are looked at for pods that may evict others in turn.
    private static let mostLookedAt = 20_000

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
        if !pod.pinnedNodeName.isEmpty { return placePinned(position) }
        let key = PodKind(pod)
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

    /// Puts a pod that goes to one node only (`matchFields` on `metadata.name`) there.
    private mutating func placePinned(_ position: Int) -> Result {
        let trial = PodTrial(podAt: position, in: cluster)
        guard let node = nodes(for: position).first, trial.fits(at: node, usage: usage(at: node)) else { return .none }
        put(position, trial, on: node)
        return .found(node)
    }

    /// The nodes that a pod may go to by its name for one, or all that are looked at.
    private func nodes(for position: Int) -> [Int] {
        let name = cluster.snapshot.pods[position].pinnedNodeName
        if name.isEmpty { return order }
        return order.filter { cluster.name(ofNodeAt: $0) == name }
    }

    /// The result of a search for a node on which others make room.
    enum Preempted {
        case found(Int, victims: [Int])
        case none
        case notTried
    }

    /// Finds the node on which the scheduler evicts others for the pod, and puts it there
    /// (`pickOneNodeForPreemption`: the fewest violated budgets, then the least important victims, then the fewest).
    ///
    /// Where one of `own` would be evicted nothing is tried: that pod comes back with its new template, and may evict this
    /// one again.
    mutating func preempt(_ position: Int, besides own: Set<Int>) -> Preempted {
        let pods = cluster.snapshot.pods
        let priority = pods[position].priority
        guard !pods[position].spec.neverPreempts, priority > leastPriority else { return .none }
        lookedAt += order.count
        guard lookedAt <= Self.mostLookedAt else { return .notTried }
        let trial = PodTrial(podAt: position, in: cluster)
        guard !trial.dependsOnNeighbours else { return .none }
        var best: (node: Int, victims: [Int], rank: [WholeNumber])?
        for node in nodes(for: position) {
            let usage = usage(at: node)
            guard usage.pods.contains(where: { pods[$0].priority < priority }),
                let found = trial.victims(at: node, usage: usage)
            else { continue }
            let priorities = found.pods.map { pods[$0].priority }
            let rank = [
                WholeNumber(found.violations), priorities.max() ?? Self.lowest,
                priorities.reduce(0) { $0 + ($1 - Self.lowest) }, WholeNumber(found.pods.count),
            ]
            if best.map({ rank.lexicographicallyPrecedes($0.rank) }) ?? true { best = (node, found.pods, rank) }
        }
        guard let (node, victims, _) = best else { return .none }
        guard own.isDisjoint(with: victims) else { return .notTried }
        for victim in victims {
            usage[node, default: cluster.usage[node]].remove(victim, cluster.footprint(ofPodAt: victim))
        }
        takeOff(victims)
        put(position, trial, on: node)
        // There may be room again for kinds of pods that had none.
        for key in trials.keys { trials[key]?.next = 0 }
        return .found(node, victims: victims)
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
