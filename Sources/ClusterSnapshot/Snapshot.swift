import KubernetesModel

/// A cluster as it was at one moment: everything that a diagnosis may look at.
public struct Snapshot: Equatable, Sendable {
    /// Where it came from: a path, `-` for standard input, or a context's name.
    public var source = ""
    /// "Now", for everything that is computed from the snapshot.
    public var capturedAt = Timestamp(seconds: 0)
    /// For instance `v1.36.2`; empty where nothing tells.
    public var kubernetesVersion = ""

    /// The nodes of the cluster.
    public var nodes: [Node] = []
    /// All pods, those of DaemonSets among them.
    public var pods: [Pod] = []
    /// All DaemonSets.
    public var daemonSets: [DaemonSet] = []
    /// The templates that DaemonSets have had.
    public var controllerRevisions: [ControllerRevision] = []
    /// What was reported lately; clusters keep events for an hour by default.
    public var events: [Event] = []
    /// All Services.
    public var services: [Service] = []
    /// The endpoints of Services.
    public var endpointSlices: [EndpointSlice] = []
    /// What bounds evictions.
    public var podDisruptionBudgets: [PodDisruptionBudget] = []
    /// What ranks pods.
    public var priorityClasses: [PriorityClass] = []
    /// What pods can be run by, with its overhead.
    public var runtimeClasses: [RuntimeClass] = []
    /// What bounds the use of namespaces.
    public var resourceQuotas: [ResourceQuota] = []
    /// What bounds containers of namespaces, and fills in their requests.
    public var limitRanges: [LimitRange] = []
    /// What pods ask of storage.
    public var persistentVolumeClaims: [PersistentVolumeClaim] = []
    /// What storage there is.
    public var persistentVolumes: [PersistentVolume] = []
    /// How storage is made and bound.
    public var storageClasses: [StorageClass] = []
    /// The namespaces.
    public var namespaces: [Namespace] = []
    /// What pods act as.
    public var serviceAccounts: [ServiceAccount] = []
    /// How many volumes nodes take.
    public var csiNodes: [CSINode] = []
    /// What pods use, where somebody asked the metrics server; empty as a rule.
    public var podMetrics: [PodMetrics] = []
    /// Objects of all other kinds: see ``objects(of:)``.
    public var further = FurtherObjects()
    /// What kubelets of nodes under pressure measure, where somebody asked them; empty as a rule.
    public var kubeletSummaries: [KubeletSummary] = []

    /// The logs of containers that were saved with it.
    public var logs: [ContainerLog] = []
    /// What the snapshot lacks.
    public var gaps: [Gap] = []

    /// A snapshot of nothing.
    public init() {}

    /// Whether it holds no object at all.
    public var isEmpty: Bool {
        nodes.isEmpty && pods.isEmpty && daemonSets.isEmpty && controllerRevisions.isEmpty && events.isEmpty
            && services.isEmpty && endpointSlices.isEmpty && podDisruptionBudgets.isEmpty && priorityClasses.isEmpty
            && runtimeClasses.isEmpty && resourceQuotas.isEmpty && limitRanges.isEmpty
            && persistentVolumeClaims.isEmpty && persistentVolumes.isEmpty && storageClasses.isEmpty
            && namespaces.isEmpty && serviceAccounts.isEmpty && csiNodes.isEmpty && further.isEmpty
    }

    /// Whether a gap of this kind is declared.
    public func hasGap(_ code: Gap.Code) -> Bool { gaps.contains { $0.code == code } }
}
