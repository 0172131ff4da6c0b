import KubernetesModel

/// References to the pod's own fields and resources (`validateObjectFieldSelector`,
/// `validateContainerResourceFieldSelector`).
enum DownwardRules {
    private static let resources = ["limits", "requests"].flatMap { list in
        ["cpu", "memory", "ephemeral-storage"].map { "\(list).\($0)" }
    }
    private static let byteDivisors = [
        "1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei",
    ]

    /// A reference to one of `paths`, or to one label or annotation: `metadata.labels['app']`.
    static func checkField(_ reference: Field, _ paths: [String], _ problems: inout ProblemList) {
        problems.requireOne(of: ["v1"], reference["apiVersion"])
        let field = reference["fieldPath"]
        if field.text.isEmpty { return problems.require(field) }
        guard let (path, key) = subscripted(field.text) else {
            // `spec.host` is the old name of `spec.nodeName`, and not listed in messages.
            if field.text == "spec.host", paths.contains("spec.nodeName") { return }
            return problems.requireOne(of: paths, field)
        }
        switch path {
        case "metadata.labels", "metadata.annotations":
            let name = path == "metadata.labels" ? key : key.lowercased()
            if let complaint = NameSyntax.labelKey(name) {
                problems.invalid(field, "the key \(ProblemList.quoted(key)) \(complaint)")
            }
        default: problems.invalid(field, "\(ProblemList.quoted(path)) has no keys")
        }
    }

    /// Takes `metadata.labels['app']` apart; nil for a path without a key.
    private static func subscripted(_ text: String) -> (path: String, key: String)? {
        guard let start = text.firstRange(of: "['"), start.lowerBound != text.startIndex,
            text[start.upperBound...].hasSuffix("']")
        else { return nil }
        return (String(text[..<start.lowerBound]), String(text[start.upperBound...].dropLast(2)))
    }

    /// A reference to a request or limit of a container.
    static func checkResource(_ reference: Field, needsContainer: Bool, _ problems: inout ProblemList) {
        let resource = reference["resource"]
        if needsContainer, reference["containerName"].text.isEmpty { problems.require(reference["containerName"]) }
        let isHugePages = ["limits.hugepages-", "requests.hugepages-"].contains { resource.text.hasPrefix($0) }
        if !isHugePages { problems.requireOne(of: resources, resource, isRequired: true) }
        guard let divisor = reference["divisor"].quantity, !divisor.isZero else { return }
        let allowed = resource.text.hasSuffix(".cpu") ? ["1m", "1"] : byteDivisors
        if isHugePages || resources.contains(resource.text), !allowed.contains("\(divisor)") {
            problems.invalid(
                reference["divisor"], "\(divisor) is not supported; use \(ProblemList.alternatives(allowed))")
        }
    }
}
