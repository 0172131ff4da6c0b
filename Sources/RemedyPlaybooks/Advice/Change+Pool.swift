import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel

extension Change {
    /// Whether it takes a taint off that every node of a pool has: somebody keeps these nodes for pods of their own, so
    /// that any pod may come then, and the pool's owner puts the taint back.
    func opensPool(in index: ClusterIndex) -> Bool {
        guard let (key, names) = removedTaint else { return false }
        let pools = Set(names.compactMap { index.node(named: $0).flatMap(NodePool.name) })
        if pools.isEmpty { return false }
        var counts: [String: (nodes: Int, tainted: Int)] = [:]
        for node in index.snapshot.nodes {
            guard let pool = NodePool.name(of: node), pools.contains(pool) else { continue }
            counts[pool, default: (0, 0)].nodes += 1
            if node.taints.contains(where: { $0.key == key }) { counts[pool, default: (0, 0)].tainted += 1 }
        }
        return counts.values.contains { $0.nodes > 1 && $0.nodes == $0.tainted }
    }
}
