import CSimdJSON
import KubernetesModel

private enum ClaimField: String, CaseIterable {
    case metadata, spec, status
}

private enum ClaimDetailField: String, CaseIterable {
    case volumeName, storageClassName, phase, resources, accessModes, selector, volumeMode
}

private enum VolumeDetailField: String, CaseIterable {
    case nodeAffinity, storageClassName, phase, capacity, accessModes, claimRef, csi, volumeMode
}

private enum VolumeAffinityField: String, CaseIterable {
    case required
}

private enum VolumeReferenceField: String, CaseIterable {
    case namespace, name, uid, driver, volumeHandle
}

private let claimFields = FieldTable<ClaimField>()
private let claimDetailFields = FieldTable<ClaimDetailField>()
private let volumeDetailFields = FieldTable<VolumeDetailField>()
private let affinityFields = FieldTable<VolumeAffinityField>()
private let blockMode = "Block"
private let volumeReferenceFields = FieldTable<VolumeReferenceField>()

extension ObjectDecoder {
    /// A pod's wish for a volume.
    func persistentVolumeClaim() -> PersistentVolumeClaim {
        var claim = PersistentVolumeClaim()
        forEachField(claimFields) { field in
            switch field {
            case .metadata: claim.metadata = metadata()
            case .spec: claimSpec(into: &claim)
            case .status:
                forEachField(claimDetailFields) { detail in
                    if detail == .phase { claim.phase = string() } else { reader.skip() }
                }
            }
        }
        return claim
    }

    private func claimSpec(into claim: inout PersistentVolumeClaim) {
        forEachField(claimDetailFields) { field in
            switch field {
            case .volumeName: claim.volumeName = string()
            case .storageClassName: claim.storageClassName = optionalString()
            case .phase: reader.skip()
            case .resources: claim.requests = resourceRequirements().requests
            case .accessModes: claim.accessModes = strings()
            case .selector: claim.selector = optionalLabelSelector()
            case .volumeMode: claim.isBlock = string() == blockMode
            }
        }
    }

    /// A volume.
    func persistentVolume() -> PersistentVolume {
        var volume = PersistentVolume()
        forEachField(claimFields) { field in
            switch field {
            case .metadata: volume.metadata = metadata()
            case .spec: volumeSpec(into: &volume)
            case .status:
                forEachField(volumeDetailFields) { detail in
                    if detail == .phase { volume.phase = string() } else { reader.skip() }
                }
            }
        }
        return volume
    }

    private func volumeSpec(into volume: inout PersistentVolume) {
        forEachField(volumeDetailFields) { field in
            switch field {
            case .nodeAffinity: forEachField(affinityFields) { _ in volume.nodeAffinity = nodeSelector() }
            case .storageClassName: volume.storageClassName = string()
            case .phase: reader.skip()
            case .capacity: volume.capacity = resourceList()
            case .accessModes: volume.accessModes = strings()
            case .claimRef, .csi: volumeReference(into: &volume)
            case .volumeMode: volume.isBlock = string() == blockMode
            }
        }
    }

    /// The names in `claimRef` and `csi`: their keys differ.
    private func volumeReference(into volume: inout PersistentVolume) {
        forEachField(volumeReferenceFields) { field in
            switch field {
            case .namespace: volume.claimNamespace = string()
            case .name: volume.claimName = string()
            case .uid: volume.claimUID = string()
            case .driver: volume.csiDriver = string()
            case .volumeHandle: volume.csiVolumeHandle = string()
            }
        }
    }
}
