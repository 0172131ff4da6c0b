/// A limit on voluntary evictions among the pods that a selector matches.
public struct PodDisruptionBudget: KubernetesObject {
    /// The kind as the API spells it.
    public static let kind = "PodDisruptionBudget"
    /// Name and namespace.
    public var metadata = ObjectMeta()
    /// Nil selects no pod; an empty one every pod of the namespace (`policy/v1`).
    public var selector: LabelSelector?
    /// How many more pods may be evicted now, as the controller last counted.
    public var disruptionsAllowed: WholeNumber = 0
    /// Pods whose eviction was granted already, by name.
    public var disruptedPods: [String] = []

    /// A budget that selects nothing and allows nothing.
    public init() {}
}

/// A priority by name.
public struct PriorityClass: KubernetesObject {
    /// The kind as the API spells it.
    public static let kind = "PriorityClass"
    /// The name, by which pods ask for the class.
    public var metadata = ObjectMeta()
    /// The priority; greater ones go first.
    public var value: WholeNumber = 0
    /// Whether pods without a class get this one.
    public var isGlobalDefault = false
    /// Whether its pods evict nobody (`preemptionPolicy: Never`).
    public var neverPreempts = false

    /// A class of priority 0.
    public init() {}

    /// The two classes that every cluster has, also where a snapshot lacks them.
    public static let builtIn: [String: WholeNumber] = [
        "system-cluster-critical": 2_000_000_000, "system-node-critical": 2_000_001_000,
    ]
}

/// A container runtime that pods can ask for by name.
public struct RuntimeClass: KubernetesObject {
    /// The kind as the API spells it.
    public static let kind = "RuntimeClass"
    /// The name, by which pods ask for the class.
    public var metadata = ObjectMeta()
    /// Resources of each pod beside its containers' (`overhead.podFixed`).
    public var overhead = ResourceList()
    /// Merged into the pod's node selector at admission.
    public var nodeSelector = Labels()
    /// Added to the pod's tolerations at admission.
    public var tolerations: [Toleration] = []

    /// A class without overhead.
    public init() {}
}

/// Limits on the objects and resources of a namespace.
public struct ResourceQuota: KubernetesObject {
    /// The kind as the API spells it.
    public static let kind = "ResourceQuota"
    /// Name and namespace.
    public var metadata = ObjectMeta()
    /// The limits, by resource or `count/…` name.
    public var hard = ResourceList()
    /// The amounts in use, as the controller last counted.
    public var used = ResourceList()
    /// The scopes that a pod must have to be counted, all of them (`scopes`, `scopeSelector`); none counts every pod.
    public var scopes: [Scope] = []

    /// Whether it counts some of the namespace's pods only.
    public var isScoped: Bool { !scopes.isEmpty }

    /// A quota without limits.
    public init() {}

    /// A condition on the pods that a quota counts (`ScopedResourceSelectorRequirement`).
    ///
    /// The key is the scope: `Terminating`, `NotTerminating`, `BestEffort`, `NotBestEffort`, `PriorityClass`,
    /// `CrossNamespacePodAffinity`. Only that of `PriorityClass` has values.
    public typealias Scope = LabelSelector.Requirement
}

/// Default requests and limits of a namespace's containers, and the bounds for them.
public struct LimitRange: KubernetesObject {
    /// The kind as the API spells it.
    public static let kind = "LimitRange"
    /// Name and namespace.
    public var metadata = ObjectMeta()
    /// The rules.
    public var limits: [LimitRangeItem] = []

    /// A range without rules.
    public init() {}
}

/// One rule of a LimitRange.
public struct LimitRangeItem: Hashable, Sendable {
    /// `Container`, `Pod` or `PersistentVolumeClaim`.
    public var type = "Container"
    /// The most that a container, pod or claim may ask for.
    public var max = ResourceList()
    /// The least that it must ask for.
    public var min = ResourceList()
    /// The limits of containers that give none.
    public var defaultLimits = ResourceList()
    /// The requests of containers that give none.
    public var defaultRequests = ResourceList()
    /// How many times the request a limit may be.
    public var maxLimitRequestRatio = ResourceList()

    /// A rule for containers, without bounds.
    public init() {}

    /// The rule as the API server stores it: for containers the greatest amount is the default limit, that the default
    /// request, and after it the least amount (`SetDefaults_LimitRangeItem`).
    public var withDefaults: LimitRangeItem {
        guard type == "Container" else { return self }
        var item = self
        for entry in max.entries where item.defaultLimits[entry.name] == nil {
            item.defaultLimits[entry.name] = entry.quantity
        }
        for entry in item.defaultLimits.entries + min.entries where item.defaultRequests[entry.name] == nil {
            item.defaultRequests[entry.name] = entry.quantity
        }
        return item
    }
}

/// A namespace.
public struct Namespace: KubernetesObject {
    /// The kind as the API spells it.
    public static let kind = "Namespace"
    /// The name, labels and the annotations that admission reads.
    public var metadata = ObjectMeta()
    /// Whether the namespace is being deleted; nothing can be made in it then.
    public var isTerminating = false
    /// The tolerations that admission adds to every new pod (`PodTolerationRestriction`); nil where no annotation tells.
    public var defaultTolerations: [Toleration]?
    /// The only tolerations that pods may have (`PodTolerationRestriction`); nil where no annotation tells.
    public var allowedTolerations: [Toleration]?
    /// Kubernetes' reasons why the deletion doesn't finish (`NamespaceDeletionContentFailure` and its like); those that
    /// hold only.
    public var deletionTroubles: [Condition] = []

    /// A namespace that is in use.
    public init() {}
}

/// The identity of a pod towards the API server.
public struct ServiceAccount: KubernetesObject {
    /// The kind as the API spells it.
    public static let kind = "ServiceAccount"
    /// Name and namespace.
    public var metadata = ObjectMeta()

    /// An account without a name.
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
