import CheckedJSON
import KubernetesModel

extension ResourceTable {
    /// `printPersistentVolume`.
    static let persistentVolumes = ResourceTable([
        .name, .text("Capacity"), .text("Access Modes"), .text("Reclaim Policy"), .text("Status"), .text("Claim"),
        .text("StorageClass"), .text("VolumeAttributesClass"), .text("Reason"), .age, .wide("VolumeMode"),
    ]) { object in
        let json = object.json
        let claim = json.at("spec", "claimRef").map { "\($0.text("namespace"))/\($0.text("name"))" } ?? ""
        return [
            .string(object.name), .string(quantity(json.at("spec", "capacity"))),
            .string(accessModes(json.items("spec", "accessModes"))),
            .string(json.text("spec", "persistentVolumeReclaimPolicy")), .string(phase(object)), .string(claim),
            .string(storageClass(json)), .string(orUnset(json, "volumeAttributesClassName")),
            .string(json.text("status", "reason")), object.age, .string(orUnset(json, "volumeMode")),
        ]
    }

    /// `printPersistentVolumeClaim`.
    static let persistentVolumeClaims = ResourceTable([
        .name, .text("Status"), .text("Volume"), .text("Capacity"), .text("Access Modes"), .text("StorageClass"),
        .text("VolumeAttributesClass"), .age, .wide("VolumeMode"),
    ]) { object in
        let json = object.json
        let volume = json.text("spec", "volumeName")
        let isBound = !volume.isEmpty
        return [
            .string(object.name), .string(phase(object)), .string(volume),
            .string(isBound ? quantity(json.at("status", "capacity")) : ""),
            .string(isBound ? accessModes(json.items("status", "accessModes")) : ""), .string(storageClass(json)),
            .string(orUnset(json, "volumeAttributesClassName")), object.age, .string(orUnset(json, "volumeMode")),
        ]
    }

    /// `printStorageClass`.
    static let storageClasses = ResourceTable([
        .name, .text("Provisioner"), .text("ReclaimPolicy"), .text("VolumeBindingMode"), .text("AllowVolumeExpansion"),
        .age,
    ]) { object in
        let json = object.json
        let annotations = json.at("metadata", "annotations")
        let isDefault = ["storageclass.kubernetes.io", "storageclass.beta.kubernetes.io"].contains { domain in
            annotations?["\(domain)/is-default-class"]?.string == "true"
        }
        return [
            .string(object.name + (isDefault ? " (default)" : "")), .string(json.text("provisioner")),
            .string(json.at("reclaimPolicy")?.string ?? "Delete"),
            .string(json.at("volumeBindingMode")?.string ?? "Immediate"), .bool(json.isTrue("allowVolumeExpansion")),
            object.age,
        ]
    }

    /// `printCSINode`.
    static let csiNodes = ResourceTable([.name, .number("Drivers"), .age]) { object in
        [.string(object.name), .integer(object.json.items("spec", "drivers").count), object.age]
    }

    private static func phase(_ object: TableObject) -> String {
        object.isDeleting ? "Terminating" : object.json.text("status", "phase")
    }

    /// An amount of storage; one that is not told is 0.
    private static func quantity(_ amounts: JSONValue?) -> String {
        let text = amounts?.text("storage") ?? ""
        return text.isEmpty ? "0" : text
    }

    /// `helper.GetAccessModesAsString`.
    private static func accessModes(_ modes: [JSONValue]) -> String {
        [("ReadWriteOnce", "RWO"), ("ReadOnlyMany", "ROX"), ("ReadWriteMany", "RWX"), ("ReadWriteOncePod", "RWOP")]
            .filter { modes.contains(.string($0.0)) }.map(\.1).joined(separator: ",")
    }

    private static func storageClass(_ json: JSONValue) -> String {
        json.at("metadata", "annotations", Annotation.storageClass)?.string
            ?? json.text("spec", "storageClassName")
    }

    private static func orUnset(_ json: JSONValue, _ field: String) -> String {
        json.at("spec", field)?.string ?? "<unset>"
    }
}
