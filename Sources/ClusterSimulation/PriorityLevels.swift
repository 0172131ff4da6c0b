import KubernetesModel
import PlacementEngine

/// The priorities that pods of a cluster have, sorted: two priorities between which none of them lies do the same.
struct PriorityLevels: Sendable {
    private let levels: [WholeNumber]

    init(_ cluster: PlacementCluster, _ order: LandingOrder) {
        var found = Set(order.candidates.map(\.priority))
        let pods = cluster.snapshot.pods
        var last: ObjectIdentifier?
        for position in pods.indices {
            // Pods of one spec have one priority, and mostly stand together.
            let spec = ObjectIdentifier(pods[position].sharedSpec)
            if spec != last { found.insert(pods[position].priority) }
            last = spec
        }
        levels = found.sorted()
    }

    /// The first of all that do the same, where they are sorted by priority.
    func distinct<Candidate>(_ candidates: [Candidate], by priority: (Candidate) -> WholeNumber) -> [Candidate] {
        var last: (below: Int, upTo: Int)?
        return candidates.filter { candidate in
            let value = priority(candidate)
            let place = (
                below: levels.partitioningIndex { $0 >= value }, upTo: levels.partitioningIndex { $0 > value }
            )
            defer { last = place }
            return last.map { $0 != place } ?? true
        }
    }
}
