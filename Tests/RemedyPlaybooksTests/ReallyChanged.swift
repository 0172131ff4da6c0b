import ClusterSnapshot
import KubernetesModel
import PlacementEngine

@testable import ClusterSimulation

/// A snapshot in which changes were really made, without the simulator: who was put off is gone, and who comes is
/// there.
struct ReallyChanged {
    private(set) var snapshot: Snapshot
    let daemonSet: DaemonSet
    private let changesTemplate: Bool

    init(_ before: Snapshot, _ changes: [Change], for former: DaemonSet, outcome: SimulationOutcome) throws {
        snapshot = before
        changesTemplate = changes.contains(where: \.isOfTemplate)
        daemonSet = try former.applying(changes, in: ClusterIndex(before))
        for change in changes { make(change) }
        if let place = snapshot.daemonSets.firstIndex(where: { $0.uid == daemonSet.uid }) {
            snapshot.daemonSets[place] = daemonSet
        }
        for landing in outcome.landings { land(landing) }
    }

    private mutating func make(_ change: Change) {
        guard case .cluster(let change) = change.kind else { return }
        switch change {
        case let change as RemoveTaint:
            for place in snapshot.nodes.indices where change.nodes.contains(snapshot.nodes[place].name) {
                snapshot.nodes[place].taints.removeAll {
                    $0.key == change.key && (change.effect == nil || $0.effect == change.effect)
                }
                if change.key == Taint.Key.unschedulable { snapshot.nodes[place].isUnschedulable = false }
            }
        case let change as SetAllocatable:
            for place in snapshot.nodes.indices where change.nodes.contains(snapshot.nodes[place].name) {
                snapshot.nodes[place].allocatable[change.resource] = change.quantity
            }
        case let change as Evict: remove(change.pods)
        case let change as AddNodes:
            guard let model = snapshot.nodes.first(where: { $0.name == change.like }) else { return }
            for number in 1...change.count {
                var node = model
                node.metadata.name = "\(change.like)-new-\(number)"
                let labels = model.metadata.labels.pairs.filter { $0.key != NodeLabel.hostname }
                node.metadata.labels = Labels(labels + [.init(key: NodeLabel.hostname, value: node.name)])
                node.isUnschedulable = false
                node.taints.removeAll { $0.mirrorsCondition || $0.key == Taint.Key.unschedulable }
                snapshot.nodes.append(node)
            }
        default: break
        }
    }

    /// Takes pods, named `namespace/name`, out of the cluster.
    mutating func remove(_ names: [String]) {
        let gone = Set(names)
        snapshot.pods.removeAll { gone.contains($0.metadata.qualifiedName) }
    }

    /// Puts a pod that was taken out, or one of the DaemonSet, on a node.
    mutating func put(_ pod: Pod, on node: String) {
        var pod = pod
        pod.nodeName = node
        pod.status.phase = .running
        snapshot.pods.append(pod)
    }

    private mutating func land(_ landing: SimulationOutcome.Landing) {
        let index = ClusterIndex(snapshot)
        guard let other = snapshot.daemonSets.first(where: { $0.metadata.qualifiedName == landing.workload }) else {
            return
        }
        let trial = TemplateTrial(other, in: PlacementCluster(index))
        for node in landing.nodes { put(trial.pod(of: other), on: node) }
    }

    /// The verdicts on the DaemonSet's pods, by the names of nodes.
    func verdicts() -> [String: (verdict: NodeVerdict, engine: PlacementEngine)] {
        let engine = PlacementEngine(ClusterIndex(snapshot))
        let placement = engine.placement(of: daemonSet, isApplied: !changesTemplate)
        return Dictionary(
            uniqueKeysWithValues: zip(snapshot.nodes, placement.verdicts).map { ($0.name, ($1, engine)) })
    }
}
