/// A DaemonSet: one pod on every node that its template admits.
public struct DaemonSet: KubernetesObject {
    public static let kind = "DaemonSet"
    public var metadata = ObjectMeta()
    public var selector = LabelSelector()
    public var template = PodTemplate()
    public var updateStrategy = UpdateStrategy.rollingUpdate(maxUnavailable: .number(1), maxSurge: .number(0))
    public var minReadySeconds: Int32 = 0
    public var status = DaemonSetStatus()

    public init() {}

    /// How a new template reaches the nodes.
    public enum UpdateStrategy: Hashable, Sendable {
        case onDelete
        case rollingUpdate(maxUnavailable: IntOrPercent, maxSurge: IntOrPercent)
    }

    /// The generation of the template, from its annotation; nil without one (`GetTemplateGeneration`).
    public var templateGeneration: Int64? { metadata.annotations[Annotation.templateGeneration].flatMap { Int64($0) } }
}

/// What a DaemonSet's pods are made from.
public struct PodTemplate: Equatable, Sendable {
    public var labels = Labels()
    public var sharedSpec = Shared(PodSpec())
    /// The node named in the template; empty, as a rule.
    public var nodeName = ""

    public init() {}

    public var spec: PodSpec { sharedSpec.value }
}

/// What the controller last wrote about a DaemonSet.
public struct DaemonSetStatus: Equatable, Sendable {
    public var desiredNumberScheduled: Int32 = 0
    public var currentNumberScheduled: Int32 = 0
    public var numberReady: Int32 = 0
    public var numberAvailable: Int32 = 0
    public var updatedNumberScheduled: Int32 = 0
    public var numberMisscheduled: Int32 = 0
    public var observedGeneration: Int64?

    public init() {}
}

/// A template that a DaemonSet had or has.
public struct ControllerRevision: KubernetesObject {
    public static let kind = "ControllerRevision"
    public var metadata = ObjectMeta()
    public var revision: Int64 = 0

    public init() {}

    /// The labels by which pods are told apart by template.
    public enum Label {
        public static let hash = "controller-revision-hash"
        public static let templateGeneration = "pod-template-generation"
    }
}

extension ObjectKind {
    /// The kind of ``DaemonSet``.
    public static let daemonSet = ObjectKind(
        DaemonSet.kind, group: "apps", otherGroups: ["extensions"], inSentences: "DaemonSets")
    /// The kind of ``ControllerRevision``.
    public static let controllerRevision = ObjectKind(ControllerRevision.kind, group: "apps")
}
