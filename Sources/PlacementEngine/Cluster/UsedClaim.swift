import ClusterSnapshot
import KubernetesModel

/// A claim that a pod uses, as the snapshot has it.
struct UsedClaim: Sendable {
    var name: String
    /// Nil when there is no such claim.
    var claim: PersistentVolumeClaim?
    var volume: PersistentVolume?
    var storageClass: StorageClass?

    /// The claims behind `volumes`, in their order.
    static func claims(
        of volumes: [Volume], namespace: String, podName: String?, in index: ClusterIndex
    ) -> [UsedClaim] {
        volumes.compactMap { volume in
            guard let name = claimName(of: volume, podName: podName) else { return nil }
            var used = UsedClaim(name: name, claim: index.claim(namespace: namespace, name: name))
            guard let claim = used.claim else { return used }
            used.volume = index.volumeByName[claim.volumeName].map { index.snapshot.persistentVolumes[$0] }
            used.storageClass = index.storageClass(of: claim)
            return used
        }
    }

    private static func claimName(of volume: Volume, podName: String?) -> String? {
        switch volume.source {
        case .persistentVolumeClaim(let name): return name
        // `ephemeral.VolumeClaimName`.
        case .ephemeral: return podName.map { "\($0)-\(volume.name)" }
        default: return nil
        }
    }

    /// Whether the claim is bound, as the scheduler's binder sees it (`isVolumeBound`).
    var isBound: Bool { claim.map { !$0.volumeName.isEmpty && $0.phase == "Bound" } ?? false }
}

extension ClusterIndex {
    /// The class of a claim: its own, or the default one of the cluster (`GetPersistentVolumeClaimClass`).
    func storageClass(of claim: PersistentVolumeClaim) -> StorageClass? {
        if let name = claim.storageClassName {
            return storageClassByName[name].map { snapshot.storageClasses[$0] }
        }
        return snapshot.storageClasses.filter(\.isDefault).max { left, right in
            // Of several defaults the newest counts (`GetDefaultClass`).
            (left.metadata.creationTimestamp ?? Timestamp(seconds: 0), right.name)
                < (right.metadata.creationTimestamp ?? Timestamp(seconds: 0), left.name)
        }
    }
}
