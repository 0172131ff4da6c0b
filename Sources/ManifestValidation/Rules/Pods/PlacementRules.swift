/// Where pods may run (`ValidateTolerations`, `validateAffinity`, `validateTopologySpreadConstraints`).
enum PlacementRules {
    private static let effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"]
    private static let nodeOperators = ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"]
    private static let required = "requiredDuringSchedulingIgnoredDuringExecution"
    private static let preferred = "preferredDuringSchedulingIgnoredDuringExecution"

    static func check(_ spec: Field, _ problems: inout ProblemList) {
        LabelRules.checkLabels(spec["nodeSelector"], &problems)
        for toleration in spec["tolerations"].items { checkToleration(toleration, &problems) }
        checkNodeAffinity(spec["affinity", "nodeAffinity"], &problems)
        for name in ["podAffinity", "podAntiAffinity"] {
            let affinity = spec["affinity", name]
            for term in affinity[required].items { checkPodTerm(term, &problems) }
            for weighted in affinity[preferred].items {
                requireWeight(weighted, &problems)
                checkPodTerm(weighted["podAffinityTerm"], &problems)
            }
        }
        checkSpread(spec["topologySpreadConstraints"].items, &problems)
    }

    /// Tolerations as JSON in an annotation, which were an alpha feature once (`ValidateTolerationsInPodAnnotations`).
    static func checkTolerations(in annotation: Field, _ problems: inout ProblemList) {
        if annotation.text.isEmpty { return }
        guard let list = try? ManifestNode.read(Array(annotation.text.utf8)), list.elements != nil else {
            return problems.invalid(annotation, "must be a list of tolerations in JSON")
        }
        for toleration in Field(list).items {
            var found = ProblemList(file: "")
            checkToleration(toleration, &found)
            if let first = found.problems.first { problems.invalid(annotation, "\(first.path): \(first.message)") }
        }
    }

    private static func checkToleration(_ toleration: Field, _ problems: inout ProblemList) {
        let (key, comparison, value) = (toleration["key"], toleration["operator"], toleration["value"])
        problems.requireSyntax(NameSyntax.labelKey, key)
        if key.text.isEmpty, comparison.text != "Exists" {
            problems.invalid(comparison, "must be Exists when the key is empty: it then tolerates every taint")
        }
        let effect = toleration["effect"]
        if toleration["tolerationSeconds"].isSet, effect.text != "NoExecute" {
            problems.invalid(effect, "must be NoExecute when tolerationSeconds is set")
        }
        problems.requireOne(of: effects, effect)
        // Lt and Gt need the feature gate TaintTolerationComparisonOperators, which is off by default.
        problems.requireOne(of: ["Equal", "Exists"], comparison)
        switch comparison.text {
        case "", "Equal": problems.requireSyntax(NameSyntax.labelValue, value)
        case "Exists" where !value.text.isEmpty: problems.invalid(value, "must be empty when the operator is Exists")
        default: break
        }
    }

    private static func checkNodeAffinity(_ affinity: Field, _ problems: inout ProblemList) {
        if affinity[required].isSet {
            let terms = affinity[required]["nodeSelectorTerms"]
            if terms.hasNoElements { problems.require(terms, "at least one term is required") }
            for term in terms.items { checkNodeTerm(term, checksValues: true, &problems) }
        }
        for term in affinity[preferred].items {
            requireWeight(term, &problems)
            checkNodeTerm(term["preference"], checksValues: false, &problems)
        }
    }

    private static func requireWeight(_ term: Field, _ problems: inout ProblemList) {
        let weight = term["weight"]
        if weight.isSet {
            problems.requireRange(1...100, weight)
        } else {
            problems.require(weight, "required: 1 to 100")
        }
    }

    /// `ValidateNodeSelectorTerm`.
    private static func checkNodeTerm(_ term: Field, checksValues: Bool, _ problems: inout ProblemList) {
        for requirement in term["matchExpressions"].items {
            LabelRules.checkOperator(requirement, nodeOperators, &problems)
            LabelRules.checkKey(requirement["key"], &problems)
            guard checksValues else { continue }
            for value in requirement["values"].items { problems.requireSyntax(NameSyntax.labelValue, value) }
        }
        for requirement in term["matchFields"].items {
            problems.requireOne(of: ["In", "NotIn"], requirement["operator"], isRequired: true)
            problems.requireOne(of: ["metadata.name"], requirement["key"], isRequired: true)
            let values = requirement["values"]
            if values.items.count != 1 { problems.require(values, "one value is required") }
            for value in values.items { problems.requireSyntax(NameSyntax.subdomain, value, isRequired: true) }
        }
    }

    /// `validatePodAffinityTerm`.
    private static func checkPodTerm(_ term: Field, _ problems: inout ProblemList) {
        LabelRules.checkSelector(term["labelSelector"], &problems)
        LabelRules.checkSelector(term["namespaceSelector"], &problems)
        for namespace in term["namespaces"].items {
            problems.requireSyntax(NameSyntax.label, namespace, isRequired: true)
        }
        LabelRules.checkMatchedKeys(term, &problems)
        LabelRules.checkKey(term["topologyKey"], &problems)
    }

    private static func checkSpread(_ constraints: [Field], _ problems: inout ProblemList) {
        var pairs: Set<[String]> = []
        for constraint in constraints {
            let (skew, key, action) = (
                constraint["maxSkew"], constraint["topologyKey"], constraint["whenUnsatisfiable"]
            )
            if skew.isSet { problems.requireRange(1...Int64.max, skew) } else { problems.require(skew) }
            if key.text.isEmpty { problems.require(key) }
            problems.requireOne(of: ["DoNotSchedule", "ScheduleAnyway"], action, isRequired: true)
            if !pairs.insert([key.text, action.text]).inserted {
                problems.refuse(.duplicate, constraint, "another constraint has this topologyKey and whenUnsatisfiable")
            }
            let domains = constraint["minDomains"]
            problems.requireRange(1...Int64.max, domains)
            if domains.isSet, action.text != "DoNotSchedule" {
                problems.invalid(domains, "needs whenUnsatisfiable: DoNotSchedule")
            }
            for policy in ["nodeAffinityPolicy", "nodeTaintsPolicy"] where constraint[policy].isSet {
                problems.requireOne(of: ["Ignore", "Honor"], constraint[policy], isRequired: true)
            }
            LabelRules.checkMatchedKeys(constraint, &problems)
            LabelRules.checkSelector(constraint["labelSelector"], &problems)
        }
    }
}
