import ClusterSnapshot
import KubernetesModel

/// A pod that is asked about: the one that the DaemonSet controller would create, or one that already waits.
public struct TestedPod: Sendable {
    /// Where the pod comes from.
    public enum Origin: Equatable, Sendable {
        /// Made from the DaemonSet's template as the controller and admission would.
        case template
        /// The pod at this position in the snapshot, whose own spec counts: admission may have changed it.
        case pod(Int)
    }

    public var origin: Origin
    public var namespace: String
    public var labels: Labels
    public var spec: PodSpec
    /// The node named in the spec; empty, as a rule.
    public var nodeName = ""
    /// Whether required node affinity admits just the node that is asked about: true for every daemon pod.
    public var isPinned = true
    public var priority: Int32
    public var neverPreempts: Bool
    /// What the pod asks for, as the scheduler counts.
    public var requests: ResourceAmounts
    public var hostPorts: [HostPort]

    init(origin: Origin, namespace: String, labels: Labels, spec: PodSpec, priority: Int32, neverPreempts: Bool) {
        self.origin = origin
        self.namespace = namespace
        self.labels = labels
        self.spec = spec
        self.priority = priority
        self.neverPreempts = neverPreempts
        requests = ResourceAmounts(PodRequests.ofUnscheduled(spec))
        hostPorts = HostPort.ports(of: spec)
    }

    /// Whether node selector and required node affinity admit the node (`GetRequiredNodeAffinity`).
    ///
    /// A pinned pod admits by name only the node that is asked about, so its name needs no comparing.
    func admits(_ node: FilteredNode) -> Bool {
        for pair in spec.nodeSelector.pairs where node.labels[pair.key] != pair.value { return false }
        guard let affinity = spec.requiredNodeAffinity else { return true }
        return affinity.matches(nodeName: node.name, labels: node.labels)
    }

    /// The label keys of the rules by which one pod of this kind changes where another may go.
    public var topologyKeys: Set<String> {
        let affinity = spec.requiredPodAffinity + spec.requiredPodAntiAffinity
        let spread = spec.topologySpreadConstraints.filter(\.isRequired)
        return Set(affinity.map(\.topologyKey) + spread.map(\.topologyKey))
    }

    /// The waiting pod at `position`, as the scheduler tries to place it.
    public init(waitingPodAt position: Int, in snapshot: Snapshot) {
        let pod = snapshot.pods[position]
        self.init(
            origin: .pod(position), namespace: pod.namespace, labels: pod.metadata.labels, spec: pod.spec,
            priority: pod.priority, neverPreempts: pod.spec.neverPreempts)
        isPinned = !pod.pinnedNodeName.isEmpty
    }
}
