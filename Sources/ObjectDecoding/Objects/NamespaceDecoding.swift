import CheckedJSON
import KubernetesModel

private enum NamespacedField: String, CaseIterable {
    case metadata, spec, status
}

private enum QuotaField: String, CaseIterable {
    case hard, used, scopes, scopeSelector
}

private enum LimitRangeSpecField: String, CaseIterable {
    case limits
}

private enum LimitField: String, CaseIterable {
    case type, max, min, `default`, defaultRequest, maxLimitRequestRatio
}

private enum ScopeField: String, CaseIterable {
    case scopeName, `operator`, values, matchExpressions
}

private enum PhaseField: String, CaseIterable {
    case phase, conditions
}

private let namespacedFields = FieldTable<NamespacedField>()
private let quotaFields = FieldTable<QuotaField>()
private let limitRangeSpecFields = FieldTable<LimitRangeSpecField>()
private let limitFields = FieldTable<LimitField>()
private let scopeFields = FieldTable<ScopeField>()
private let phaseFields = FieldTable<PhaseField>()

extension ObjectDecoder {
    /// A namespace.
    func namespace() -> Namespace {
        var namespace = Namespace()
        forEachField(namespacedFields) { field in
            switch field {
            case .metadata: namespace.metadata = metadata()
            case .spec: reader.skip()
            case .status:
                forEachField(phaseFields) { field in
                    switch field {
                    case .phase: namespace.isTerminating = string() == "Terminating"
                    case .conditions:
                        namespace.deletionTroubles = array { condition() }.filter { $0.status == .isTrue }
                    }
                }
            }
        }
        let annotations = namespace.metadata.annotations
        namespace.defaultTolerations = annotations[Annotation.defaultTolerations].flatMap(Self.tolerations)
        namespace.allowedTolerations = annotations[Annotation.allowedTolerations].flatMap(Self.tolerations)
        return namespace
    }

    /// The tolerations of an annotation (`extractNSTolerations`); nil where it is no list.
    private static func tolerations(_ text: String) -> [Toleration]? {
        if text.isEmpty { return [] }
        guard let elements = (try? JSONValue(text.utf8))?.elements else { return nil }
        return elements.map { element in
            let comparison = element["operator"]?.string ?? ""
            let effect = element["effect"]?.string ?? ""
            var toleration = Toleration(
                key: element["key"]?.string ?? "",
                comparison: comparison.isEmpty ? .equal : Toleration.Operator(rawValue: comparison),
                value: element["value"]?.string ?? "", effect: Taint.Effect(rawValue: effect))
            toleration.hasUnknownEffect = !effect.isEmpty && toleration.effect == nil
            if case .number(let seconds)? = element["tolerationSeconds"] {
                toleration.tolerationSeconds = WholeNumber(seconds)
            }
            return toleration
        }
    }

    /// How much of what a namespace may hold.
    func resourceQuota() -> ResourceQuota {
        var quota = ResourceQuota()
        var wanted = ResourceQuota()
        forEachField(namespacedFields) { field in
            switch field {
            case .metadata: quota.metadata = metadata()
            case .spec: amounts(into: &wanted)
            case .status: amounts(into: &quota)
            }
        }
        // What is enforced stands in the status; before the controller wrote it, the spec tells.
        if quota.hard.isEmpty { quota.hard = wanted.hard }
        quota.scopes = wanted.scopes
        return quota
    }

    private func amounts(into quota: inout ResourceQuota) {
        forEachField(quotaFields) { field in
            switch field {
            case .hard: quota.hard = resourceList()
            case .used: quota.used = resourceList()
            case .scopes: quota.scopes += strings().map { .init(key: $0, comparison: .exists) }
            case .scopeSelector:
                forEachField(scopeFields) { field in
                    if field == .matchExpressions { quota.scopes += array { scope() } } else { reader.skip() }
                }
            }
        }
    }

    private func scope() -> ResourceQuota.Scope {
        var scope = ResourceQuota.Scope(key: "", comparison: nil)
        forEachField(scopeFields) { field in
            switch field {
            case .scopeName: scope.key = string()
            case .operator: scope.comparison = .init(rawValue: string())
            case .values: scope.values = strings()
            case .matchExpressions: reader.skip()
            }
        }
        return scope
    }

    /// The defaults of a namespace's containers that set nothing.
    func limitRange() -> LimitRange {
        var range = LimitRange()
        forEachField(namespacedFields) { field in
            switch field {
            case .metadata: range.metadata = metadata()
            case .spec: forEachField(limitRangeSpecFields) { _ in range.limits = array { limitRangeItem() } }
            case .status: reader.skip()
            }
        }
        return range
    }

    private func limitRangeItem() -> LimitRangeItem {
        var item = LimitRangeItem()
        forEachField(limitFields) { field in
            switch field {
            case .type: item.type = string()
            case .max: item.max = resourceList()
            case .min: item.min = resourceList()
            case .default: item.defaultLimits = resourceList()
            case .defaultRequest: item.defaultRequests = resourceList()
            case .maxLimitRequestRatio: item.maxLimitRequestRatio = resourceList()
            }
        }
        return item.withDefaults
    }

    /// Who a pod acts as.
    func serviceAccount() -> ServiceAccount {
        var account = ServiceAccount()
        forEachField(namespacedFields) { field in
            if field == .metadata { account.metadata = metadata() } else { reader.skip() }
        }
        return account
    }
}
