import KubernetesModel

/// A DaemonSet (`ValidateDaemonSet`, `pkg/apis/apps/validation`).
enum DaemonSetRules {
    static func check(_ daemonSet: Field, existing: ManifestValidation.Existing, _ problems: inout ProblemList) {
        MetadataRules.check(
            daemonSet["metadata"], name: NameSyntax.subdomain, isNamespaced: true, &problems)
        AppliedSizeRules.check(daemonSet, &problems)
        checkTemplateGeneration(daemonSet["metadata", "annotations"], &problems)
        let spec = daemonSet["spec"]
        checkSelector(spec, &problems)
        if case .daemonSet(let old) = existing { ImmutableRules.check(daemonSet, old, &problems) }
        PodTemplateRules.check(spec["template"], &problems)
        if !["", "Always"].contains(spec["template", "spec", "restartPolicy"].text) {
            let policy = spec["template", "spec", "restartPolicy"]
            problems.refuse(
                .unsupported, policy, "\(ProblemList.quoted(policy.text)) is not supported; a DaemonSet needs Always")
        }
        if spec["template", "spec", "activeDeadlineSeconds"].isSet {
            problems.forbid(spec["template", "spec", "activeDeadlineSeconds"], "a DaemonSet's pods have no deadline")
        }
        problems.requireRange(0...Int64.max, spec["minReadySeconds"])
        problems.requireRange(0...Int64.max, spec["revisionHistoryLimit"])
        checkStrategy(spec["updateStrategy"], &problems)
    }

    private static func checkSelector(_ spec: Field, _ problems: inout ProblemList) {
        let selector = spec["selector"]
        LabelRules.checkSelector(selector, &problems)
        guard selector.isSet else {
            // The server says that the selector does not match, because none matches nothing.
            return problems.require(selector, "required: it selects the pods by their labels")
        }
        if selector["matchLabels"].hasNoElements, selector["matchExpressions"].hasNoElements {
            return problems.invalid(selector, "must not be empty")
        }
        let labels = spec["template", "metadata", "labels"]
        guard selector.selects(labels.texts) == false else { return }
        if labels.isSet {
            problems.invalid(labels, "do not match spec.selector")
        } else {
            problems.require(labels, "required: they must match spec.selector")
        }
    }

    /// The annotation that stands for a field of former versions (`Convert_v1_DaemonSet_To_apps_DaemonSet`).
    private static func checkTemplateGeneration(_ annotations: Field, _ problems: inout ProblemList) {
        let key = "deprecated.daemonset.template.generation"
        guard let value = annotations.entries.first(where: { $0.key == key })?.value else { return }
        if Int64(value.text) == nil { problems.invalid(value, "must be a whole number") }
    }

    /// `ValidateDaemonSetUpdateStrategy`, with the defaults of `SetDefaults_DaemonSet`.
    private static func checkStrategy(_ strategy: Field, _ problems: inout ProblemList) {
        problems.requireOne(of: ["RollingUpdate", "OnDelete"], strategy["type"])
        guard ["", "RollingUpdate"].contains(strategy["type"].text) else { return }
        let (unavailable, surge) = (
            strategy["rollingUpdate", "maxUnavailable"], strategy["rollingUpdate", "maxSurge"]
        )
        for share in [unavailable, surge] where share.isSet { checkShare(share, &problems) }
        let hasUnavailable = !unavailable.isSet || amount(unavailable) != 0
        let hasSurge = amount(surge) != 0
        if hasUnavailable, hasSurge {
            let reason = unavailable.isSet ? "is not 0" : "is 1, its default; set it to 0"
            problems.invalid(surge, "must be 0 when maxUnavailable \(reason)")
        } else if !hasUnavailable, !hasSurge {
            problems.require(unavailable, "must not be 0 when maxSurge is 0")
        }
    }

    /// `ValidatePositiveIntOrPercent`, `IsNotMoreThan100Percent`.
    private static func checkShare(_ share: Field, _ problems: inout ProblemList) {
        if share.node?.string != nil {
            if let complaint = NameSyntax.percentage(share.text) {
                problems.invalid(share, "\(ProblemList.quoted(share.text)) \(complaint)")
            } else if amount(share) > 100 {
                problems.invalid(share, "\(ProblemList.quoted(share.text)) must not be more than 100%")
            }
        } else {
            problems.requireRange(0...Int64.max, share)
        }
    }

    /// A number or a percentage, without its unit (`getIntOrPercentValue`).
    private static func amount(_ share: Field) -> Int64 {
        if let number = share.integer { return number }
        let text = share.text
        return Int64(text.hasSuffix("%") ? String(text.dropLast()) : text) ?? (text.hasSuffix("%") ? .max : 0)
    }
}
