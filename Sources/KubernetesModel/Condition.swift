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

extension [Condition] {
    /// The condition of this type, nil when the object has none.
    public subscript(type: String) -> Condition? { firstIndex { $0.type == type }.map { self[$0] } }

    /// Whether the condition of this type holds; nil when the object has none.
    public func status(of type: String) -> Condition.Status? {
        // In place: it is asked of every pod and node.
        for place in indices where self[place].type == type { return self[place].status }
        return nil
    }
}
