import CSimdJSON
import KubernetesModel

enum VolumeSourceField: String, CaseIterable {
    case name, claimName, secretName, path, type, sizeLimit, medium, driver, optional
}

private let volumeSourceFields = FieldTable<VolumeSourceField>()

extension ObjectDecoder {
    /// The beginning of the names of the volumes that bring a service account's token, which every pod has.
    static let serviceAccountVolumePrefix = "kube-api-access-"

    /// A pod's volumes, without those for service account tokens.
    func volumes() -> [Volume] {
        guard reader.enterArray() else { return [] }
        var volumes: [Volume] = []
        while reader.nextElement() {
            let volume = volume()
            let isToken =
                volume.name.hasPrefix(Self.serviceAccountVolumePrefix) && volume.source == .other(kind: "projected")
            if !isToken { volumes.append(volume) }
        }
        return volumes
    }

    private func volume() -> Volume {
        // A volume that names no source is an empty directory (`SetDefaults_Volume`).
        var volume = Volume(name: "", source: .emptyDir(sizeLimit: nil, isMemory: false))
        guard reader.enterObject() else { return volume }
        var key = csj_text()
        while reader.nextMember(&key) {
            if key.spells("name") {
                volume.name = string()
            } else if reader.type == csj_type_null {
                reader.skip()
            } else {
                volume.source = volumeSource(key: key)
            }
        }
        return volume
    }

    private func volumeSource(key: csj_text) -> Volume.Source {
        let kind = interned(key)
        switch kind {
        case "persistentVolumeClaim", "hostPath", "emptyDir", "configMap", "secret", "csi": break
        case "ephemeral":
            reader.skip()
            return .ephemeral
        default:
            reader.skip()
            return .other(kind: kind)
        }
        var fields = VolumeSourceFields()
        forEachField(volumeSourceFields) { field in
            switch field {
            case .name, .claimName, .secretName: fields.name = string()
            case .path: fields.path = string()
            case .type: fields.type = string()
            case .sizeLimit: fields.sizeLimit = quantity()
            case .medium: fields.medium = string()
            case .driver: fields.driver = string()
            case .optional: fields.isOptional = reader.bool()
            }
        }
        switch kind {
        case "persistentVolumeClaim": return .persistentVolumeClaim(name: fields.name)
        case "hostPath": return .hostPath(path: fields.path, type: fields.type)
        case "emptyDir": return .emptyDir(sizeLimit: fields.sizeLimit, isMemory: fields.medium == "Memory")
        case "configMap": return .configMap(name: fields.name, isOptional: fields.isOptional)
        case "secret": return .secret(name: fields.name, isOptional: fields.isOptional)
        default: return .csi(driver: fields.driver)
        }
    }
}

/// The content of volume sources, of any kind.
private struct VolumeSourceFields {
    var name = ""
    var path = ""
    var type = ""
    var driver = ""
    var medium = ""
    var sizeLimit: Quantity?
    var isOptional = false
}
