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
    case type, max, min, `default`, defaultRequest
}

private enum PhaseField: String, CaseIterable {
    case phase
}

private let namespacedFields = FieldTable<NamespacedField>()
private let quotaFields = FieldTable<QuotaField>()
private let limitRangeSpecFields = FieldTable<LimitRangeSpecField>()
private let limitFields = FieldTable<LimitField>()
private let phaseFields = FieldTable<PhaseField>()

extension ObjectDecoder {
    /// A namespace.
    func namespace() -> Namespace {
        var namespace = Namespace()
        forEachField(namespacedFields) { field in
            switch field {
            case .metadata: namespace.metadata = metadata()
            case .spec: reader.skip()
            case .status: forEachField(phaseFields) { _ in namespace.isTerminating = string() == "Terminating" }
            }
        }
        return namespace
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
        quota.isScoped = quota.isScoped || wanted.isScoped
        return quota
    }

    private func amounts(into quota: inout ResourceQuota) {
        forEachField(quotaFields) { field in
            switch field {
            case .hard: quota.hard = resourceList()
            case .used: quota.used = resourceList()
            case .scopes, .scopeSelector:
                quota.isScoped = true
                reader.skip()
            }
        }
    }

    /// What containers of a namespace get when they say nothing.
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
            }
        }
        return item
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
