// bare numbers in this file: positions of groups.
import KubernetesModel
import Synchronization

/// Finds a cluster's groups of pods by what can be asked for. Clusters that are only thought of share it: groups are never
/// taken away, so that one with more of them prepares only these.
final class PodGroupIndex: Sendable {
    private let known = Mutex<Groups?>(nil)
    /// The index of the groups before those that this one tells of.
    private let base: PodGroupIndex?
    private let pods: Range<Int>
    private let antiAffinity: Range<Int>

    /// With so many groups of its own an index is made anew, without a base.
    private static let most = 64

    /// All groups of a cluster.
    init(_ tables: ClusterTables) {
        base = nil
        pods = tables.podGroups.groups.indices
        antiAffinity = tables.antiAffinity.groups.indices
    }

    private init(after base: PodGroupIndex, pods: Range<Int>, antiAffinity: Range<Int>) {
        self.base = base
        self.pods = pods
        self.antiAffinity = antiAffinity
    }

    /// The index of a cluster that was made from one with this index.
    func extended(to tables: ClusterTables) -> PodGroupIndex {
        let (podCount, antiAffinityCount) = (tables.podGroups.groups.count, tables.antiAffinity.groups.count)
        if podCount == pods.upperBound, antiAffinityCount == antiAffinity.upperBound { return self }
        let root = base ?? self
        let morePods = root.pods.upperBound..<podCount
        let more = root.antiAffinity.upperBound..<antiAffinityCount
        if morePods.count + more.count > Self.most { return PodGroupIndex(tables) }
        return PodGroupIndex(after: root, pods: morePods, antiAffinity: more)
    }

    /// Some groups by what can be asked for.
    private struct Groups: Sendable {
        /// Positions of groups of pods, by a label that they carry.
        var byLabel: [Labels.Pair: [Int]] = [:]
        /// Positions of groups with anti-affinity, by a label that one of their terms demands.
        var byDemand: [Labels.Pair: [Int]] = [:]
        /// Positions of those of which a term demands no label by its value.
        var demandingNone: [Int] = []

        init(_ cluster: PlacementCluster, pods: Range<Int>, antiAffinity: Range<Int>) {
            for position in pods {
                for pair in cluster.podGroups.groups[position].labels.pairs {
                    byLabel[pair, default: []].append(position)
                }
            }
            for position in antiAffinity {
                let group = cluster.antiAffinity.groups[position]
                if group.terms.contains(where: { $0.demandedLabels.isEmpty }) { demandingNone.append(position) }
                // Another label of the selector would do as well: that which fewest have is not known yet.
                for pair in Set(group.terms.compactMap(\.demandedLabels.last)) {
                    byDemand[pair, default: []].append(position)
                }
            }
        }
    }

    /// Positions of the groups with anti-affinity that may mean a pod of these labels, in order; `cluster` has this index.
    func positions(keepingAway labels: Labels, in cluster: PlacementCluster) -> [Int] {
        let groups = groups(of: cluster)
        let own = Set(labels.pairs.flatMap { groups.byDemand[$0] ?? [] }).union(groups.demandingNone).sorted()
        return (base?.positions(keepingAway: labels, in: cluster) ?? []) + own
    }

    /// Positions of the groups of pods that one of these terms may mean, in order; `cluster` has this index.
    func positions(meantByAnyOf terms: [AffinityTermMatcher], in cluster: PlacementCluster) -> [Int] {
        (base?.positions(meantByAnyOf: terms, in: cluster) ?? []) + ownPositions(meantByAnyOf: terms, in: cluster)
    }

    private func ownPositions(meantByAnyOf terms: [AffinityTermMatcher], in cluster: PlacementCluster) -> [Int] {
        let groups = groups(of: cluster)
        var found: Set<Int> = []
        for term in terms {
            let candidates = term.demandedLabels.map { groups.byLabel[$0] ?? [] }.min { $0.count < $1.count }
            guard let candidates else { return Array(pods) }
            found.formUnion(candidates)
        }
        return found.sorted()
    }

    private func groups(of cluster: PlacementCluster) -> Groups {
        known.withLock { known in
            if let known { return known }
            let groups = Groups(cluster, pods: pods, antiAffinity: antiAffinity)
            known = groups
            return groups
        }
    }
}
