import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// Places several DaemonSets in one cluster, the more important first, so that each sees what those before it take.
struct JointPlacement {
    /// The verdicts on each, in the order of the input.
    private(set) var placements: [DaemonSetPlacement] = []
    /// For each: the nodes on which it would fit without the others, with the names of those.
    private(set) var rivals: [[Int: [String]]] = []

    /// - Parameters:
    ///   - daemonSets: in the order of the manifest.
    ///   - refused: indices of those whose pods are not created: they take nothing.
    ///   - cluster: the cluster with all of them.
    init(_ daemonSets: [DaemonSet], refused: Set<Int>, in cluster: PlacementCluster) {
        let alone = daemonSets.map { PlacementEngine(cluster).placement(of: $0, isApplied: false) }
        placements = alone
        rivals = Array(repeating: [:], count: daemonSets.count)
        guard daemonSets.count > 1 else { return }
        // The scheduler takes pods by priority, and those of one priority as they come.
        let order = daemonSets.indices.filter { !refused.contains($0) }.sorted {
            let (left, right) = (alone[$0].template.testedPod.priority, alone[$1].template.testedPod.priority)
            return left == right ? $0 < $1 : left > right
        }
        var cluster = cluster
        var takers: [Int: [String]] = [:]
        for (number, position) in order.enumerated() {
            let daemonSet = daemonSets[position]
            let placement =
                number == 0
                ? alone[position] : PlacementEngine(cluster).placement(of: daemonSet, isApplied: false)
            placements[position] = placement
            var edit = ClusterEdit()
            let trial = TemplateTrial(daemonSet, in: cluster)
            let pod = trial.pod(of: daemonSet)
            for (node, verdict) in placement.verdicts.enumerated() {
                if alone[position].verdicts[node].fits, verdict.shouldRun, !verdict.fits {
                    rivals[position][node] = takers[node] ?? []
                }
                let own = placement.pods.onNode[node].filter { !cluster.snapshot.pods[$0].nodeName.isEmpty }
                if case .victims(let victims, _)? = verdict.preemption {
                    edit.removedPods += victims
                } else if !verdict.fits {
                    continue
                }
                edit.removedPods += own.filter { !cluster.snapshot.pods[$0].isTerminal }
                edit.addedPods.append((pod, node))
                takers[node, default: []].append(daemonSet.metadata.qualifiedName)
            }
            if !edit.isEmpty { cluster = PlacementCluster(cluster, applying: edit) }
        }
    }
}
