/// What the containers of a pod use at a moment (`metrics.k8s.io`, what `kubectl top` shows).
public struct PodMetrics: KubernetesObject {
    public static let kind = "PodMetrics"
    public var metadata = ObjectMeta()
    public var containers: [ContainerUsage] = []

    public init() {}

    /// What one container uses.
    public struct ContainerUsage: Hashable, Sendable {
        public var name: String
        public var usage: ResourceList

        public init(name: String = "", usage: ResourceList = ResourceList()) {
            self.name = name
            self.usage = usage
        }
    }
}

extension ObjectKind {
    /// The kind of ``PodMetrics``.
    public static let podMetrics = ObjectKind(
        PodMetrics.kind, group: "metrics.k8s.io", versions: ["v1beta1"], resource: "pods", inSentences: "pod metrics")
}
