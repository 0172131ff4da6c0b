// bare numbers in this file: positions of trials.
import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Synchronization

/// Trials of waiting pods, prepared when first asked for, for many simulations to share.
final class WaitingTrials: Sendable {
    private let cluster: PlacementCluster
    private let known = Mutex(Known())

    /// What is prepared so far.
    private struct Known {
        var trials: [PodTrial] = []
        /// Positions of trials by kind.
        var byKind: [Kind: Int32] = [:]
        /// The same by the pod's position in the snapshot, -1 where it is not known; empty until one is asked for.
        var byPod: [Int32] = []
    }

    /// All that filters ask of a pod: daemon pods that wait by the thousand are of a few kinds.
    private struct Kind: Hashable {
        var spec: ObjectIdentifier
        var namespace: String
        var labels: Labels
        var isPinned: Bool
        /// The pod itself, where its claims bear its name.
        var pod: Int?

        init(_ pod: Pod, at position: Int) {
            spec = ObjectIdentifier(pod.sharedSpec)
            namespace = pod.namespace
            labels = pod.metadata.labels
            isPinned = !pod.pinnedNodeName.isEmpty
            if pod.spec.volumes.contains(where: { $0.source == .ephemeral }) { self.pod = position }
        }
    }

    init(_ cluster: PlacementCluster) { self.cluster = cluster }

    /// The trial of the pod at a position of the snapshot, in a cluster that may be only thought of.
    func trial(ofPodAt position: Int, in other: PlacementCluster) -> PodTrial {
        let trial = known.withLock { known in
            if known.byPod.isEmpty { known.byPod = Array(repeating: -1, count: cluster.snapshot.pods.count) }
            if known.byPod[position] >= 0 { return known.trials[Int(known.byPod[position])] }
            let kind = Kind(cluster.snapshot.pods[position], at: position)
            if let place = known.byKind[kind] {
                known.byPod[position] = place
                return known.trials[Int(place)]
            }
            let trial = PodTrial(podAt: position, in: cluster)
            known.byPod[position] = Int32(known.trials.count)
            known.byKind[kind] = known.byPod[position]
            known.trials.append(trial)
            return trial
        }
        if other === cluster { return trial }
        return trial.moved(to: other) ?? PodTrial(podAt: position, in: other)
    }
}

/// The pods that wait for the scheduler: who would take room as soon as there is some.
struct WaitingPods: Sendable {
    /// Positions of the pods that wait for one node, by the node's position.
    private(set) var pinned: [Int: [Int]]
    /// Positions of the pods that would go to any node.
    let anywhere: [Int]
    /// Asks where they fit.
    let trials: WaitingTrials
    /// The schedulers that have placed a pod.
    private let schedulers: Set<String>

    /// How many pods without a node of their own are looked at.
    private static let mostAnywhere = 64
    /// How many pods are looked at that wait for one node, those that rank highest: more than a node takes.
    private static let mostPinned = 256

    init(_ cluster: PlacementCluster) {
        trials = WaitingTrials(cluster)
        let snapshot = cluster.snapshot
        var pinned: [Int: [Int]] = [:]
        var anywhere: [Int] = []
        var schedulers: Set<String> = ["default-scheduler"]
        var seen: Set<ObjectIdentifier> = []
        var last: ObjectIdentifier?
        for position in snapshot.pods.indices {
            if !snapshot.pods[position].nodeName.isEmpty {
                // Pods of one spec have one scheduler, and mostly stand together.
                let spec = ObjectIdentifier(snapshot.pods[position].sharedSpec)
                if spec != last, seen.insert(spec).inserted {
                    schedulers.insert(snapshot.pods[position].spec.schedulerName)
                }
                last = spec
                continue
            }
            let pod = snapshot.pods[position]
            if pod.isTerminal || pod.isTerminating || !pod.spec.schedulingGates.isEmpty { continue }
            let target = pod.targetNodeName
            if target.isEmpty {
                anywhere.append(position)
            } else if let node = cluster.index.nodeByName[target] {
                pinned[node, default: []].append(position)
            }
        }
        // A pod whose scheduler does nothing takes no room.
        let isServed = { (pod: Int) in schedulers.contains(snapshot.pods[pod].spec.schedulerName) }
        if !(pinned.values.joined().allSatisfy(isServed) && anywhere.allSatisfy(isServed)) {
            pinned = pinned.mapValues { $0.filter(isServed) }.filter { !$0.value.isEmpty }
            anywhere.removeAll { !isServed($0) }
        }
        for (node, positions) in pinned where positions.count > Self.mostPinned {
            let ranked = positions.sorted {
                (snapshot.pods[$1].priority, $0) < (snapshot.pods[$0].priority, $1)
            }
            pinned[node] = ranked.prefix(Self.mostPinned).sorted()
        }
        self.pinned = pinned
        self.anywhere = Array(anywhere.prefix(Self.mostAnywhere))
        self.schedulers = schedulers
    }

    /// With daemon pods that were put off their nodes: their controllers make them again for the same nodes.
    func adding(_ pods: [Int], in cluster: PlacementCluster) -> WaitingPods {
        var waiting = self
        for pod in pods where cluster.snapshot.pods[pod].metadata.controller?.kind == DaemonSet.kind {
            guard let node = cluster.index.nodeByName[cluster.snapshot.pods[pod].nodeName] else { continue }
            waiting.pinned[node, default: []].append(pod)
        }
        return waiting
    }

    /// Whether no pod waits.
    var isEmpty: Bool { pinned.isEmpty && anywhere.isEmpty }

    /// Whether a scheduler of this name does its work.
    func isServed(schedulerName: String) -> Bool {
        // What nearly all have is compared and not searched for.
        schedulerName == PodSpec.defaultSchedulerName || schedulers.contains(schedulerName)
    }

    /// Those that may take room on a node before a pod of this priority gets its turn.
    func rivals(
        at position: Int, priority: WholeNumber, besides own: Set<Int>, in cluster: PlacementCluster
    ) -> [Int] {
        let here = pinned[position]
        if here == nil, anywhere.isEmpty { return [] }
        var rivals: [Int] = []
        func add(_ pods: [Int]) {
            for pod in pods where cluster.snapshot.pods[pod].priority >= priority && !own.contains(pod) {
                rivals.append(pod)
            }
        }
        if let here { add(here) }
        add(anywhere)
        return rivals
    }
}
