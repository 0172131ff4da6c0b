/// Measurements of a kubelet on its node (`/stats/summary`, `k8s.io/kubelet/pkg/apis/stats/v1alpha1.Summary`). Amounts
/// are bytes or counts; nil where the kubelet does not tell.
public struct KubeletSummary: Equatable, Sendable {
    /// The node's name.
    public var node = ""
    /// Bytes of memory left before the node runs out.
    public var availableMemory: WholeNumber?
    /// The disk of volumes, logs and emptyDirs (`nodefs`).
    public var nodeFileSystem: FileSystem?
    /// The disk of images (`imagefs`); often the same one.
    public var imageFileSystem: FileSystem?
    /// Processes and threads on the node.
    public var processes: WholeNumber?
    /// The most processes and threads that the node allows.
    public var mostProcesses: WholeNumber?
    /// The pods on the node, with their usage.
    public var pods: [PodUsage] = []

    /// A summary without figures.
    public init() {}

    /// A disk.
    public struct FileSystem: Equatable, Sendable {
        /// Bytes that are free.
        public var available: WholeNumber?
        /// Bytes in all.
        public var capacity: WholeNumber?
        /// Inodes that are free.
        public var freeInodes: WholeNumber?
        /// Inodes in all.
        public var inodes: WholeNumber?

        /// A disk without figures.
        public init() {}
    }

    /// The usage of one pod, in bytes.
    public struct PodUsage: Equatable, Sendable {
        /// The pod's namespace.
        public var namespace = ""
        /// The pod's name.
        public var name = ""
        /// The working set, which counts against the node's eviction threshold.
        public var memory: WholeNumber?
        /// Writable layers, logs and emptyDirs.
        public var ephemeralStorage: WholeNumber?

        /// A pod without figures.
        public init() {}
    }

    /// Whether images lie on the same disk as everything else, as far as the figures tell.
    public var hasOneDisk: Bool {
        guard let nodeFileSystem, let imageFileSystem else { return true }
        return nodeFileSystem.capacity == imageFileSystem.capacity
            && nodeFileSystem.available == imageFileSystem.available
    }
}
