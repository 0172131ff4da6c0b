import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import RemedyPlan
import Wording

/// What a page draws beside the findings, taken from the snapshot: how nodes are grouped, where the room on full nodes
/// goes, what happened when, and the plan.
package struct ClusterPicture: Equatable, Sendable {
    /// The names of all nodes, in natural order.
    package var nodes: [String] = []
    /// Ways to group them, the most telling first.
    package var groupings: [NodeGrouping] = []
    /// Pools with nodes on which a DaemonSet finds no room.
    package var rooms: [PoolRoom] = []
    /// Evictions and restarts, latest first.
    package var timeline = Timeline()
    /// The whole plan; nil where nobody asked.
    package var plan: Plan?

    /// A picture of nothing.
    package init() {}

    /// The picture of a snapshot, with what was found in some of its DaemonSets.
    package init(_ engine: PlacementEngine, _ daemonSets: [DaemonSetDiagnosis]) {
        let snapshot = engine.snapshot
        let sorted = snapshot.nodes.sorted { NaturalOrder.precedes($0.name, $1.name) }
        nodes = sorted.map(\.name)
        groupings = NodeGrouping.all(of: sorted)
        rooms = PoolRoom.all(in: engine, daemonSets)
        timeline = Timeline(engine.index, daemonSets)
    }
}

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

    /// Nil where it would be no grouping: one group, or too many.
    private init?(_ name: String, _ nodes: [Node], by group: (Node) -> String?) {
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
