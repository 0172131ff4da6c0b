import KubernetesModel

/// A cluster as it was at one moment: everything that a diagnosis may look at.
public struct Snapshot: Equatable, Sendable {
    /// Where it came from: a path, `-` for standard input, or a context's name.
    public var source = ""
    /// "Now", for everything that is computed from the snapshot.
    public var capturedAt = Timestamp(seconds: 0)
    /// For instance `v1.36.2`; empty where nothing tells.
    public var kubernetesVersion = ""

    public var nodes: [Node] = []
    public var pods: [Pod] = []
    public var daemonSets: [DaemonSet] = []
    public var controllerRevisions: [ControllerRevision] = []
    public var events: [Event] = []
    public var services: [Service] = []
    public var endpointSlices: [EndpointSlice] = []
    public var podDisruptionBudgets: [PodDisruptionBudget] = []
    public var priorityClasses: [PriorityClass] = []
    public var runtimeClasses: [RuntimeClass] = []
    public var resourceQuotas: [ResourceQuota] = []
    public var limitRanges: [LimitRange] = []
    public var persistentVolumeClaims: [PersistentVolumeClaim] = []
    public var persistentVolumes: [PersistentVolume] = []
    public var storageClasses: [StorageClass] = []
    public var namespaces: [Namespace] = []
    public var serviceAccounts: [ServiceAccount] = []
    public var csiNodes: [CSINode] = []
    /// What pods use, where somebody asked the metrics server; empty as a rule.
    public var podMetrics: [PodMetrics] = []
    /// Objects of all other kinds: see ``objects(of:)``.
    public var further = FurtherObjects()
    /// What kubelets of nodes under pressure measure, where somebody asked them; empty as a rule.
    public var kubeletSummaries: [KubeletSummary] = []

    public var logs: [ContainerLog] = []
    /// What the snapshot lacks.
    public var gaps: [Gap] = []

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
