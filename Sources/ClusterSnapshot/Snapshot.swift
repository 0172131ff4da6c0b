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
    /// Recent events; clusters keep them for an hour by default.
    public var events: [Event] = []
    /// All Services.
    public var services: [Service] = []
    /// The endpoints of Services.
    public var endpointSlices: [EndpointSlice] = []
    /// The limits of evictions.
    public var podDisruptionBudgets: [PodDisruptionBudget] = []
    /// The priorities of pods.
    public var priorityClasses: [PriorityClass] = []
    /// The runtimes that pods can choose, with their overhead.
    public var runtimeClasses: [RuntimeClass] = []
    /// The limits of namespaces.
    public var resourceQuotas: [ResourceQuota] = []
    /// The limits of containers in namespaces, and the defaults of their requests.
    public var limitRanges: [LimitRange] = []
    /// The pods' claims on storage.
    public var persistentVolumeClaims: [PersistentVolumeClaim] = []
    /// The storage that exists.
    public var persistentVolumes: [PersistentVolume] = []
    /// How storage is made and bound.
    public var storageClasses: [StorageClass] = []
    /// The namespaces.
    public var namespaces: [Namespace] = []
    /// The accounts that pods run as.
    public var serviceAccounts: [ServiceAccount] = []
    /// How many volumes nodes take.
    public var csiNodes: [CSINode] = []
    /// The usage of pods, if the metrics server was asked; usually empty.
    public var podMetrics: [PodMetrics] = []
    /// Objects of all other kinds: see ``objects(of:)``.
    public var further = FurtherObjects()
    /// The measurements of kubelets on nodes under pressure, if they were asked; usually empty.
    public var kubeletSummaries: [KubeletSummary] = []

    /// The logs of containers that were saved with it.
    public var logs: [ContainerLog] = []
    /// The missing data.
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
