/// Which nodes a pod may be on: terms of which one must match (`v1.NodeSelector`).
public struct NodeSelector: Hashable, Sendable {
    /// The alternatives.
    public var terms: [NodeSelectorTerm]

    /// Hashes a small part: selectors of thousands of values are compared again and again, and are mostly the same one.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(terms.count)
        hasher.combine(terms.first?.matchExpressions.first?.key)
    }

    /// A selector of these alternatives.
    public init(terms: [NodeSelectorTerm]) { self.terms = terms }

    /// Whether any term matches (`nodeaffinity.LazyErrorNodeSelector.Match`); no terms match nothing.
    public func matches(nodeName: String, labels: Labels) -> Bool {
        terms.contains { $0.matches(nodeName: nodeName, labels: labels) }
    }
}

/// Requirements that must all hold; a term without any matches nothing.
public struct NodeSelectorTerm: Hashable, Sendable {
    /// Requirements on the node's labels.
    public var matchExpressions: [NodeSelectorRequirement]
    /// Requirements on the node's fields, of which there is only its name.
    public var matchFields: [NodeSelectorRequirement]

    /// A term of these requirements.
    public init(matchExpressions: [NodeSelectorRequirement] = [], matchFields: [NodeSelectorRequirement] = []) {
        self.matchExpressions = matchExpressions
        self.matchFields = matchFields
    }

    /// Whether the term has no requirement (`isEmptyNodeSelectorTerm`).
    public var isEmpty: Bool { matchExpressions.isEmpty && matchFields.isEmpty }

    /// Whether every requirement holds.
    public func matches(nodeName: String, labels: Labels) -> Bool {
        if isEmpty { return false }
        for requirement in matchExpressions where !requirement.matches(labels[requirement.key]) { return false }
        for requirement in matchFields where !requirement.matchesField(nodeName: nodeName) { return false }
        return true
    }
}

/// One requirement on a label, or on the field `metadata.name`.
public struct NodeSelectorRequirement: Hashable, Sendable {
    /// How the value is compared.
    public enum Operator: String, Hashable, Sendable {
        case isIn = "In"
        case notIn = "NotIn"
        case exists = "Exists"
        case doesNotExist = "DoesNotExist"
        case greaterThan = "Gt"
        case lessThan = "Lt"
    }

    /// The only field that `matchFields` knows.
    public static let nameField = "metadata.name"

    /// The label's key, or the field's name.
    public var key: String
    /// Nil for an operator that Kubernetes does not know: such a requirement never holds.
    public var comparison: Operator?
    /// The values to compare with: none for `Exists`, one number for `Gt` and `Lt`.
    public var values: [String]

    /// A requirement on a label or field.
    public init(key: String, comparison: Operator?, values: [String] = []) {
        self.key = key
        self.comparison = comparison
        self.values = values
    }

    /// Whether a label's value, nil when the label is absent, meets the requirement.
    ///
    /// Malformed requirements never hold: `labels.NewRequirement` refuses them (`In` without values, `Exists`
    /// with some, `Gt` with other than one integer, keys and values that no label can have, such as `-2`).
    public func matches(_ value: String?) -> Bool {
        guard LabelSyntax.isKey(key), values.allSatisfy(LabelSyntax.isValue) else { return false }
        switch comparison {
        case .isIn: return value.map(values.contains) ?? false
        case .notIn: return !values.isEmpty && (value.map { !values.contains($0) } ?? true)
        case .exists: return values.isEmpty && value != nil
        case .doesNotExist: return values.isEmpty && value == nil
        case .greaterThan, .lessThan:
            guard values.count == 1, let limit = WholeNumber(values[0]), let value, let number = WholeNumber(value)
            else {
                return false
            }
            return comparison == .greaterThan ? number > limit : number < limit
        case nil: return false
        }
    }

    /// Whether the node named `nodeName` meets this requirement on a field
    /// (`nodeSelectorRequirementsAsFieldSelector`: `In` or `NotIn` with exactly one value).
    func matchesField(nodeName: String) -> Bool {
        guard values.count == 1 else { return false }
        // An unknown field reads as the empty string there.
        let value = key == Self.nameField ? nodeName : ""
        switch comparison {
        case .isIn: return value == values[0]
        case .notIn: return value != values[0]
        default: return false
        }
    }
}

extension NodeSelectorRequirement: CustomStringConvertible {
    /// How many values are told; nobody reads more of them.
    private static let mostToldValues = 50

    /// `pool in (a, b)`, `gpu exists`, `generation > 5`. Of more than 50 values the first are told, and how many more
    /// there are.
    public var description: String {
        let list =
            values.count > Self.mostToldValues
            ? "\(values.prefix(Self.mostToldValues).joined(separator: ", ")) and \(values.count - Self.mostToldValues) more"
            : values.joined(separator: ", ")
        switch comparison {
        case .isIn: return values.count == 1 ? "\(key)=\(list)" : "\(key) in (\(list))"
        case .notIn: return values.count == 1 ? "\(key)!=\(list)" : "\(key) notin (\(list))"
        case .exists: return "\(key) exists"
        case .doesNotExist: return "\(key) does not exist"
        case .greaterThan: return "\(key) > \(list)"
        case .lessThan: return "\(key) < \(list)"
        case nil: return "\(key) with an unknown operator"
        }
    }
}

extension NodeSelectorTerm: CustomStringConvertible {
    private static let mostToldRequirements = 50

    /// The requirements, joined with commas; of more than 50 the first, and how many more there are.
    public var description: String {
        if isEmpty { return "an empty term, which matches nothing" }
        let all = matchExpressions + matchFields
        let told = all.prefix(Self.mostToldRequirements).map(\.description).joined(separator: ", ")
        let more = all.count - Self.mostToldRequirements
        return more > 0 ? "\(told) and \(more) more" : told
    }
}
