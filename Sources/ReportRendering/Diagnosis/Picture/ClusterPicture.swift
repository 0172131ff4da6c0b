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
