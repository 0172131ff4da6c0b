import KubernetesModel

/// VolumeRestrictions: only one pod may use a claim of mode ReadWriteOncePod (`plugins/volumerestrictions`).
///
/// The plugin's rules for old in-tree volumes (GCE, AWS, iSCSI, RBD) are left out: a snapshot does not record them.
struct VolumeRestrictionsFilter: Filter {
    static let scope = FilterScope.volumes

    /// A claim does not exist: `PreFilter` looks at every one.
    let refusalOfAllNodes: FilterFailure?
    /// Names of the pod's claims of mode ReadWriteOncePod.
    private let exclusiveClaims: Set<String>
    /// A claim among them that is in use.
    private let usedClaim: String
    private let usedCount: Int
    private let cluster: PlacementCluster

    /// Nil when every claim is there and none of that mode in use.
    init?(_ pod: TestedPod, in cluster: PlacementCluster) {
        var exclusive: Set<String> = []
        var missing: String?
        for volume in pod.spec.volumes {
            guard case .persistentVolumeClaim(let name) = volume.source else { continue }
            guard let claim = cluster.index.claim(namespace: pod.namespace, name: name) else {
                missing = missing ?? name
                continue
            }
            if claim.accessModes.contains(PersistentVolumeClaim.readWriteOncePod) { exclusive.insert(name) }
        }
        let used = exclusive.filter {
            cluster.volumes.isUsed(.init(namespace: pod.namespace, name: $0))
        }
        if missing == nil, used.isEmpty { return nil }
        exclusiveClaims = exclusive
        usedClaim = used.min() ?? ""
        usedCount = used.count
        refusalOfAllNodes = missing.map {
            FilterFailure(.volumeRestrictions, [.claimMissing($0)], isUnresolvable: true)
        }
        self.cluster = cluster
    }

    func failure(on view: NodeView) -> FilterFailure? {
        let change = view.counts?.claimReferences ?? references(of: view.added) - references(of: view.removed)
        let count = usedCount + change
        if count <= 0 { return nil }
        return FilterFailure(
            .volumeRestrictions, [.readWriteOncePodInUse(claim: usedClaim)], isUnresolvable: false)
    }

    func count(_ position: Int, _ sign: Int, on node: FilteredNode, into counts: inout ViewCounts) {
        counts.claimReferences += sign * references(of: CollectionOfOne(position))
    }

    /// `conflictingPVCRefCountForPod`, which asks for the claim's name and not for its namespace.
    private func references(of pods: some Sequence<Int>) -> Int {
        pods.reduce(0) { sum, position in
            guard cluster.specs.hasClaims(podAt: position) else { return sum }
            return sum
                + cluster.pods[position].spec.volumes.count { volume in
                    guard case .persistentVolumeClaim(let name) = volume.source else { return false }
                    return exclusiveClaims.contains(name)
                }
        }
    }
}
