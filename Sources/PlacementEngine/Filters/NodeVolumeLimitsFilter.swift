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
        var attached: Set<CSIVolume> = []
        for pod in view.usage.pods { attached.formUnion(volumes.volumesOfPod[pod] ?? []) }
        // A volume that is there already costs nothing more.
        let new = Dictionary(grouping: wanted.subtracting(attached), by: \.driver).mapValues(\.count)
        let exceeded = new.keys.sorted().first { driver in
            guard let limit = limits[driver], let count = new[driver] else { return false }
            return attached.count { $0.driver == driver } + count > limit
        }
        return exceeded.map {
            FilterFailure(.nodeVolumeLimits, [.volumeLimit(driver: $0)], isUnresolvable: false)
        }
    }
}
