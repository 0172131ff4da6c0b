// bare numbers in this file: positions of groups.
import KubernetesModel
import Synchronization

/// The pods of a cluster with their nodes. Clusters that are only thought of share it as long as no pod moves, and with it
/// what is prepared from the pods alone.
final class PodLayout: Sendable {
    private let known = Mutex<Groups?>(nil)

    /// The groups of pods by what can be asked for.
    struct Groups: Sendable {
        /// Positions of groups of pods, by a label that they carry.
        fileprivate var byLabel: [Labels.Pair: [Int]] = [:]
        /// Positions of groups with anti-affinity, by a label that one of their terms demands.
        fileprivate var byDemand: [Labels.Pair: [Int]] = [:]
        /// Positions of those of which a term demands no label by its value.
        fileprivate var demandingNone: [Int] = []
        fileprivate let count: Int

        fileprivate init(_ cluster: PlacementCluster) {
            count = cluster.podGroups.groups.count
            for (position, group) in cluster.podGroups.groups.enumerated() {
                for pair in group.labels.pairs { byLabel[pair, default: []].append(position) }
            }
            for (position, group) in cluster.antiAffinityGroups.enumerated() {
                if group.terms.contains(where: { $0.demandedLabels.isEmpty }) { demandingNone.append(position) }
                // Another label of the selector would do as well: that which fewest have is not known yet.
                for pair in Set(group.terms.compactMap(\.demandedLabels.last)) {
                    byDemand[pair, default: []].append(position)
                }
            }
        }

        /// Positions of the groups with anti-affinity that may mean a pod of these labels, in order.
        func keepingAway(_ labels: Labels) -> [Int] {
            Set(labels.pairs.flatMap { byDemand[$0] ?? [] }).union(demandingNone).sorted()
        }

        /// Positions of the groups of pods that one of these terms may mean, in order.
        func meant(byAnyOf terms: [AffinityTermMatcher]) -> [Int] {
            var found: Set<Int> = []
            for term in terms {
                let candidates = term.demandedLabels.map { byLabel[$0] ?? [] }.min { $0.count < $1.count }
                guard let candidates else { return Array(0..<count) }
                found.formUnion(candidates)
            }
            return found.sorted()
        }
    }

    /// The groups of a cluster that has this layout.
    func groups(of cluster: PlacementCluster) -> Groups {
        known.withLock { known in
            if let known { return known }
            let groups = Groups(cluster)
            known = groups
            return groups
        }
    }
}
