/// A statement about a node or a pod, and since when it holds.
public struct Condition: Equatable, Sendable {
    /// Whether the condition holds.
    public enum Status: String, Sendable {
        case isTrue = "True"
        case isFalse = "False"
        case unknown = "Unknown"
    }

    /// The condition's name, for instance `Ready`.
    public var type: String
    /// Whether it holds.
    public var status: Status
    /// A word for why, in CamelCase; empty where none is given.
    public var reason: String
    /// A sentence for people.
    public var message: String
    /// When the status last changed; nil where it is not said.
    public var lastTransitionTime: Timestamp?

    /// A condition, without reason and time unless given.
    public init(
        type: String, status: Status, reason: String = "", message: String = "", lastTransitionTime: Timestamp? = nil
    ) {
        self.type = type
        self.status = status
        self.reason = reason
        self.message = message
        self.lastTransitionTime = lastTransitionTime
    }
}

extension Sequence<Condition> {
    /// The condition of this type, nil when the object has none.
    public subscript(type: String) -> Condition? { first { $0.type == type } }
}
