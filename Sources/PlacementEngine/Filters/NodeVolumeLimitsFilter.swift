import KubernetesModel

/// NodeVolumeLimits: the volumes of a CSI driver on a node are limited (`plugins/nodevolumelimits`).
///
/// The snapshot has no VolumeAttachments: volumes that no pod uses any more, but that are still attached, are not
/// counted.
struct NodeVolumeLimitsFilter: Filter {
    static let scope = FilterScope.volumes

    private let wanted: Set<CSIVolume>
    private let volumes: VolumeUsage

    /// Nil when the pod has no CSI volume, or no node a limit.
    init?(_ pod: TestedPod, in cluster: PlacementCluster) {
        guard !cluster.volumes.limitsOfNode.isEmpty, pod.spec.volumes.contains(where: \.isClaim) else { return nil }
        volumes = cluster.volumes
        wanted = Set(UsedClaim.claims(of: pod, in: cluster.index).compactMap { $0.csiVolume(in: cluster.index) })
        if wanted.isEmpty { return nil }
    }

    func failure(on view: NodeView) -> FilterFailure? {
        guard let limits = volumes.limitsOfNode[view.position] else { return nil }
        if let counts = view.counts { return failure(counts, limits) }
        var counts = ViewCounts()
        begin(&counts, of: view)
        return failure(counts, limits)
    }

    private func failure(_ counts: ViewCounts, _ limits: [String: Int]) -> FilterFailure? {
        // A volume that is there already costs nothing more.
        var new: [String: Int] = [:]
        for volume in wanted where counts.attached[volume] == nil { new[volume.driver, default: 0] += 1 }
        let exceeded = new.keys.sorted().first { driver in
            guard let limit = limits[driver], let count = new[driver] else { return false }
            return counts.attachedByDriver[driver, default: 0] + count > limit
        }
        return exceeded.map {
            FilterFailure(.nodeVolumeLimits, [.volumeLimit(driver: $0)], isUnresolvable: false)
        }
    }

    func begin(_ counts: inout ViewCounts, of view: NodeView) {
        for position in view.usage.pods { count(position, 1, on: view.node, into: &counts) }
    }

    func count(_ position: Int, _ sign: Int, on node: FilteredNode, into counts: inout ViewCounts) {
        for volume in volumes.volumesOfPod[position] ?? [] {
            let before = counts.attached[volume, default: 0]
            counts.attached[volume] = before + sign == 0 ? nil : before + sign
            if before == 0 || before + sign == 0 { counts.attachedByDriver[volume.driver, default: 0] += sign }
        }
    }
}
