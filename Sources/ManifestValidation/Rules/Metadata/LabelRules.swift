/// Labels and what selects by them (`apimachinery/pkg/apis/meta/v1/validation`).
enum LabelRules {
    /// Keys and values of labels (`ValidateLabels`).
    static func checkLabels(_ labels: Field, _ problems: inout ProblemList) {
        for (key, value) in labels.entries {
            if let complaint = NameSyntax.labelKey(key) {
                problems.invalid(value, "the key \(ProblemList.quoted(key)) \(complaint)")
            }
            problems.requireSyntax(NameSyntax.labelValue, value)
        }
    }

    /// A key of labels or taints (`ValidateLabelName`).
    static func checkKey(_ key: Field, _ problems: inout ProblemList) {
        problems.requireSyntax(NameSyntax.labelKey, key, isRequired: true)
    }

    /// A label selector (`ValidateLabelSelector`).
    static func checkSelector(_ selector: Field, _ problems: inout ProblemList) {
        checkLabels(selector["matchLabels"], &problems)
        for requirement in selector["matchExpressions"].items {
            checkOperator(requirement, ["In", "NotIn", "Exists", "DoesNotExist"], &problems)
            checkKey(requirement["key"], &problems)
            for value in requirement["values"].items { problems.requireSyntax(NameSyntax.labelValue, value) }
        }
    }

    /// The operator of a requirement, and how many values go with it.
    static func checkOperator(_ requirement: Field, _ operators: [String], _ problems: inout ProblemList) {
        let values = requirement["values"]
        switch requirement["operator"].text {
        case "In", "NotIn":
            if values.hasNoElements { problems.require(values, "required when the operator is In or NotIn") }
        case "Exists", "DoesNotExist":
            if !values.hasNoElements {
                problems.forbid(values, "must be absent when the operator is Exists or DoesNotExist")
            }
        case "Gt" where operators.contains("Gt"), "Lt" where operators.contains("Lt"):
            if values.items.count != 1 {
                problems.require(values, "one value is required when the operator is Gt or Lt")
            }
        default: problems.requireOne(of: operators, requirement["operator"], isRequired: true)
        }
    }

    /// The keys of labels whose values are taken from the pod (`ValidateMatchLabelKeysAndMismatchLabelKeys`).
    static func checkMatchedKeys(_ term: Field, _ problems: inout ProblemList) {
        let selector = term["labelSelector"]
        for name in ["matchLabelKeys", "mismatchLabelKeys"] where !term[name].hasNoElements {
            if !selector.isSet {
                problems.forbid(term[name], "must be absent without labelSelector")
                continue
            }
            for key in term[name].items { checkKey(key, &problems) }
        }
        let matched = term["matchLabelKeys"].items
        if matched.isEmpty { return }
        let keys = Set(matched.map(\.text))
        var selected = Set(selector["matchLabels"].entries.map(\.key))
        for requirement in selector["matchExpressions"].items {
            let key = requirement["key"].text
            if keys.contains(key), selected.contains(key) {
                problems.invalid(requirement["key"], "\(ProblemList.quoted(key)) is in matchLabelKeys too")
            }
            selected.insert(key)
        }
        let mismatched = Set(term["mismatchLabelKeys"].items.map(\.text))
        for key in matched where mismatched.contains(key.text) {
            problems.invalid(key, "\(ProblemList.quoted(key.text)) is in mismatchLabelKeys too")
        }
    }
}

extension Field {
    /// Whether the labels meet this selector (`LabelSelectorAsSelector`); nil where the selector is invalid.
    func selects(_ labels: [String: String]) -> Bool? {
        for (key, value) in self["matchLabels"].entries where labels[key] != value.text { return false }
        for requirement in self["matchExpressions"].items {
            let value = labels[requirement["key"].text]
            let values = requirement["values"].items.map(\.text)
            switch requirement["operator"].text {
            case "In": if !(value.map(values.contains) ?? false) { return false }
            case "NotIn": if value.map(values.contains) ?? false { return false }
            case "Exists": if value == nil { return false }
            case "DoesNotExist": if value != nil { return false }
            default: return nil
            }
        }
        return true
    }
}
