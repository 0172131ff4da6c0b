import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// Pods that changes have moved, with the nodes that may have taken them.
///
/// Where the scheduler puts a pod hangs on its scores, on ties, and on who else waits at that moment. So the node that a
/// simulation names is one of many, and who counts on the room of another one may be disappointed.
public struct RelocatedPods: Sendable {
    /// Pods that ask for the same.
    fileprivate struct Kind: Sendable {
        let footprint: PodFootprint
        /// Whether a node may take one, by position.
        let mayTake: [Bool]
        var count = 0
        /// How many the simulation puts on a node, by position.
        var foretold: [Int: Int] = [:]
    }

    private var kinds: [Kind] = []

    /// No pods.
    public init() {}

    /// Whether no pod was moved.
    public var isEmpty: Bool { kinds.isEmpty }

    /// Adds the pods that an outcome moves: those that were evicted, and those that waited and get in.
    ///
    /// - Parameters:
    ///   - outcome: what comes of changes.
    ///   - settled: the cluster after it, in which pods and nodes keep their positions.
    public mutating func add(_ outcome: SimulationOutcome, in settled: PlacementCluster) {
        var moved: [(position: Int, node: Int?)] = outcome.settlement.placedPods.map { ($0.pod, $0.node) }
        for eviction in outcome.evictions {
            switch eviction.fate {
            case .moves(let node): moved.append((eviction.position, settled.index.nodeByName[node]))
            case .isUnknown: moved.append((eviction.position, nil))
            case .findsNoNode, .isGone, .waitsForItsNode: continue
            }
        }
        var found: [PodKind: Kind] = [:]
        var order: [PodKind] = []
        for (position, node) in moved {
            let pod = settled.snapshot.pods[position]
            // A pod for one node goes there or nowhere.
            guard pod.pinnedNodeName.isEmpty else { continue }
            let key = PodKind(pod)
            if found[key] == nil { order.append(key) }
            var kind = found[key] ?? Kind(podAt: position, in: settled)
            kind.count += 1
            if let node { kind.foretold[node, default: 0] += 1 }
            found[key] = kind
        }
        kinds += order.compactMap { found[$0] }
    }

    /// Whether the pods of a node would ask for more than it has if the moved ones came there that are foretold for others.
    ///
    /// - Parameters:
    ///   - node: the node's position.
    ///   - usage: what is taken there now, by whoever counts on the room too.
    /// - Returns: whether there is too little room for all of them.
    public func mayCrowd(_ node: Int, usage: NodeUsage) -> Bool {
        var taken = usage
        for kind in kinds where node < kind.mayTake.count && kind.mayTake[node] {
            for _ in 0..<max(kind.count - kind.foretold[node, default: 0], 0) {
                if taken.isShort(of: kind.footprint.requests) { return true }
                taken.reserve(kind.footprint)
            }
        }
        return false
    }
}

extension RelocatedPods.Kind {
    /// The kind of a pod, with the nodes that admit it and have room for one more.
    init(podAt position: Int, in cluster: PlacementCluster) {
        let trial = PodTrial(podAt: position, in: cluster)
        let footprint = trial.footprint
        self.init(
            footprint: footprint,
            mayTake: (0..<cluster.nodeCount).map {
                !cluster.usage[$0].isShort(of: footprint.requests) && trial.isAdmitted(at: $0)
            })
    }
}
