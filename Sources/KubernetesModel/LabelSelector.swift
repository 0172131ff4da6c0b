/// A query over labels (`metav1.LabelSelector`): all of its parts must hold; an empty one selects everything.
public struct LabelSelector: Hashable, Sendable {
    /// How a requirement compares.
    public enum Operator: String, Hashable, Sendable {
        case isIn = "In"
        case notIn = "NotIn"
        case exists = "Exists"
        case doesNotExist = "DoesNotExist"
    }

    /// One expression of a selector.
    public struct Requirement: Hashable, Sendable {
        /// The label's key.
        public var key: String
        /// Nil for an operator that Kubernetes does not know: such a selector selects nothing.
        public var comparison: Operator?
        /// The values to compare with; none for `Exists` and `DoesNotExist`.
        public var values: [String]

        /// A requirement on one label.
        public init(key: String, comparison: Operator?, values: [String] = []) {
            self.key = key
            self.comparison = comparison
            self.values = values
        }

        /// Whether `labels` meet the requirement (`labels.Requirement.Matches`).
        public func matches(_ labels: Labels) -> Bool {
            let value = labels[key]
            switch comparison {
            case .isIn: return value.map(values.contains) ?? false
            case .notIn: return value.map { !values.contains($0) } ?? true
            case .exists: return value != nil
            case .doesNotExist: return value == nil
            case nil: return false
            }
        }
    }

    /// Labels that must be there with just these values.
    public var matchLabels: Labels
    /// Requirements that must hold as well.
    public var matchExpressions: [Requirement]

    /// A selector of these parts; without any it selects everything.
    public init(matchLabels: Labels = Labels(), matchExpressions: [Requirement] = []) {
        self.matchLabels = matchLabels
        self.matchExpressions = matchExpressions
    }

    /// Whether the selector has no part, and so selects everything.
    public var isEmpty: Bool { matchLabels.isEmpty && matchExpressions.isEmpty }

    /// Whether `labels` meet every part (`metav1.LabelSelectorAsSelector`).
    public func matches(_ labels: Labels) -> Bool {
        for pair in matchLabels.pairs where labels[pair.key] != pair.value { return false }
        for requirement in matchExpressions where !requirement.matches(labels) { return false }
        return true
    }
}

extension LabelSelector: CustomStringConvertible {
    /// The way kubectl writes selectors: `app=web,tier in (a,b),!old`.
    public var description: String {
        var parts = matchLabels.pairs.map { "\($0.key)=\($0.value)" }
        for requirement in matchExpressions {
            let values = requirement.values.joined(separator: ",")
            switch requirement.comparison {
            case .isIn: parts.append("\(requirement.key) in (\(values))")
            case .notIn: parts.append("\(requirement.key) notin (\(values))")
            case .exists: parts.append(requirement.key)
            case .doesNotExist: parts.append("!\(requirement.key)")
            case nil: parts.append("\(requirement.key) ?")
            }
        }
        return parts.isEmpty ? "(everything)" : parts.joined(separator: ",")
    }
}
