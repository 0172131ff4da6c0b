/// A claim for a volume.
public struct PersistentVolumeClaim: KubernetesObject {
    /// The kind as the API spells it.
    public static let kind = "PersistentVolumeClaim"
    /// Name and namespace.
    public var metadata = ObjectMeta()
    /// The volume that the claim is bound to; empty when it is not.
    public var volumeName = ""
    /// Nil when the claim names none, and gets the default class.
    public var storageClassName: String?
    /// `Pending`, `Bound` or `Lost`.
    public var phase = "Pending"
    /// The wanted size, under `storage`, in bytes.
    public var requests = ResourceList()
    /// `ReadWriteOnce`, `ReadOnlyMany`, `ReadWriteMany` or `ReadWriteOncePod`; the volume must offer all.
    public var accessModes: [String] = []
    /// The volumes that may serve the claim, by their labels; nil for any.
    public var selector: LabelSelector?
    /// Whether a raw block device is wanted; otherwise a file system.
    public var isBlock = false

    /// A claim that is not bound.
    public init() {}

    /// The access mode of a claim that serves one pod only.
    public static let readWriteOncePod = "ReadWriteOncePod"

    /// The class by name, as the scheduler asks for it; empty for none: the default class is filled in by others
    /// (`GetPersistentVolumeClaimClass`).
    public var className: String { metadata.annotations[Annotation.storageClass] ?? storageClassName ?? "" }
}

/// A volume.
public struct PersistentVolume: KubernetesObject {
    /// The kind as the API spells it.
    public static let kind = "PersistentVolume"
    /// Name and labels.
    public var metadata = ObjectMeta()
    /// The nodes that can reach the volume; nil for all.
    public var nodeAffinity: NodeSelector?
    /// The class by name; empty for none.
    public var storageClassName = ""
    /// `Available`, `Bound`, `Released` or `Failed`.
    public var phase = "Available"
    /// The size, under `storage`, in bytes.
    public var capacity = ResourceList()
    /// The modes that the volume offers.
    public var accessModes: [String] = []
    /// The namespace of the claim that it is bound to or kept for; empty for none.
    public var claimNamespace = ""
    /// The claim that it is bound to or kept for; empty for none.
    public var claimName = ""
    /// The UID of that claim; empty where only a name is given.
    public var claimUID = ""
    /// Whether it is a raw block device; otherwise it holds a file system.
    public var isBlock = false
    /// The driver that serves it, for CSI volumes.
    public var csiDriver = ""
    /// The volume's name at its CSI driver.
    public var csiVolumeHandle = ""

    /// A volume that is free.
    public init() {}

    /// The class by name; empty for none (`GetPersistentVolumeClass`).
    public var className: String { metadata.annotations[Annotation.storageClass] ?? storageClassName }
}

/// A class of volumes and the driver that makes them.
public struct StorageClass: KubernetesObject {
    /// The kind as the API spells it.
    public static let kind = "StorageClass"
    /// Name and annotations.
    public var metadata = ObjectMeta()
    /// The driver that makes the volumes.
    public var provisioner = ""
    /// Whether a volume is bound only once a pod that needs it has a node.
    public var waitsForFirstConsumer = false
    /// The domains in which volumes can be made; none for all.
    public var allowedTopologies: [NodeSelectorTerm] = []

    /// A class that binds at once.
    public init() {}

    /// The provisioner that makes no volumes.
    public static let noProvisioner = "kubernetes.io/no-provisioner"

    /// Whether claims without a class get this one.
    public var isDefault: Bool { metadata.annotations[Annotation.defaultStorageClass] == "true" }
}

/// The CSI drivers on a node, with their volume limits.
public struct CSINode: KubernetesObject {
    /// The kind as the API spells it.
    public static let kind = "CSINode"
    /// The name, which is the node's.
    public var metadata = ObjectMeta()
    /// The CSI drivers that run on the node.
    public var drivers: [CSINodeDriver] = []

    /// A node without CSI drivers.
    public init() {}
}

/// A CSI driver on a node.
public struct CSINodeDriver: Hashable, Sendable {
    /// The driver's name.
    public var name = ""
    /// How many of the driver's volumes the node can hold; nil for no limit.
    public var allocatableCount: WholeNumber?

    /// A driver without a limit.
    public init() {}
}

extension ObjectKind {
    /// The kind of ``PersistentVolumeClaim``.
    public static let persistentVolumeClaim = ObjectKind(PersistentVolumeClaim.kind)
    /// The kind of ``PersistentVolume``.
    public static let persistentVolume = ObjectKind(PersistentVolume.kind, isNamespaced: false)
    /// The kind of ``StorageClass``.
    public static let storageClass = ObjectKind(StorageClass.kind, group: "storage.k8s.io", isNamespaced: false)
    /// The kind of ``CSINode``.
    public static let csiNode = ObjectKind(
        CSINode.kind, group: "storage.k8s.io", isNamespaced: false, inSentences: "CSINodes")
}
