/// A DaemonSet: one pod on every node that its template admits.
public struct DaemonSet: KubernetesObject {
    /// The kind as the API spells it.
    public static let kind = "DaemonSet"
    /// Name, labels, generation, owners.
    public var metadata = ObjectMeta()
    /// The pods that the DaemonSet calls its own; fixed when it is created.
    public var selector = LabelSelector()
    /// The pod that the controller makes on each eligible node.
    public var template = PodTemplate()
    /// How a changed template reaches the nodes.
    public var updateStrategy = UpdateStrategy.rollingUpdate(maxUnavailable: .number(1), maxSurge: .number(0))
    /// Seconds that a pod must be ready before it counts as available.
    public var minReadySeconds: WholeNumber = 0
    /// The counts that the controller wrote last.
    public var status = DaemonSetStatus()

    /// A DaemonSet with an empty template.
    public init() {}

    /// How a new template reaches the nodes.
    public enum UpdateStrategy: Hashable, Sendable {
        case onDelete
        case rollingUpdate(maxUnavailable: IntOrPercent, maxSurge: IntOrPercent)
    }

    /// The state that was read (`metadata.resourceVersion`); nil where it is not known.
    public var resourceVersion: UInt64?  // bare: states are compared only.

    /// `spec.templateGeneration`, as `extensions/v1beta1` has it.
    public var specTemplateGeneration: WholeNumber?

    /// The generation of the template, from its annotation, or from the spec of the first API; nil without one
    /// (`GetTemplateGeneration`).
    public var templateGeneration: WholeNumber? {
        metadata.annotations[Annotation.templateGeneration].flatMap { WholeNumber($0) } ?? specTemplateGeneration
    }
}

/// The template of a DaemonSet's pods.
public struct PodTemplate: Equatable, Sendable {
    /// The labels of every pod made from the template.
    public var labels = Labels()
    /// The spec, shared with the pods that were made from it.
    public var sharedSpec = Shared(PodSpec())
    /// The node named in the template; empty, as a rule.
    public var nodeName = ""
    /// Everything in the template that no change of a simulation sets: annotations, environment, probes, volumes and
    /// whatever else it has, as JSON with sorted keys. Nil where it is not known. Templates are equal without it.
    public var remainder: String? {
        get { keptRemainder.value }
        set { keptRemainder.value = newValue }
    }

    private var keptRemainder = KeptRemainder()

    /// A patch and a manifest leave the remainder as it is, or unknown, so it tells no two templates apart.
    private struct KeptRemainder: Equatable, Sendable {
        var value: String?

        static func == (left: KeptRemainder, right: KeptRemainder) -> Bool { true }
    }

    /// A template without containers.
    public init() {}

    /// The spec of the pods, before admission.
    public var spec: PodSpec { sharedSpec.value }

    /// Whether the two are one template to the letter, as far as is known, so that the controller makes no new revision of
    /// one where it has the other (`Match`).
    public func isIdentical(to other: PodTemplate) -> Bool {
        remainder != nil && remainder == other.remainder && self == other
    }
}

/// The counts that the DaemonSet controller wrote last (`updateDaemonSetStatus`).
public struct DaemonSetStatus: Equatable, Sendable {
    /// Nodes that should run the pod.
    public var desiredNumberScheduled: WholeNumber = 0
    /// Nodes that should run the pod and have at least one.
    public var currentNumberScheduled: WholeNumber = 0
    /// Nodes whose pod is ready.
    public var numberReady: WholeNumber = 0
    /// Nodes whose pod has been ready for ``DaemonSet/minReadySeconds``.
    public var numberAvailable: WholeNumber = 0
    /// Nodes whose pod is of the newest template.
    public var updatedNumberScheduled: WholeNumber = 0
    /// Nodes that run the pod and should not.
    public var numberMisscheduled: WholeNumber = 0
    /// The generation of the DaemonSet that the counts are of; nil where the controller has written none.
    public var observedGeneration: WholeNumber?

    /// All counts zero.
    public init() {}
}

/// A template that a DaemonSet had or has.
public struct ControllerRevision: KubernetesObject {
    /// The kind as the API spells it.
    public static let kind = "ControllerRevision"
    /// Name, labels, the DaemonSet that owns it.
    public var metadata = ObjectMeta()
    /// The number in the order of revisions; the greatest is the newest.
    public var revision: WholeNumber = 0
    /// The template itself; nil where the snapshot does not have it, or it is none.
    public var template: PodTemplate?

    /// A revision without a number.
    public init() {}

    /// The labels by which pods are told apart by template.
    public enum Label {
        /// The hash of the template, on every pod of a DaemonSet.
        public static let hash = "controller-revision-hash"
        /// The template's generation, on pods that old controllers made.
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
