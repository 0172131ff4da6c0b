/// Name, labels, owners and times of an object (`metav1.ObjectMeta`), as far as a diagnosis needs them.
public struct ObjectMeta: Equatable, Sendable {
    /// The name, unique for the kind in its namespace.
    public var name = ""
    /// Empty for objects that belong to no namespace.
    public var namespace = ""
    /// The identity: an object made again under the same name has another.
    public var uid = ""
    /// Counts changes of the spec; nil for kinds that do not count.
    public var generation: WholeNumber?
    /// When the API server stored the object first.
    public var creationTimestamp: Timestamp?
    /// When the object is to be gone: set once somebody has deleted it.
    public var deletionTimestamp: Timestamp?
    /// Seconds that the object was given to end; set with ``deletionTimestamp``.
    public var deletionGracePeriodSeconds: WholeNumber?
    /// The labels, by which selectors find the object.
    public var labels = Labels()
    /// Only the annotations that carry meaning for a diagnosis: see ``Annotation``.
    public var annotations = Labels()
    /// The objects that this one belongs to, and that it is deleted with.
    public var ownerReferences: [OwnerReference] = []
    /// Finalizers by name: a deleted object stays until all are removed.
    public var finalizers: [String] = []

    /// Metadata of an object without labels and owners.
    public init(name: String = "", namespace: String = "", uid: String = "") {
        self.name = name
        self.namespace = namespace
        self.uid = uid
    }

    /// The owner that controls the object (`metav1.GetControllerOf`).
    public var controller: OwnerReference? { ownerReferences.first { $0.isController } }

    /// `namespace/name`, or the name alone for objects that belong to no namespace.
    public var qualifiedName: String { namespace.isEmpty ? name : "\(namespace)/\(name)" }
}

/// Another object that this one belongs to.
public struct OwnerReference: Hashable, Sendable {
    /// The owner's kind.
    public var kind: String
    /// The owner's name, in the same namespace.
    public var name: String
    /// The owner's UID.
    public var uid: String
    /// Whether this owner manages the object; one at most does.
    public var isController: Bool

    /// A reference to an owner.
    public init(kind: String, name: String, uid: String, isController: Bool) {
        self.kind = kind
        self.name = name
        self.uid = uid
        self.isController = isController
    }
}

/// The annotations that a diagnosis reads; all others are left out of the snapshot's values.
public enum Annotation {
    /// On a DaemonSet: the generation of its template, which its pods carry as a label.
    public static let templateGeneration = "deprecated.daemonset.template.generation"
    /// On a Namespace, upstream: merged into the pods' node selector at admission (`PodNodeSelector`).
    public static let namespaceNodeSelector = "scheduler.alpha.kubernetes.io/node-selector"
    /// On a Namespace, OpenShift: the DaemonSet controller counts it into eligibility.
    public static let openShiftNodeSelector = "openshift.io/node-selector"
    /// On a Namespace: OpenShift gives every project a range of user IDs.
    public static let openShiftUIDRange = "openshift.io/sa.scc.uid-range"
    /// On a Namespace: tolerations as JSON that every new pod gets (`PodTolerationRestriction`).
    public static let defaultTolerations = "scheduler.alpha.kubernetes.io/defaultTolerations"
    /// On a Namespace: tolerations as JSON, the only ones that pods may have (`PodTolerationRestriction`).
    public static let allowedTolerations = "scheduler.alpha.kubernetes.io/tolerationsWhitelist"
    /// On a static pod's mirror: the kubelet runs it whatever the scheduler thinks.
    public static let mirrorPod = "kubernetes.io/config.mirror"
    /// On a pod, before Kubernetes 1.25: the PodSecurityPolicy that admitted it, and may have changed it.
    public static let podSecurityPolicy = "kubernetes.io/psp"
    /// On a claim: the node that the scheduler chose for it.
    public static let selectedNode = "volume.kubernetes.io/selected-node"
    /// On a StorageClass: whether claims without a class get it.
    public static let defaultStorageClass = "storageclass.kubernetes.io/is-default-class"
    /// On a claim or volume, before Kubernetes 1.6: its class. It counts still.
    public static let storageClass = "volume.beta.kubernetes.io/storage-class"
    /// On a ReplicaSet's pod: what eviction by hand costs, which scale-down weighs.
    public static let podDeletionCost = "controller.kubernetes.io/pod-deletion-cost"
    /// On a pod: whether the cluster autoscaler may evict it.
    public static let safeToEvict = "cluster-autoscaler.kubernetes.io/safe-to-evict"

    /// On a pod: what webhooks leave that inject containers, with who that is.
    public static let injectionMarks = [
        "sidecar.istio.io/status": "Istio", "linkerd.io/proxy-version": "Linkerd",
        "linkerd.io/created-by": "Linkerd", "vault.hashicorp.com/agent-inject-status": "Vault's agent injector",
        "consul.hashicorp.com/connect-inject-status": "Consul", "kuma.io/sidecar-injected": "Kuma",
        "dapr.io/enabled": "Dapr", "sidecar.opentelemetry.io/inject": "the OpenTelemetry operator",
    ]

    /// On a node that Cluster API made: the kind of what its machine belongs to, `MachineSet` as a rule.
    public static let machineOwnerKind = "cluster.x-k8s.io/owner-kind"
    /// On a node that Cluster API made: the name of what its machine belongs to.
    public static let machineOwnerName = "cluster.x-k8s.io/owner-name"
    /// On a node that Cluster API made: the cluster's name in the management cluster.
    public static let machineCluster = "cluster.x-k8s.io/cluster-name"
    /// On a node that Cluster API made: the cluster's namespace in the management cluster.
    public static let machineNamespace = "cluster.x-k8s.io/cluster-namespace"
    /// On a node that KWOK simulates.
    public static let simulatedNode = "kwok.x-k8s.io/node"

    /// All of them, for decoders.
    public static let known: Set<String> = Set([
        templateGeneration, namespaceNodeSelector, openShiftNodeSelector, openShiftUIDRange, mirrorPod, selectedNode,
        defaultStorageClass, storageClass, podDeletionCost, safeToEvict, podSecurityPolicy, machineOwnerKind,
        machineOwnerName, machineCluster, machineNamespace, simulatedNode, defaultTolerations, allowedTolerations,
    ]).union(injectionMarks.keys)
}

/// An object of the Kubernetes API.
public protocol KubernetesObject: Sendable, Equatable {
    /// The kind as the API spells it, for instance `DaemonSet`.
    static var kind: String { get }
    var metadata: ObjectMeta { get set }
    init()
}

extension KubernetesObject {
    /// The object's name.
    public var name: String { metadata.name }
    /// The object's namespace; empty for objects that belong to none.
    public var namespace: String { metadata.namespace }
    /// The object's UID.
    public var uid: String { metadata.uid }
}
