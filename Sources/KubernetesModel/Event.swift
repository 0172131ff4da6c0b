/// An event, of `v1` or of `events.k8s.io/v1`, in one form.
public struct Event: KubernetesObject {
    /// The kind as the API spells it.
    public static let kind = "Event"
    /// The event's own name and namespace.
    public var metadata = ObjectMeta()
    /// The object that the event is about (`involvedObject`, `regarding`).
    public var regarding = ObjectReference()
    /// A word for what happened: `FailedScheduling`, `Evicted`.
    public var reason = ""
    /// `message` or `note`.
    public var message = ""
    /// Whether the type is `Warning`.
    public var isWarning = false
    /// How often it happened; at least one.
    public var count: WholeNumber = 1
    /// When it happened first, nil where it is not said.
    public var firstTimestamp: Timestamp?
    /// When it happened last, nil where it is not said.
    public var lastTimestamp: Timestamp?
    /// The component that says it, for instance `kubelet` or `default-scheduler`.
    public var source = ""
    /// The node that the component runs on, where it says.
    public var host = ""

    /// An event that happened once, to nothing.
    public init() {}
}

/// A pointer to an object.
public struct ObjectReference: Hashable, Sendable {
    /// The object's kind.
    public var kind = ""
    /// The object's namespace; empty for objects that belong to none.
    public var namespace = ""
    /// The object's name.
    public var name = ""
    /// The object's UID; empty where it is not said.
    public var uid = ""
    /// A part of the object, for instance `spec.containers{main}`.
    public var fieldPath = ""

    /// A pointer to an object as a whole.
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
