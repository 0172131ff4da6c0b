import KubernetesModel
import PlacementEngine

/// Finds what nodes have to offer for a DaemonSet's pods to fit beside what is there.
public struct NodeSizeSearch: Sendable {
    /// One node's room and need.
    public struct Need: Equatable, Sendable {
        /// The node's position in the snapshot.
        public var position: Int
        /// The requests of the pods already there, in the scheduler's unit.
        public var used: WholeNumber
        /// The request of the DaemonSet's pod.
        public var requested: WholeNumber
        /// The pods, as positions in the snapshot, that wait for room there too and may take it first, and what they
        /// ask for.
        var rivals: [Rival]

        struct Rival: Equatable, Sendable {
            var pod: Int
            var amount: WholeNumber
        }

        /// The pod's need besides the pods already there, if nothing else waits.
        public var alone: WholeNumber { used + requested }
    }

    /// The size that nodes need.
    public struct Size: Equatable, Sendable {
        /// The allocatable amount, in the scheduler's unit.
        public var amount: WholeNumber
        /// Who is counted in beside the DaemonSet: positions of pods in the snapshot.
        public var rivals: [Int]
    }

    private let simulator: Simulator
    private let placement: DaemonSetPlacement

    /// A search for the pods of the placed DaemonSet.
    public init(_ simulator: Simulator, for placement: DaemonSetPlacement) {
        self.simulator = simulator
        self.placement = placement
    }

    /// The allocatable amount of a resource (`pods` among them) that each of these nodes needs.
    public func needs(of resource: String, at positions: [Int]) -> [Need] {
        let own = Set(placement.pods.onNode.joined())
        let pod = placement.template.testedPod
        let cluster = simulator.engine.cluster
        return positions.map { position in
            let waiting = simulator.waiting.rivals(at: position, priority: pod.priority, besides: own, in: cluster)
            var rivals: [Need.Rival] = []
            for rival in waiting {
                let trial = simulator.waiting.trials.trial(ofPodAt: rival, in: cluster)
                guard trial.isAdmitted(at: position) else { continue }
                let wanted = amount(resource, trial.footprint.requests)
                if wanted > 0 { rivals.append(.init(pod: rival, amount: wanted)) }
            }
            return Need(
                position: position, used: used(resource, at: position), requested: amount(resource, pod.requests),
                rivals: rivals)
        }
    }

    /// The least size with which the pod has room on all of these nodes, whoever else comes first.
    ///
    /// Who asks for more than is left cannot come first, so a greater size may let in others that need room as well.
    ///
    /// - Parameters:
    ///   - needs: what the nodes have and need.
    ///   - step: sizes are multiples of this, in the scheduler's unit.
    /// - Returns: the size, and who is counted in.
    public func size(for needs: [Need], step: WholeNumber = 1) -> Size {
        var size = Size(amount: (needs.map(\.alone).max() ?? 0).roundedUp(to: step), rivals: [])
        var isStable = false
        while !isStable {
            isStable = true
            for need in needs {
                let room = size.amount - need.used
                let comers = need.rivals.filter { $0.amount <= room }
                let needed = comers.reduce(need.alone) { $0 + $1.amount }
                if needed > size.amount {
                    size = Size(amount: needed.roundedUp(to: step), rivals: comers.map(\.pod))
                    isStable = false
                }
            }
        }
        return size
    }

    private func amount(_ resource: String, _ requests: ResourceAmounts) -> WholeNumber {
        resource == ResourceName.pods ? 1 : requests[resource]
    }

    private func used(_ resource: String, at position: Int) -> WholeNumber {
        let usage = simulator.engine.cluster.usage(at: position, without: placement.pods.onNode[position])
        return resource == ResourceName.pods ? WholeNumber(usage.pods.count) : usage.requested[resource]
    }
}
