import ClusterSnapshot
import KubernetesModel
import Wording

/// The cluster or clusters that a page draws beside a report: where they come from, their nodes, and ways to group them.
package struct MappedCluster: Equatable, Sendable {
    /// The snapshots, in the order in which the report has them.
    package var snapshots: [SnapshotSummary]
    /// Whether the cluster itself was asked, and no saved snapshot.
    package var isLive = false
    /// The names of all nodes, in natural order. Of several clusters each stands behind its cluster's name and a slash.
    package private(set) var nodes: [String]
    /// Ways to group them, the most telling first.
    package private(set) var groupings: [NodeGrouping]

    /// One cluster at one moment.
    package init(_ snapshot: Snapshot) { self.init([snapshot], nodes: snapshot.nodes) }

    /// One cluster at two moments: the nodes as AFTER has them, and those that only BEFORE has.
    package init(before: Snapshot, after: Snapshot) {
        let known = Set(after.nodes.map(\.name))
        self.init([before, after], nodes: after.nodes + before.nodes.filter { !known.contains($0.name) })
    }

    /// Several clusters by name; one that has no name is the only one.
    package init(_ clusters: [(name: String, snapshot: Snapshot)]) {
        guard clusters.count > 1 else {
            self.init(clusters.map(\.snapshot), nodes: clusters.first?.snapshot.nodes ?? [])
            return
        }
        var clusterOfNode: [String: String] = [:]
        let nodes = clusters.flatMap { cluster in
            cluster.snapshot.nodes.map { node -> Node in
                var node = node
                node.metadata.name = Self.name(of: node.name, in: cluster.name)
                clusterOfNode[node.name] = cluster.name
                return node
            }
        }
        self.init(clusters.map(\.snapshot), nodes: nodes)
        let sorted = Self.sorted(nodes)
        if let byCluster = NodeGrouping("cluster", sorted, by: { clusterOfNode[$0.name] }) {
            groupings.insert(byCluster, at: 0)
        }
    }

    private init(_ snapshots: [Snapshot], nodes: [Node]) {
        self.snapshots = snapshots.map(SnapshotSummary.init)
        let sorted = Self.sorted(nodes)
        self.nodes = sorted.map(\.name)
        groupings = NodeGrouping.all(of: sorted)
    }

    private static func sorted(_ nodes: [Node]) -> [Node] {
        nodes.sorted { NaturalOrder.precedes($0.name, $1.name) }
    }

    /// What the page calls a node of a cluster; a cluster without a name is the only one.
    static func name(of node: String, in cluster: String) -> String { cluster.isEmpty ? node : "\(cluster)/\(node)" }

    /// Adds nodes that changes add: a group of their own.
    func adding(_ added: [String]) -> MappedCluster {
        guard !added.isEmpty else { return self }
        var cluster = self
        let count = nodes.count
        cluster.nodes += added
        cluster.groupings = groupings.map { grouping in
            var grouping = grouping
            grouping.groupOfNode += Array(repeating: grouping.groups.count, count: added.count)
            grouping.groups.append("added")
            return grouping
        }
        if cluster.groupings.isEmpty, count > 0 {
            cluster.groupings = [
                NodeGrouping(
                    name: "added or not", groups: ["in the snapshot", "added"],
                    groupOfNode: Array(repeating: 0, count: count) + Array(repeating: 1, count: added.count))
            ]
        }
        return cluster
    }
}

extension SnapshotSummary {
    /// The file that the snapshot is from, without its folders, for a page's title.
    var shortName: String {
        let paths = source.split(separator: ",")
        let first = paths.first.map { String($0.split(separator: "/").last ?? $0) } ?? ""
        if first == "-" || first.isEmpty { return "snapshot" }
        return first + (paths.count > 1 ? " +\(paths.count - 1)" : "")
    }
}
