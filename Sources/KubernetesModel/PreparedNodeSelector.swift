/// A node selector arranged to be asked about many nodes: thousands of terms or values cost a node no more than its own
/// labels.
package struct PreparedNodeSelector: Sendable {
    /// A requirement that is known to be well formed, its values looked up.
    private struct Requirement: Sendable {
        let requirement: NodeSelectorRequirement
        let values: Set<String>

        init(_ requirement: NodeSelectorRequirement) {
            self.requirement = requirement
            values = requirement.values.count > 8 ? Set(requirement.values) : []
        }

        func matches(_ value: String?) -> Bool {
            if values.isEmpty { return requirement.matches(value) }
            switch requirement.comparison {
            case .isIn: return value.map(values.contains) ?? false
            case .notIn: return value.map { !values.contains($0) } ?? true
            default: return false
            }
        }
    }

    private struct Term: Sendable {
        let expressions: [Requirement]
        let fields: [NodeSelectorRequirement]

        func matches(nodeName: String, labels: Labels) -> Bool {
            for each in expressions where !each.matches(labels[each.requirement.key]) { return false }
            for each in fields where !each.matchesField(nodeName: nodeName) { return false }
            return true
        }
    }

    private var terms: [Term] = []
    /// Places of the terms that ask for one name, by the name.
    private var byName: [String: [Int]] = [:]
    /// Places of the terms that ask for one of some values of a label, by each of these.
    private var byLabel: [Labels.Pair: [Int]] = [:]
    /// Places of the terms that ask for a label with any value, by its key.
    private var byKey: [String: [Int]] = [:]
    /// Places of the others.
    private var others: [Int] = []

    package init(_ selector: NodeSelector) {
        for term in selector.terms where !term.isEmpty && term.matchExpressions.allSatisfy(\.isWellFormed) {
            let place = terms.count
            terms.append(Term(expressions: term.matchExpressions.map(Requirement.init), fields: term.matchFields))
            if let name = term.matchFields.first(where: { $0.asksForOneName })?.values.first {
                byName[name, default: []].append(place)
            } else if let first = term.matchExpressions.filter({ $0.comparison == .isIn }).min(by: {
                $0.values.count < $1.values.count
            }) {
                for value in Set(first.values) {
                    byLabel[Labels.Pair(key: first.key, value: value), default: []].append(place)
                }
            } else if let first = term.matchExpressions.first(where: \.needsLabel) {
                byKey[first.key, default: []].append(place)
            } else {
                others.append(place)
            }
        }
    }

    /// Whether any term matches: what ``NodeSelector/matches(nodeName:labels:)`` says.
    package func matches(nodeName: String, labels: Labels) -> Bool {
        func anyMatches(_ places: [Int]?) -> Bool {
            places?.contains { terms[$0].matches(nodeName: nodeName, labels: labels) } ?? false
        }
        if anyMatches(byName[nodeName]) { return true }
        if !byLabel.isEmpty || !byKey.isEmpty {
            for pair in labels.pairs where anyMatches(byLabel[pair]) || anyMatches(byKey[pair.key]) { return true }
        }
        return anyMatches(others)
    }
}

extension NodeSelectorRequirement {
    /// Whether keys and values are such that labels can have them: otherwise it never holds.
    fileprivate var isWellFormed: Bool { LabelSyntax.isKey(key) && values.allSatisfy(LabelSyntax.isValue) }

    /// Whether it holds for no node without the label.
    fileprivate var needsLabel: Bool {
        comparison == .exists || comparison == .greaterThan || comparison == .lessThan
    }

    /// Whether it names a node.
    fileprivate var asksForOneName: Bool { key == Self.nameField && comparison == .isIn && values.count == 1 }
}
