/// What a kubelet measures on its node (`/stats/summary`, `k8s.io/kubelet/pkg/apis/stats/v1alpha1.Summary`). All amounts
/// are bytes or counts; nil where the kubelet does not tell.
public struct KubeletSummary: Equatable, Sendable {
    public var node = ""
    /// What may still be used before the node is out of memory.
    public var availableMemory: Int64?
    /// The disk of volumes, logs and emptyDirs (`nodefs`).
    public var nodeFileSystem: FileSystem?
    /// The disk of images (`imagefs`); often the same one.
    public var imageFileSystem: FileSystem?
    public var processes: Int64?
    public var mostProcesses: Int64?
    public var pods: [PodUsage] = []

    public init() {}

    /// A disk.
    public struct FileSystem: Equatable, Sendable {
        public var available: Int64?
        public var capacity: Int64?
        public var freeInodes: Int64?
        public var inodes: Int64?

        public init() {}
    }

    /// What one pod takes.
    public struct PodUsage: Equatable, Sendable {
        public var namespace = ""
        public var name = ""
        /// The working set, which counts against the node's eviction threshold.
        public var memory: Int64?
        /// Writable layers, logs and emptyDirs.
        public var ephemeralStorage: Int64?

        public init() {}
    }

    /// Whether images lie on the same disk as everything else, as far as the figures tell.
    public var hasOneDisk: Bool {
        guard let nodeFileSystem, let imageFileSystem else { return true }
        return nodeFileSystem.capacity == imageFileSystem.capacity
            && nodeFileSystem.available == imageFileSystem.available
    }
}
