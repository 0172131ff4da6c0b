/// A pod: its spec, its node and its status.
public struct Pod: KubernetesObject {
    /// The kind as the API spells it.
    public static let kind = "Pod"
    /// All of it behind one reference: a diagnosis hands pods about by the thousand, and copies no more than that.
    @usableFromInline var shared: Shared<Fields>

    @usableFromInline struct Fields: Equatable, Sendable {
        @usableFromInline var metadata: ObjectMeta
        @usableFromInline var sharedSpec: Shared<PodSpec>
        @usableFromInline var nodeName: String
        @usableFromInline var pinnedNodeName: String
        @usableFromInline var status: PodStatus
    }

    private static let empty = Pod(metadata: ObjectMeta(), spec: Shared(PodSpec()), status: PodStatus())

    /// A pod without containers, on no node.
    public init() { self = Self.empty }

    /// A pod of these parts; see ``nodeName`` and ``pinnedNodeName`` for the names.
    public init(
        metadata: ObjectMeta, spec: Shared<PodSpec>, nodeName: String = "", pinnedNodeName: String = "",
        status: PodStatus
    ) {
        shared = Shared(
            Fields(
                metadata: metadata, sharedSpec: spec, nodeName: nodeName, pinnedNodeName: pinnedNodeName,
                status: status))
    }

    /// Nobody else who holds the pod sees a change.
    @inlinable var fields: Fields {
        _read { yield shared.value }
        _modify {
            var fields = shared.value
            defer { shared = Shared(fields) }
            yield &fields
        }
    }

    /// Name, namespace, labels, owners.
    @inlinable public var metadata: ObjectMeta {
        _read { yield fields.metadata }
        _modify { yield &fields.metadata }
    }

    /// The spec, shared by pods that were made from one template.
    @inlinable public var sharedSpec: Shared<PodSpec> {
        get { fields.sharedSpec }
        set { fields.sharedSpec = newValue }
    }

    /// The node that the pod is bound to; empty when it is not yet.
    @inlinable public var nodeName: String {
        get { fields.nodeName }
        set { fields.nodeName = newValue }
    }

    /// The only node that the pod's required node affinity admits by name; empty when it names none.
    ///
    /// That is how the DaemonSet controller aims a pod (`ReplaceDaemonSetPodNodeNameNodeAffinity`). It stands here and
    /// not in the spec, so that all pods of a DaemonSet can share one.
    @inlinable public var pinnedNodeName: String {
        get { fields.pinnedNodeName }
        set { fields.pinnedNodeName = newValue }
    }

    /// The state that the kubelet, the scheduler and controllers report.
    @inlinable public var status: PodStatus {
        _read { yield fields.status }
        _modify { yield &fields.status }
    }

    /// The pod's spec, without what ``nodeName`` and ``pinnedNodeName`` hold.
    @inlinable public var spec: PodSpec { _read { yield fields.sharedSpec.value } }

    /// The node that a daemon pod belongs to (`daemon/util.GetTargetNodeName`); empty when nothing tells.
    public var targetNodeName: String {
        if !nodeName.isEmpty { return nodeName }
        if !pinnedNodeName.isEmpty { return pinnedNodeName }
        for term in spec.requiredNodeAffinity?.terms ?? [] {
            for field in term.matchFields
            where field.key == NodeSelectorRequirement.nameField && field.comparison == .isIn {
                return field.values.count == 1 ? field.values[0] : ""
            }
        }
        return ""
    }

    /// The pod's resolved priority; zero before admission (`PodPriority`).
    public var priority: WholeNumber { spec.priority ?? 0 }

    /// Whether the pod has come to its end and holds no resources any more (`IsPodTerminal`).
    public var isTerminal: Bool { status.phase.isTerminal }

    /// Whether somebody has deleted the pod.
    public var isTerminating: Bool { metadata.deletionTimestamp != nil }

    /// Whether the pod passes its readiness checks (`IsPodReady`).
    public var isReady: Bool { status.conditions.status(of: PodStatus.ConditionType.ready) == .isTrue }

    /// Whether the pod has been ready for `minReadySeconds` at the moment `now` (`IsPodAvailable`).
    public func isAvailable(minReadySeconds: WholeNumber, now: Timestamp) -> Bool {
        guard isReady else { return false }
        if minReadySeconds == 0 { return true }
        guard let since = status.conditions[PodStatus.ConditionType.ready]?.lastTransitionTime else { return false }
        return since + minReadySeconds <= now
    }

    /// Whether it is the mirror of a static pod, which the kubelet alone starts.
    public var isMirror: Bool { metadata.annotations[Annotation.mirrorPod] != nil }
}

extension ObjectKind {
    /// The kind of ``Pod``.
    public static let pod = ObjectKind(Pod.kind)
}
