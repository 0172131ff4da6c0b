import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine

/// A node of each pool as an autoscaler would add it: without pods, cordons and passing taints, and then with the pods of
/// all DaemonSets that want it.
struct FreshNodes {
    /// A pool, and its smallest node.
    private struct Pool {
        var name: String
        var nodeCount: Int
        var node: Node
    }

    private let snapshot: Snapshot
    private let pools: [Pool]
    private let cluster: PlacementCluster
    private let firstPosition: Int

    /// - Parameter cluster: the cluster with the manifest's DaemonSets.
    init(_ cluster: PlacementCluster) {
        snapshot = cluster.snapshot
        var byName: [String: [Node]] = [:]
        for node in snapshot.nodes where node.isRecorded && !node.isLeavingOrJoining {
            if let name = NodePool.name(of: node) { byName[name, default: []].append(node) }
        }
        pools = byName.sorted { $0.key < $1.key }.compactMap { name, nodes in
            let smallest = nodes.min { left, right in
                func amount(_ node: Node, _ resource: String) -> Quantity { node.allocatable[resource] ?? .zero }
                let (memory, cpu) = (ResourceName.memory, ResourceName.cpu)
                return (amount(left, memory), amount(left, cpu), left.name)
                    < (amount(right, memory), amount(right, cpu), right.name)
            }
            return smallest.map { Pool(name: name, nodeCount: nodes.count, node: Self.fresh($0)) }
        }
        firstPosition = cluster.nodeCount
        var edit = ClusterEdit()
        edit.addedNodes = pools.map(\.node)
        self.cluster = edit.isEmpty ? cluster : PlacementCluster(cluster, applying: edit)
    }

    private static func fresh(_ node: Node) -> Node {
        var fresh = node
        fresh.metadata.name = "fresh-\(node.name)"
        fresh.isUnschedulable = false
        fresh.taints.removeAll { $0.mirrorsCondition || $0.key == Taint.Key.unschedulable }
        return fresh
    }

    /// How each of these DaemonSets stands on a fresh node of each pool, beside all DaemonSets of the snapshot. The pods of
    /// those at the indices `refused` are not created.
    func forecasts(for daemonSets: [DaemonSet], refused: Set<Int>) -> [[PoolForecast]] {
        guard !pools.isEmpty else { return daemonSets.map { _ in [] } }
        let names = Set(daemonSets.map(\.metadata.qualifiedName))
        let own = daemonSets.map { TemplateTrial($0, in: cluster) }
        let others = snapshot.daemonSets.filter { !names.contains($0.metadata.qualifiedName) }
            .map { TemplateTrial($0, in: cluster) }
        var forecasts: [[PoolForecast]] = daemonSets.map { _ in [] }
        for (number, pool) in pools.enumerated() {
            let position = firstPosition + number
            let usage = cluster.usage[position]
            // The scheduler takes the more important pods first.
            let order =
                (own.enumerated().map { (index: Optional($0.offset), trial: $0.element) }
                + others.map { (index: nil, trial: $0) })
                .enumerated().sorted {
                    let (left, right) = ($0.element.trial.priority, $1.element.trial.priority)
                    return left == right ? $0.offset < $1.offset : left > right
                }.map(\.element)
            var taken: [PodFootprint] = []
            for (index, trial) in order {
                let verdict = trial.verdict(at: position, replacing: [], rivals: taken)
                if let index {
                    forecasts[index].append(
                        PoolForecast(
                            pool: pool.name, nodeCount: pool.nodeCount, isEligible: verdict.shouldRun,
                            failures: verdict.failures, shares: Self.shares(trial, of: usage)))
                }
                if verdict.fits, !(index.map(refused.contains) ?? false) { taken.append(trial.footprint) }
            }
        }
        return forecasts
    }

    private static func shares(_ trial: TemplateTrial, of usage: NodeUsage) -> [(resource: String, perMille: Int)] {
        [ResourceName.cpu, ResourceName.memory].compactMap { name in
            let (asked, there) = (trial.footprint.requests[name], usage.allocatable[name])
            guard there > 0, asked > 0 else { return nil }
            let share = asked / there * 1000 + (asked % there * 1000 + there - 1) / there
            return (name, Int(clamping: min(share, 1_000_000).int64))
        }
    }
}
