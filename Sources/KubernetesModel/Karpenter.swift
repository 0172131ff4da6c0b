/// The nodes that Karpenter may make (`karpenter.sh`, kind NodePool, versions v1 and v1beta1).
public struct KarpenterNodePool: KubernetesObject {
    /// The kind as the API spells it.
    public static let kind = "NodePool"
    /// The name, which the pool's nodes carry as a label.
    public var metadata = ObjectMeta()
    /// How its nodes begin (`spec.template`).
    public var template = KarpenterNodeTemplate()

    /// A pool that asks for nothing.
    public init() {}

    /// The label of a pool's nodes and NodeClaims.
    public static let label = "karpenter.sh/nodepool"
}

/// A machine that Karpenter has asked for, with or without its node (`karpenter.sh`, kind NodeClaim).
public struct KarpenterNodeClaim: KubernetesObject {
    /// The kind as the API spells it.
    public static let kind = "NodeClaim"
    /// Name and labels; once the machine is chosen they tell its type.
    public var metadata = ObjectMeta()
    /// The node's name; empty before it has joined (`status.nodeName`).
    public var nodeName = ""
    /// All resources of the machine, as Karpenter expects them.
    public var capacity = ResourceList()
    /// The resources that pods may request, as Karpenter expects them.
    public var allocatable = ResourceList()

    /// A claim without a machine.
    public init() {}
}

/// How the nodes of a NodePool begin.
public struct KarpenterNodeTemplate: Hashable, Sendable {
    /// The labels that each node gets.
    public var labels = Labels()
    /// The taints that stay.
    public var taints: [Taint] = []
    /// Taints that somebody is to take off before ordinary pods come.
    public var startupTaints: [Taint] = []
    /// The machines that may be chosen, by their labels. `Gte` and `Lte` are read as `Gt` and `Lt` of the number beside.
    public var requirements: [NodeSelectorRequirement] = []
    /// The name of the node class, whose kubelet settings count where the template has none (v1).
    public var nodeClass = ""
    /// The kubelet's settings (v1beta1).
    public var kubelet = KarpenterKubelet()

    /// A template that asks for nothing.
    public init() {}
}

/// What Karpenter tells a kubelet about room.
public struct KarpenterKubelet: Hashable, Sendable {
    /// The most pods of a node; nil for the cloud's own number.
    public var maxPods: WholeNumber?
    /// The most pods for each core; nil for no such limit.
    public var podsPerCore: WholeNumber?
    /// Resources that are kept for the system.
    public var systemReserved = ResourceList()
    /// Resources that are kept for Kubernetes' own programs.
    public var kubeReserved = ResourceList()

    /// Settings that say nothing.
    public init() {}
}

/// How AWS' machines of a NodePool are made (`karpenter.k8s.aws`, kind EC2NodeClass).
public struct EC2NodeClass: KubernetesObject {
    /// The kind as the API spells it.
    public static let kind = "EC2NodeClass"
    /// The name, by which NodePools refer to it.
    public var metadata = ObjectMeta()
    /// The kubelet's settings (v1).
    public var kubelet = KarpenterKubelet()

    /// A class that says nothing.
    public init() {}
}

extension ObjectKind {
    /// The kind of ``KarpenterNodePool``.
    public static let karpenterNodePool = ObjectKind(
        KarpenterNodePool.kind, group: "karpenter.sh", versions: ["v1", "v1beta1"], isNamespaced: false,
        isAlwaysCollected: false, liveUse: .whereServed)
    /// The kind of ``KarpenterNodeClaim``.
    public static let karpenterNodeClaim = ObjectKind(
        KarpenterNodeClaim.kind, group: "karpenter.sh", versions: ["v1", "v1beta1"], isNamespaced: false,
        isAlwaysCollected: false, liveUse: .whereServed)
    /// The kind of ``EC2NodeClass``.
    public static let ec2NodeClass = ObjectKind(
        EC2NodeClass.kind, group: "karpenter.k8s.aws", versions: ["v1", "v1beta1"], isNamespaced: false,
        inSentences: "EC2 node classes", isAlwaysCollected: false, liveUse: .whereServed)
}
