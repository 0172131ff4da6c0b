import CSimdJSON
import KubernetesModel

enum SelectorField: String, CaseIterable {
    case matchLabels, matchExpressions
}

enum RequirementField: String, CaseIterable {
    case key, `operator`, values
}

enum NodeSelectorField: String, CaseIterable {
    case nodeSelectorTerms
}

enum TermField: String, CaseIterable {
    case matchExpressions, matchFields
}

enum TolerationField: String, CaseIterable {
    case key, `operator`, value, effect, tolerationSeconds
}

private let selectorFields = FieldTable<SelectorField>()
private let requirementFields = FieldTable<RequirementField>()
private let nodeSelectorFields = FieldTable<NodeSelectorField>()
private let termFields = FieldTable<TermField>()
private let tolerationFields = FieldTable<TolerationField>()

extension ObjectDecoder {
    /// A label selector; nil when it is absent, which selects nothing where an empty one selects everything.
    func optionalLabelSelector() -> LabelSelector? {
        reader.type == csj_type_null ? skippedNull() : labelSelector()
    }

    private func skippedNull() -> LabelSelector? {
        reader.skip()
        return nil
    }

    /// A label selector.
    @inline(never)
    func labelSelector() -> LabelSelector {
        var selector = LabelSelector()
        forEachField(selectorFields) { field in
            switch field {
            case .matchLabels: selector.matchLabels = labels()
            case .matchExpressions:
                selector.matchExpressions = array {
                    let (key, comparison, values) = requirement()
                    return .init(key: key, comparison: .init(rawValue: comparison), values: values)
                }
            }
        }
        return selector
    }

    /// A requirement as it is written.
    @inline(never)
    func requirement() -> (key: String, comparison: String, values: [String]) {
        var key = ""
        var comparison = ""
        var values: [String] = []
        forEachField(requirementFields) { field in
            switch field {
            case .key: key = string()
            case .operator: comparison = string()
            case .values: values = strings()
            }
        }
        return (key, comparison, values)
    }

    /// A node selector; nil when it is absent.
    @inline(never)
    func nodeSelector() -> NodeSelector? {
        if reader.type == csj_type_null {
            reader.skip()
            return nil
        }
        var selector = NodeSelector(terms: [])
        forEachField(nodeSelectorFields) { _ in selector.terms = array { nodeSelectorTerm() } }
        return selector
    }

    /// One term of a node selector.
    @inline(never)
    func nodeSelectorTerm() -> NodeSelectorTerm {
        var term = NodeSelectorTerm()
        forEachField(termFields) { field in
            switch field {
            case .matchExpressions: term.matchExpressions = array { nodeSelectorRequirement() }
            case .matchFields: term.matchFields = array { nodeSelectorRequirement() }
            }
        }
        return term
    }

    private func nodeSelectorRequirement() -> NodeSelectorRequirement {
        let (key, comparison, values) = requirement()
        return NodeSelectorRequirement(key: key, comparison: .init(rawValue: comparison), values: values)
    }

    /// The tolerations of a pod or a runtime class.
    @inline(never)
    func tolerations() -> [Toleration] {
        cached(tolerationsCache) { array { toleration() } }
    }

    private func toleration() -> Toleration {
        var toleration = Toleration()
        forEachField(tolerationFields) { field in
            switch field {
            case .key: toleration.key = string()
            case .operator:
                let comparison = string()
                toleration.comparison = comparison.isEmpty ? .equal : .init(rawValue: comparison)
            case .value: toleration.value = string()
            case .effect:
                let effect = string()
                toleration.effect = Taint.Effect(rawValue: effect)
                toleration.hasUnknownEffect = toleration.effect == nil && !effect.isEmpty
            case .tolerationSeconds: toleration.tolerationSeconds = reader.int64()
            }
        }
        return toleration
    }
}
