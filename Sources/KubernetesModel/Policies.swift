/// How many pods of a set may be down at once by somebody's will.
public struct PodDisruptionBudget: KubernetesObject {
    public static let kind = "PodDisruptionBudget"
    public var metadata = ObjectMeta()
    /// Nil selects no pod; an empty one every pod of the namespace (`policy/v1`).
    public var selector: LabelSelector?
    public var disruptionsAllowed: Int32 = 0
    /// Pods whose eviction was granted already, by name.
    public var disruptedPods: [String] = []

    public init() {}
}

/// A name for a priority.
public struct PriorityClass: KubernetesObject {
    public static let kind = "PriorityClass"
    public var metadata = ObjectMeta()
    public var value: Int32 = 0
    public var isGlobalDefault = false
    public var neverPreempts = false

    public init() {}

    /// The greatest value that users may give; above stand only the system's own two classes.
    public static let highestUserDefinablePriority: Int32 = 1_000_000_000
    /// From here on the kubelet does not evict for memory or disk (`IsCriticalPodBasedOnPriority`).
    public static let systemCriticalPriority: Int32 = 2_000_000_000

    /// The two classes that every cluster has, also where a snapshot lacks them.
    public static let builtIn: [String: Int32] = [
        "system-cluster-critical": 2_000_000_000, "system-node-critical": 2_000_001_000,
    ]
}

/// A way to run containers.
public struct RuntimeClass: KubernetesObject {
    public static let kind = "RuntimeClass"
    public var metadata = ObjectMeta()
    /// What each pod costs beside its containers (`overhead.podFixed`).
    public var overhead = ResourceList()
    /// Merged into the pod's node selector at admission.
    public var nodeSelector = Labels()
    public var tolerations: [Toleration] = []

    public init() {}
}

/// How much of what a namespace may hold.
public struct ResourceQuota: KubernetesObject {
    public static let kind = "ResourceQuota"
    public var metadata = ObjectMeta()
    public var hard = ResourceList()
    public var used = ResourceList()

    public init() {}
}

/// What containers of a namespace get when they say nothing, and may ask at most.
public struct LimitRange: KubernetesObject {
    public static let kind = "LimitRange"
    public var metadata = ObjectMeta()
    public var limits: [LimitRangeItem] = []

    public init() {}
}

/// One rule of a LimitRange.
public struct LimitRangeItem: Hashable, Sendable {
    /// `Container`, `Pod` or `PersistentVolumeClaim`.
    public var type = "Container"
    public var max = ResourceList()
    public var min = ResourceList()
    public var defaultLimits = ResourceList()
    public var defaultRequests = ResourceList()

    public init() {}
}

/// A part of the cluster with its own names.
public struct Namespace: KubernetesObject {
    public static let kind = "Namespace"
    public var metadata = ObjectMeta()
    public var isTerminating = false

    public init() {}
}

/// Who a pod acts as.
public struct ServiceAccount: KubernetesObject {
    public static let kind = "ServiceAccount"
    public var metadata = ObjectMeta()

    public init() {}
}

extension ObjectKind {
    /// Before Kubernetes 1.21 only `v1beta1` is served.
    public static let podDisruptionBudget = ObjectKind(
        PodDisruptionBudget.kind, group: "policy", versions: ["v1", "v1beta1"])
    /// The kind of ``PriorityClass``.
    public static let priorityClass = ObjectKind(PriorityClass.kind, group: "scheduling.k8s.io", isNamespaced: false)
    /// Before Kubernetes 1.20 only `v1beta1` is served.
    public static let runtimeClass = ObjectKind(
        RuntimeClass.kind, group: "node.k8s.io", versions: ["v1", "v1beta1"], isNamespaced: false)
    /// The kind of ``ResourceQuota``.
    public static let resourceQuota = ObjectKind(ResourceQuota.kind)
    /// The kind of ``LimitRange``.
    public static let limitRange = ObjectKind(LimitRange.kind)
    /// The kind of ``Namespace``.
    public static let namespace = ObjectKind(Namespace.kind, isNamespaced: false)
    /// The kind of ``ServiceAccount``.
    public static let serviceAccount = ObjectKind(ServiceAccount.kind)
}
