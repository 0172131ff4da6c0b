/// Something that happened to an object: of `v1` or of `events.k8s.io/v1`, in one form.
public struct Event: KubernetesObject {
    public static let kind = "Event"
    public var metadata = ObjectMeta()
    /// What it happened to (`involvedObject`, `regarding`).
    public var regarding = ObjectReference()
    public var reason = ""
    /// `message` or `note`.
    public var message = ""
    public var isWarning = false
    /// How often it happened; at least one.
    public var count: Int32 = 1
    public var firstTimestamp: Timestamp?
    public var lastTimestamp: Timestamp?
    /// The component that says it, for instance `kubelet` or `default-scheduler`.
    public var source = ""
    /// The node that the component runs on, where it says.
    public var host = ""

    public init() {}
}

/// A pointer to an object.
public struct ObjectReference: Hashable, Sendable {
    public var kind = ""
    public var namespace = ""
    public var name = ""
    public var uid = ""
    /// A part of the object, for instance `spec.containers{main}`.
    public var fieldPath = ""

    public init(kind: String = "", namespace: String = "", name: String = "", uid: String = "") {
        self.kind = kind
        self.namespace = namespace
        self.name = name
        self.uid = uid
    }
}

extension ObjectKind {
    /// The kind of ``Event``.
    public static let event = ObjectKind(Event.kind, otherGroups: ["events.k8s.io"])
}
