import CheckedJSON
import KubernetesModel

extension Volume {
    static let fields = ObjectFields<Volume>(
        [.scalar("name") { .string($0.name) }] + sources, alternatives: Set(sources.map(\.name)))

    private static let sources: [ObjectFields<Volume>.Field] =
        [
            .object("persistentVolumeClaim", claimFields, \.source.claimName),
            .object("hostPath", hostPathFields, \.source.hostPath),
            .object("emptyDir", emptyDirFields, \.source.emptyDir),
            .object("configMap", configMapFields) { $0.source.reference(isSecret: false) },
            .object("secret", secretFields) { $0.source.reference(isSecret: true) },
            .object("csi", csiFields, \.source.driver), .presence("ephemeral") { $0.source == .ephemeral },
        ]
        + [
            "awsElasticBlockStore", "azureDisk", "azureFile", "cephfs", "cinder", "downwardAPI", "fc", "flexVolume",
            "flocker", "gcePersistentDisk", "gitRepo", "glusterfs", "image", "iscsi", "nfs", "photonPersistentDisk",
            "portworxVolume", "projected", "quobyte", "rbd", "scaleIO", "storageos", "vsphereVolume",
        ].map { kind in .presence(kind) { $0.source == .other(kind: kind) } }

    private static let claimFields = ObjectFields<String>([.text("claimName") { $0 }, .unseen("readOnly")])

    private static let hostPathFields = ObjectFields<(path: String, type: String)>([
        .text("path") { $0.path }, .text("type") { $0.type },
    ])

    private static let emptyDirFields = ObjectFields<(sizeLimit: Quantity?, isMemory: Bool)>([
        .scalar("sizeLimit") { $0.sizeLimit.map { .string($0.description) } },
        .word("medium", toldApart: ["Memory"]) { $0.isMemory ? "Memory" : nil },
    ])

    private static let configMapFields = ObjectFields<(name: String, isOptional: Bool)>([
        .text("name") { $0.name }, .flag("optional") { $0.isOptional }, .unseen("items", .list(.anything)),
        .unseen("defaultMode"),
    ])

    private static let secretFields = ObjectFields<(name: String, isOptional: Bool)>([
        .text("secretName") { $0.name }, .flag("optional") { $0.isOptional }, .unseen("items", .list(.anything)),
        .unseen("defaultMode"),
    ])

    private static let csiFields = ObjectFields<String>([
        .text("driver") { $0 }, .unseen("readOnly"), .unseen("fsType"), .unseen("volumeAttributes", .map),
        .unseen("nodePublishSecretRef", .anything),
    ])
}

extension Volume.Source {
    fileprivate var claimName: String? {
        if case .persistentVolumeClaim(let name) = self { name } else { nil }
    }

    fileprivate var hostPath: (path: String, type: String)? {
        if case .hostPath(let path, let type) = self { (path, type) } else { nil }
    }

    fileprivate var emptyDir: (sizeLimit: Quantity?, isMemory: Bool)? {
        if case .emptyDir(let sizeLimit, let isMemory) = self { (sizeLimit, isMemory) } else { nil }
    }

    fileprivate func reference(isSecret: Bool) -> (name: String, isOptional: Bool)? {
        switch self {
        case .configMap(let name, let isOptional) where !isSecret: (name, isOptional)
        case .secret(let name, let isOptional) where isSecret: (name, isOptional)
        default: nil
        }
    }

    fileprivate var driver: String? {
        if case .csi(let driver) = self { driver } else { nil }
    }
}
