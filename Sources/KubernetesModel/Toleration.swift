/// A toleration: lets a pod onto a node in spite of a taint.
public struct Toleration: Hashable, Sendable {
    /// How key and value are compared; an empty operator means `equal`.
    public enum Operator: String, Hashable, Sendable {
        case equal = "Equal"
        case exists = "Exists"
        case lessThan = "Lt"
        case greaterThan = "Gt"
    }

    /// Empty matches every key.
    public var key: String
    /// Nil for an operator that Kubernetes does not know: such a toleration tolerates nothing.
    public var comparison: Operator?
    /// The value that ``Operator/equal`` compares; empty otherwise.
    public var value: String
    /// Nil matches every effect.
    public var effect: Taint.Effect?
    /// The effect as written, where it is none that Kubernetes knows: such a toleration tolerates nothing.
    public var hasUnknownEffect = false
    /// For `NoExecute`: how long the pod may stay, in seconds; nil is for ever.
    public var tolerationSeconds: WholeNumber?

    /// A toleration of one taint; without arguments that of the taint with no key and no value.
    public init(
        key: String = "", comparison: Operator? = .equal, value: String = "", effect: Taint.Effect? = nil,
        tolerationSeconds: WholeNumber? = nil
    ) {
        self.key = key
        self.comparison = comparison
        self.value = value
        self.effect = effect
        self.tolerationSeconds = tolerationSeconds
    }

    /// Whether the toleration covers `taint` (`Toleration.ToleratesTaint`, `api/core/v1/toleration.go`).
    ///
    /// `Lt` and `Gt` cover nothing unless `allowsComparison`: the feature gate
    /// `TaintTolerationComparisonOperators` is off by default in 1.36.
    public func tolerates(_ taint: Taint, allowsComparison: Bool = false) -> Bool {
        if hasUnknownEffect { return false }
        if let effect, effect != taint.effect { return false }
        if !key.isEmpty, key != taint.key { return false }
        switch comparison {
        case .equal: return value == taint.value
        case .exists: return true
        case .lessThan, .greaterThan:
            guard allowsComparison, let own = WholeNumber(value), let other = WholeNumber(taint.value) else {
                return false
            }
            return comparison == .lessThan ? other < own : other > own
        case nil: return false
        }
    }
}

extension Toleration {
    /// Whether it covers every taint that another one covers, for as long (`util/tolerations`, `isSuperset`).
    public func covers(_ other: Toleration) -> Bool {
        if self == other { return true }
        if key != other.key, !key.isEmpty || comparison != .exists { return false }
        if let effect, effect != other.effect { return false }
        if effect == .noExecute, let most = tolerationSeconds {
            guard let seconds = other.tolerationSeconds, seconds <= most else { return false }
        }
        switch comparison {
        case .equal: return other.comparison == .equal && value == other.value
        case .exists: return true
        default: return false
        }
    }
}

extension Toleration: CustomStringConvertible {
    /// `key=value:Effect`, `key:Effect` or `key`, as `kubectl describe` writes tolerations; `*` stands for everything.
    public var description: String {
        let name = key.isEmpty ? "*" : key
        let pair = comparison == .exists ? name : "\(name)=\(value)"
        return effect.map { "\(pair):\($0.rawValue)" } ?? pair
    }
}

extension Sequence<Toleration> {
    /// Whether any of them covers `taint`.
    public func tolerate(_ taint: Taint) -> Bool { contains { $0.tolerates(taint) } }
}
