/// A machine of the cluster.
public struct Node: KubernetesObject {
    /// The kind as the API spells it.
    public static let kind = "Node"
    /// Name and labels.
    public var metadata = ObjectMeta()
    /// Whether the node is cordoned (`spec.unschedulable`).
    public var isUnschedulable = false
    /// The taints in `spec.taints`.
    public var taints: [Taint] = []
    /// All resources of the machine.
    public var capacity = ResourceList()
    /// Resources that pods may request: the capacity minus what the kubelet reserves for the system.
    public var allocatable = ResourceList()
    /// `Ready`, the pressures and whatever else reports on the node.
    public var conditions: [Condition] = []
    /// The images on the node's disk; the kubelet lists the 50 largest.
    public var images: [NodeImage] = []
    /// Kernel, runtime, architecture.
    public var info = NodeInfo()
    /// The machine's addresses of type InternalIP and ExternalIP.
    public var addresses: [String] = []
    /// The machine as its cloud names it (`spec.providerID`); empty outside of clouds.
    public var providerID = ""

    /// Whether the snapshot records the node; false for one of which only its pods tell.
    public var isRecorded = true

    /// A node without resources and conditions.
    public init() {}

    /// Whether the kubelet says that the node can take pods.
    public var isReady: Bool { conditions.status(of: ConditionType.ready) == .isTrue }

    /// The types of node conditions (`v1.NodeConditionType`).
    public enum ConditionType {
        /// The kubelet reports in time and its runtime and network work.
        public static let ready = "Ready"
        /// Free memory is below the kubelet's threshold.
        public static let memoryPressure = "MemoryPressure"
        /// Free disk space or inodes are below the kubelet's threshold.
        public static let diskPressure = "DiskPressure"
        /// Free process IDs are below the kubelet's threshold.
        public static let pidPressure = "PIDPressure"
        /// The cloud has not set up the node's network.
        public static let networkUnavailable = "NetworkUnavailable"
    }
}

/// An image that is on a node's disk.
public struct NodeImage: Hashable, Sendable {
    /// All references to the image, by tag and digest.
    public var names: [String]
    /// Bytes on disk, as the runtime counts them.
    public var sizeBytes: WholeNumber

    /// An image with its size in bytes.
    public init(names: [String], sizeBytes: WholeNumber) {
        self.names = names
        self.sizeBytes = sizeBytes
    }
}

/// The software and architecture of a node (`v1.NodeSystemInfo`).
public struct NodeInfo: Hashable, Sendable {
    /// As `uname -r` prints it.
    public var kernelVersion = ""
    /// The distribution, for instance `Debian GNU/Linux 12 (bookworm)`.
    public var osImage = ""
    /// `linux` or `windows`.
    public var operatingSystem = ""
    /// `amd64`, `arm64`, …
    public var architecture = ""
    /// Runtime and version: `containerd://1.7.24`.
    public var containerRuntimeVersion = ""
    /// The kubelet's version: `v1.36.2`.
    public var kubeletVersion = ""

    /// A node that has not said anything.
    public init() {}
}

/// The labels of nodes that Kubernetes and the common platforms set.
public enum NodeLabel {
    /// The node's host name.
    public static let hostname = "kubernetes.io/hostname"
    /// The zone.
    public static let zone = "topology.kubernetes.io/zone"
    /// The region.
    public static let region = "topology.kubernetes.io/region"
    /// The zone, in clusters before 1.17.
    public static let betaZone = "failure-domain.beta.kubernetes.io/zone"
    /// The region, in clusters before 1.17.
    public static let betaRegion = "failure-domain.beta.kubernetes.io/region"
    /// The cloud's machine type.
    public static let instanceType = "node.kubernetes.io/instance-type"
    /// The processor's architecture, set by the kubelet.
    public static let architecture = "kubernetes.io/arch"
    /// The operating system, set by the kubelet.
    public static let operatingSystem = "kubernetes.io/os"
}

extension ObjectKind {
    /// The kind of ``Node``.
    public static let node = ObjectKind(Node.kind, isNamespaced: false)
}
