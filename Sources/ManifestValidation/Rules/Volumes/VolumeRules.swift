/// A pod's volumes (`ValidateVolumes`).
enum VolumeRules {
    /// The kinds of sources, in the order in which the server looks for them.
    static let kinds = [
        "emptyDir", "hostPath", "gitRepo", "gcePersistentDisk", "awsElasticBlockStore", "secret", "nfs", "iscsi",
        "glusterfs", "flocker", "persistentVolumeClaim", "rbd", "cinder", "cephfs", "quobyte", "downwardAPI", "fc",
        "flexVolume", "configMap", "azureFile", "vsphereVolume", "photonPersistentDisk", "portworxVolume", "azureDisk",
        "storageos", "projected", "scaleIO", "csi", "ephemeral", "image",
    ]

    /// The kinds of volumes that no longer work, though the server accepts them (`warningsForPodSpecAndMeta`).
    private static let outdated = [
        "gitRepo": "no longer works since Kubernetes 1.36", "photonPersistentDisk": "no longer works",
        "scaleIO": "no longer works", "flocker": "no longer works",
        "storageos": "no longer works", "quobyte": "no longer works",
        "glusterfs": "no longer works", "cephfs": "no longer works", "rbd": "no longer works",
    ]

    /// The kind of a volume's source; a volume without any is an emptyDir (`SetDefaults_Volume`).
    static func kind(of volume: Field) -> String { kinds.first { volume[$0].isSet } ?? "emptyDir" }

    /// Checks the volumes; the answer is the kind of each valid one by its name.
    static func check(_ volumes: Field, _ problems: inout ProblemList) -> [String: String] {
        var valid: [String: String] = [:]
        var names: Set<String> = []
        for volume in volumes.items {
            let name = volume["name"]
            problems.requireSyntax(NameSyntax.label, name, isRequired: true)
            let given = kinds.filter { volume[$0].isSet }
            let kind = given.first ?? "emptyDir"
            for further in given.dropFirst() {
                problems.forbid(volume[further], "a volume has one source, and \(kind) is set")
            }
            VolumeSourceRules.check(kind, volume, &problems)
            if let reason = outdated[kind] { problems.warn(.deprecated, volume[kind], reason) }
            if !name.text.isEmpty, !names.insert(name.text).inserted { problems.duplicate(name, name.text) }
            // A volume that is refused itself is not refused again where it is mounted.
            valid[name.text] = valid[name.text] ?? kind
        }
        return valid
    }
}
