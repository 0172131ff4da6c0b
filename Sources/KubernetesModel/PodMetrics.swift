/// The usage of a pod's containers (`metrics.k8s.io`, shown by `kubectl top`).
public struct PodMetrics: KubernetesObject {
    /// The kind as the API spells it.
    public static let kind = "PodMetrics"
    /// The pod's name and namespace.
    public var metadata = ObjectMeta()
    /// The usage of each container.
    public var containers: [ContainerUsage] = []

    /// Metrics without containers.
    public init() {}

    /// The usage of one container.
    public struct ContainerUsage: Hashable, Sendable {
        /// The container's name.
        public var name: String
        /// CPU in cores, averaged over the metrics' window, and the memory working set in bytes.
        public var usage: ResourceList

        /// The usage of one container.
        public init(name: String = "", usage: ResourceList = ResourceList()) {
            self.name = name
            self.usage = usage
        }
    }
}

extension ObjectKind {
    /// The kind of ``PodMetrics``.
    public static let podMetrics = ObjectKind(
        PodMetrics.kind, group: "metrics.k8s.io", versions: ["v1beta1"], resource: "pods", inSentences: "pod metrics",
        isAlwaysCollected: false)
}
