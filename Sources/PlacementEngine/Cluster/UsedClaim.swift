import ClusterSnapshot
import KubernetesModel

/// A claim that a pod uses, as the snapshot has it.
struct UsedClaim: Sendable {
    var name: String
    /// Whether the pod's own volume asks for it, and it comes and goes with the pod.
    var isEphemeral = false
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
            var used = UsedClaim(
                name: name, isEphemeral: volume.source == .ephemeral,
                claim: index.claim(namespace: namespace, name: name))
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
    /// The class that a claim names; nil where it names none, or one that is not there.
    ///
    /// The scheduler knows no default class: its name is filled into the claim by others
    /// (`GetPersistentVolumeClaimClass`).
    func storageClass(of claim: PersistentVolumeClaim) -> StorageClass? {
        storageClassByName[claim.className].map { snapshot.storageClasses[$0] }
    }
}
