/// A pod's wish for a volume.
public struct PersistentVolumeClaim: KubernetesObject {
    public static let kind = "PersistentVolumeClaim"
    public var metadata = ObjectMeta()
    /// The volume that the claim is bound to; empty when it is not.
    public var volumeName = ""
    /// Nil when the claim names none, and gets the default class.
    public var storageClassName: String?
    public var phase = "Pending"
    public var requests = ResourceList()
    public var accessModes: [String] = []
    public var selector: LabelSelector?

    public init() {}

    /// The access mode of a claim that serves one pod only.
    public static let readWriteOncePod = "ReadWriteOncePod"
}

/// A volume.
public struct PersistentVolume: KubernetesObject {
    public static let kind = "PersistentVolume"
    public var metadata = ObjectMeta()
    /// The nodes that can reach the volume; nil for all.
    public var nodeAffinity: NodeSelector?
    public var storageClassName = ""
    public var phase = "Available"
    public var capacity = ResourceList()
    public var accessModes: [String] = []
    public var claimNamespace = ""
    public var claimName = ""
    /// The driver that serves it, for CSI volumes.
    public var csiDriver = ""
    public var csiVolumeHandle = ""

    public init() {}
}

/// A way to make volumes.
public struct StorageClass: KubernetesObject {
    public static let kind = "StorageClass"
    public var metadata = ObjectMeta()
    public var provisioner = ""
    /// Whether a volume is bound only once a pod that needs it has a node.
    public var waitsForFirstConsumer = false
    public var allowedTopologies: [NodeSelectorTerm] = []

    public init() {}

    /// The provisioner that makes no volumes.
    public static let noProvisioner = "kubernetes.io/no-provisioner"

    /// Whether claims without a class get this one.
    public var isDefault: Bool { metadata.annotations[Annotation.defaultStorageClass] == "true" }
}

/// What the CSI drivers on a node can take.
public struct CSINode: KubernetesObject {
    public static let kind = "CSINode"
    public var metadata = ObjectMeta()
    public var drivers: [CSINodeDriver] = []

    public init() {}
}

/// A CSI driver on a node.
public struct CSINodeDriver: Hashable, Sendable {
    public var name = ""
    /// How many of the driver's volumes the node can hold; nil for no limit.
    public var allocatableCount: Int32?

    public init() {}
}

extension ObjectKind {
    /// The kind of ``PersistentVolumeClaim``.
    public static let persistentVolumeClaim = ObjectKind(PersistentVolumeClaim.kind, inSentences: "volume claims")
    /// The kind of ``PersistentVolume``.
    public static let persistentVolume = ObjectKind(PersistentVolume.kind, isNamespaced: false, inSentences: "volumes")
    /// The kind of ``StorageClass``.
    public static let storageClass = ObjectKind(StorageClass.kind, group: "storage.k8s.io", isNamespaced: false)
    /// The kind of ``CSINode``.
    public static let csiNode = ObjectKind(
        CSINode.kind, group: "storage.k8s.io", isNamespaced: false, inSentences: "CSINodes")
}
