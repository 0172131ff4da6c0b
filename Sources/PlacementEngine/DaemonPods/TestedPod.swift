import ClusterSnapshot
import KubernetesModel

/// The pod under test: the one that the DaemonSet controller would create, or one that already waits.
public struct TestedPod: Sendable {
    /// Where the pod comes from.
    public enum Origin: Equatable, Sendable {
        /// Made from the DaemonSet's template as the controller and admission would.
        case template
        /// The pod at this position in the snapshot, whose own spec counts: admission may have changed it.
        case pod(Int)
    }

    /// Where the pod comes from.
    public var origin: Origin
    /// The pod's namespace.
    public var namespace: String
    /// The pod's labels, for selectors of other pods and of its own rules.
    public var labels: Labels
    /// The spec after admission.
    public var spec: PodSpec
    /// The node named in the spec; empty, as a rule.
    public var nodeName = ""
    /// Whether required node affinity admits only the node under test: true for every daemon pod.
    var isPinned = true
    /// The priority that admission resolved.
    public var priority: WholeNumber
    /// Whether the pod evicts nobody to get room.
    public var neverPreempts: Bool
    /// The requests as the scheduler counts them.
    public var requests: ResourceAmounts
    /// The ports of the node that the pod takes.
    public var hostPorts: [HostPort]

    init(origin: Origin, namespace: String, labels: Labels, spec: PodSpec, priority: WholeNumber, neverPreempts: Bool) {
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
