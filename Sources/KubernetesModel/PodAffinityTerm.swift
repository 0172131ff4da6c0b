/// Pods near which, or away from which, a pod must be (`v1.PodAffinityTerm`).
public struct PodAffinityTerm: Hashable, Sendable {
    /// Nil selects no pod.
    public var labelSelector: LabelSelector?
    /// Namespaces by name; when there are none and no selector either, the pod's own.
    public var namespaces: [String]
    /// Nil adds no namespaces; an empty one adds all.
    public var namespaceSelector: LabelSelector?
    /// The node label whose value makes the domain: nodes with one value are near each other.
    public var topologyKey: String
    /// Keys of the pod's own labels whose values are added to the selector.
    public var matchLabelKeys: [String]
    /// Keys of the pod's own labels whose values are excluded by the selector.
    public var mismatchLabelKeys: [String]

    /// A term about the pods of the pod's own namespace, unless told otherwise.
    public init(
        labelSelector: LabelSelector?, topologyKey: String, namespaces: [String] = [],
        namespaceSelector: LabelSelector? = nil, matchLabelKeys: [String] = [], mismatchLabelKeys: [String] = []
    ) {
        self.labelSelector = labelSelector
        self.topologyKey = topologyKey
        self.namespaces = namespaces
        self.namespaceSelector = namespaceSelector
        self.matchLabelKeys = matchLabelKeys
        self.mismatchLabelKeys = mismatchLabelKeys
    }
}

/// How evenly pods must lie over zones, nodes or other domains (`v1.TopologySpreadConstraint`).
public struct TopologySpreadConstraint: Hashable, Sendable {
    /// By how many pods a domain may be ahead of the emptiest one.
    public var maxSkew: WholeNumber = 1
    /// The node label whose value makes the domain.
    public var topologyKey = ""
    /// `ScheduleAnyway` asks only for a preference and never keeps a pod off a node.
    public var isRequired = true
    /// Nil selects no pod.
    public var labelSelector: LabelSelector?
    /// As long as there are fewer domains than this, the emptiest one counts as empty; nil for 1.
    public var minDomains: WholeNumber?
    /// Whether only nodes that the pod's node affinity and selector admit are counted; the default.
    public var honorsNodeAffinity = true
    /// Whether nodes with untolerated taints are left out of the count; not the default.
    public var honorsNodeTaints = false
    /// Keys of the pod's own labels whose values are added to the selector.
    public var matchLabelKeys: [String] = []

    /// A required constraint with a skew of 1.
    public init() {}
}
