import ClusterSnapshot
import KubernetesModel

/// The pods that are on nodes, by what their specs say.
struct PlacedPods: Sendable {
    /// How many pods each scheduler has placed.
    private(set) var countByScheduler: [String: Int] = [:]
    /// Positions of pods that use a claim and have not come to their end, by the claim.
    private(set) var usersByClaim: [ClusterIndex.ObjectKey: [Int]] = [:]

    init(_ pods: [Pod]) {
        // A spec is read once for pods that share it and stand together, as those of one workload mostly do.
        var spec: Shared<PodSpec>?
        var claims: [String] = []
        var count = 0
        for position in pods.indices where !pods[position].nodeName.isEmpty {
            let own = pods[position].sharedSpec
            if own !== spec {
                if let spec { add(count, of: spec.value) }
                (spec, count, claims) = (own, 0, own.value.volumes.compactMap(\.claimName))
            }
            if !pods[position].isMirror { count += 1 }
            if claims.isEmpty || pods[position].isTerminal { continue }
            let namespace = pods[position].metadata.namespace
            for name in claims {
                let claim = ClusterIndex.ObjectKey(
                    kind: PersistentVolumeClaim.kind, namespace: namespace, name: name)
                usersByClaim[claim, default: []].append(position)
            }
        }
        if let spec { add(count, of: spec.value) }
    }

    private mutating func add(_ count: Int, of spec: PodSpec) {
        if count > 0 { countByScheduler[spec.schedulerName, default: 0] += count }
    }
}

extension Volume {
    /// The claim that the volume names; nil for volumes of other kinds.
    fileprivate var claimName: String? {
        if case .persistentVolumeClaim(let name) = source { return name }
        return nil
    }
}
