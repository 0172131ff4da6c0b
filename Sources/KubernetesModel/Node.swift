/// A machine of the cluster.
public struct Node: KubernetesObject {
    public static let kind = "Node"
    public var metadata = ObjectMeta()
    public var isUnschedulable = false
    public var taints: [Taint] = []
    public var capacity = ResourceList()
    /// What pods may request: capacity less what is kept for the system.
    public var allocatable = ResourceList()
    public var conditions: [Condition] = []
    public var images: [NodeImage] = []
    public var info = NodeInfo()
    public var providerID = ""

    public init() {}

    /// Whether the kubelet says that the node can take pods.
    public var isReady: Bool { conditions[ConditionType.ready]?.status == .isTrue }

    /// The types of node conditions (`v1.NodeConditionType`).
    public enum ConditionType {
        public static let ready = "Ready"
        public static let memoryPressure = "MemoryPressure"
        public static let diskPressure = "DiskPressure"
        public static let pidPressure = "PIDPressure"
        public static let networkUnavailable = "NetworkUnavailable"
    }
}

/// An image that is on a node's disk.
public struct NodeImage: Hashable, Sendable {
    public var names: [String]
    public var sizeBytes: Int64

    public init(names: [String], sizeBytes: Int64) {
        self.names = names
        self.sizeBytes = sizeBytes
    }
}

/// What a node says of its software (`v1.NodeSystemInfo`).
public struct NodeInfo: Hashable, Sendable {
    public var kernelVersion = ""
    public var osImage = ""
    public var operatingSystem = ""
    public var architecture = ""
    public var containerRuntimeVersion = ""
    public var kubeletVersion = ""

    public init() {}
}

/// The labels of nodes that Kubernetes and the common platforms set.
public enum NodeLabel {
    public static let hostname = "kubernetes.io/hostname"
    public static let zone = "topology.kubernetes.io/zone"
    public static let region = "topology.kubernetes.io/region"
    public static let betaZone = "failure-domain.beta.kubernetes.io/zone"
    public static let betaRegion = "failure-domain.beta.kubernetes.io/region"
    public static let instanceType = "node.kubernetes.io/instance-type"
    public static let architecture = "kubernetes.io/arch"
    public static let operatingSystem = "kubernetes.io/os"
}

extension ObjectKind {
    /// The kind of ``Node``.
    public static let node = ObjectKind(Node.kind, isNamespaced: false)
}
