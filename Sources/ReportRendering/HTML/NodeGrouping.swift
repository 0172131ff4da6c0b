import DiagnosisEngine
import KubernetesModel
import Wording

/// One way to group nodes.
package struct NodeGrouping: Equatable, Sendable {
    /// What people pick: `pool`, `zone`, or the key of a label.
    package var name: String
    /// The groups, in natural order.
    package var groups: [String]
    /// The group of each node, as a position in ``groups``.
    package var groupOfNode: [Int]

    /// As many groups as a map shows with a heading each.
    private static let mostGroups = 60
    private static let mostGroupings = 18

    /// Pool, zone and state, then every label that makes a few groups.
    static func all(of nodes: [Node]) -> [NodeGrouping] {
        var groupings = [
            NodeGrouping("pool", nodes) { NodePool.name(of: $0) },
            NodeGrouping("zone", nodes) {
                $0.metadata.labels[NodeLabel.zone] ?? $0.metadata.labels[NodeLabel.betaZone]
            },
            NodeGrouping("node state", nodes) { node in
                if !node.isRecorded { return "not recorded" }
                if !node.isReady { return "NotReady" }
                return node.isUnschedulable ? "cordoned" : "Ready"
            },
        ].compactMap(\.self)
        var values: [String: Set<String>] = [:]
        for node in nodes {
            for label in node.metadata.labels.pairs where values[label.key, default: []].count <= mostGroups {
                values[label.key, default: []].insert(label.value)
            }
        }
        let keys = values.filter { (2...mostGroups).contains($0.value.count) && $0.value.count < nodes.count }.keys
        // What groups the nodes in the same way stands there already, by a better name.
        for key in keys.sorted() where groupings.count < mostGroupings {
            guard let grouping = NodeGrouping(key, nodes, by: { $0.metadata.labels[key] }),
                !groupings.contains(where: { $0.groups == grouping.groups && $0.groupOfNode == grouping.groupOfNode })
            else { continue }
            groupings.append(grouping)
        }
        return groupings
    }

}

extension NodeGrouping {
    /// Nil where it would be no grouping: one group, or too many.
    init?(_ name: String, _ nodes: [Node], by group: (Node) -> String?) {
        let found = nodes.map { group($0) ?? "" }
        let sorted = Set(found).sorted { left, right in
            // Nodes of no group stand last.
            left.isEmpty != right.isEmpty ? right.isEmpty : NaturalOrder.precedes(left, right)
        }
        guard (2...Self.mostGroups).contains(sorted.count) else { return nil }
        let positions = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
        self.name = name
        groups = sorted.map { $0.isEmpty ? "none" : $0 }
        groupOfNode = found.map { positions[$0] ?? 0 }
    }
}
