import KubernetesModel

/// Keeps the DaemonSet off the nodes with a label, by required node affinity (`NotIn`).
struct AvoidNodes: TemplateChange {
    var key: String
    var value: String

    let concernsEligibility = true

    func edit(_ daemonSet: inout EditedDaemonSet) {
        daemonSet.spec.requiredNodeAffinity = NodeSelector.avoiding(
            key: key, value: value, besides: daemonSet.spec.requiredNodeAffinity)
    }

    func canTakePlaces(from daemonSet: DaemonSet) -> Bool { true }

    var description: String { "nodeAffinity \(key) NotIn \(value)" }

    static let form = ChangeForm(
        "avoidNodes", .avoidedNodes,
        "Keeps the DaemonSet off the nodes with a label, in addition to its node affinity.",
        ["key": .required, "value": .required]
    ) { values in
        .avoidNodes(key: values.text("key") ?? "", value: values.text("value") ?? "")
    }
}

extension Change {
    /// Keeps the DaemonSet off the nodes with a label.
    public static func avoidNodes(key: String, value: String) -> Change {
        .template(AvoidNodes(key: key, value: value))
    }

    /// Whether it keeps the DaemonSet off nodes.
    public var avoidsNodes: Bool {
        if case .template(let change) = kind { change is AvoidNodes } else { false }
    }
}

extension NodeSelector {
    /// A selector that also asks in every alternative for nodes without a label's value. An empty alternative matches
    /// nothing and stays as it is.
    public static func avoiding(key: String, value: String, besides selector: NodeSelector?) -> NodeSelector {
        let requirement = NodeSelectorRequirement(key: key, comparison: .notIn, values: [value])
        guard var selector, !selector.terms.isEmpty else {
            return NodeSelector(terms: [NodeSelectorTerm(matchExpressions: [requirement])])
        }
        for position in selector.terms.indices where !selector.terms[position].isEmpty {
            selector.terms[position].matchExpressions.append(requirement)
        }
        return selector
    }
}
