import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// What the ResourceQuotas of a namespace leave for pods that are yet to be created (`quota.CheckRequest`).
///
/// Quotas with scopes are left out: which pods they count depends on more than what a pod asks for.
struct QuotaLedger: Sendable {
    private struct Quota: Sendable {
        var name: String
        var hard: ResourceList
        var used: ResourceList
    }

    private var quotas: [Quota] = []

    /// The ledgers of all namespaces that have a quota, by the namespace's name.
    static func all(in snapshot: Snapshot) -> [String: QuotaLedger] {
        var ledgers: [String: QuotaLedger] = [:]
        for quota in snapshot.resourceQuotas where !quota.isScoped && !quota.hard.isEmpty {
            ledgers[quota.metadata.namespace, default: QuotaLedger()].quotas.append(
                Quota(name: quota.metadata.name, hard: quota.hard, used: quota.used))
        }
        return ledgers
    }

    /// Whether nothing is limited.
    var isEmpty: Bool { quotas.isEmpty }

    /// What is used of a quota; nil where it is none of these.
    func used(ofQuota name: String) -> ResourceList? { quotas.first { $0.name == name }?.used }

    /// Counts a pod that is created, unless a quota refuses it.
    ///
    /// - Returns: the name of the quota that refuses the pod; nil when it is let in.
    mutating func create(_ spec: PodSpec) -> String? {
        let usages = quotas.map { Self.usage(of: spec, limitedBy: $0.hard) }
        for (quota, usage) in zip(quotas, usages) {
            let exceeds = usage.entries.contains { entry in
                guard !entry.quantity.isZero, let hard = quota.hard[entry.name] else { return false }
                return hard < (quota.used[entry.name] ?? .zero) + entry.quantity
            }
            if exceeds { return quota.name }
        }
        for (index, usage) in usages.enumerated() { quotas[index].used.add(usage) }
        return nil
    }

    /// Counts a pod that is deleted.
    mutating func delete(_ spec: PodSpec) {
        for index in quotas.indices {
            for entry in Self.usage(of: spec, limitedBy: quotas[index].hard).entries {
                let left = (quotas[index].used[entry.name] ?? .zero) - entry.quantity
                quotas[index].used[entry.name] = left < .zero ? .zero : left
            }
        }
    }

    /// What a pod takes of the amounts that a quota limits (`podComputeUsageHelper`).
    private static func usage(of spec: PodSpec, limitedBy hard: ResourceList) -> ResourceList {
        let requests = PodRequests.ofUnscheduled(spec)
        let limits = PodRequests.limits(of: spec)
        var usage = ResourceList()
        for name in hard.entries.map(\.name) {
            switch name {
            case "pods", "count/pods": usage[name] = Quantity(units: 1)
            case ResourceName.cpu, ResourceName.memory, ResourceName.ephemeralStorage: usage[name] = requests[name]
            default:
                if let resource = name.after("requests.")
                    ?? (name.hasPrefix(ResourceName.hugePagesPrefix) ? name[...] : nil)
                {
                    usage[name] = requests[String(resource)]
                } else if let resource = name.after("limits.") {
                    usage[name] = limits[String(resource)]
                }
            }
        }
        return usage
    }
}

extension String {
    fileprivate func after(_ prefix: String) -> Substring? {
        hasPrefix(prefix) ? self[...].dropFirst(prefix.count) : nil
    }
}
