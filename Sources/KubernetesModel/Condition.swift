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

/// A number or a share of something, as in `maxUnavailable: 10%` (`intstr.IntOrString`).
public enum IntOrPercent: Hashable, Sendable, CustomStringConvertible {
    case number(Int64)
    case percent(Int64)

    /// Reads `3` or `10%`; nil for anything else.
    public init?(_ text: String) {
        if text.last == "%", let share = Int64(text.dropLast()) {
            self = .percent(share)
        } else if let number = Int64(text) {
            self = .number(number)
        } else {
            return nil
        }
    }

    /// The count that this is out of `total`, shares rounded up
    /// (`intstr.GetScaledValueFromIntOrPercent` with `roundUp`).
    public func scaled(of total: Int) -> Int {
        switch self {
        case .number(let value): return Int(clamping: value)
        case .percent(let share):
            let (product, overflow) = share.multipliedReportingOverflow(by: Int64(total))
            if overflow { return share < 0 ? 0 : total }
            return Int((product + 99) / 100)
        }
    }

    /// `3` or `10%`, as in a manifest.
    public var description: String {
        switch self {
        case .number(let value): return "\(value)"
        case .percent(let share): return "\(share)%"
        }
    }
}
