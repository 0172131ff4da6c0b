import ClusterSnapshot
import KubernetesModel

/// A volume that a CSI driver attaches, by the driver and its name there.
struct CSIVolume: Hashable, Sendable {
    var driver: String
    var handle: String
}

extension UsedClaim {
    /// The CSI volume behind the claim; nil where there is none, or none that could be counted (`getCSIDriverInfo`).
    ///
    /// In-tree volumes that a cluster has migrated to CSI are not counted.
    func csiVolume(in index: ClusterIndex) -> CSIVolume? {
        guard let claim else { return nil }
        if let volume {
            if volume.csiDriver.isEmpty || volume.csiVolumeHandle.isEmpty { return nil }
            return CSIVolume(driver: volume.csiDriver, handle: volume.csiVolumeHandle)
        }
        // getCSIDriverInfoFromSC: a volume yet to be made counts as one of its own. A claim without a class is bound
        // before it is used.
        guard let position = index.storageClassByName[claim.className] else { return nil }
        let provisioner = index.snapshot.storageClasses[position].provisioner
        if provisioner.isEmpty { return nil }
        return CSIVolume(driver: provisioner, handle: "to be made for \(claim.metadata.qualifiedName)")
    }
}
