import KubernetesModel
import PlacementEngine

/// A pod's use of the amounts that quotas limit (`PodUsageFunc`).
struct PodQuotaUsage {
    private let spec: PodSpec
    private let requests: ResourceList
    private let limits: ResourceList

    init(_ spec: PodSpec) {
        self.spec = spec
        requests = PodRequests.ofUnscheduled(spec)
        limits = PodRequests.limits(of: spec)
    }

    /// The amounts of those that `hard` limits (`podComputeUsageHelper`).
    func amounts(limitedBy hard: ResourceList) -> ResourceList {
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

    /// The amounts that every container must give because `hard` limits them, with those that do not
    /// (`podEvaluator.Constraints`).
    func unspecified(limitedBy hard: ResourceList) -> [QuotaRefusal.Unspecified] {
        let podLevel = spec.resources.requests.entries + spec.resources.limits.entries
        if podLevel.contains(where: { PodRequests.isPodLevelResource($0.name) }) { return [] }
        return hard.entries.compactMap { entry in
            let lacking = spec.allContainers.filter { container in
                switch entry.name {
                case "cpu", "requests.cpu": return container.resources.requests[ResourceName.cpu] == nil
                case "memory", "requests.memory": return container.resources.requests[ResourceName.memory] == nil
                case "limits.cpu": return container.resources.limits[ResourceName.cpu] == nil
                case "limits.memory": return container.resources.limits[ResourceName.memory] == nil
                default: return false
                }
            }
            return lacking.isEmpty
                ? nil : QuotaRefusal.Unspecified(resource: entry.name, containers: lacking.map(\.name))
        }
    }

    /// Whether a quota with these scopes counts the pod (`podMatchesScopeFunc`).
    func matches(_ scopes: [ResourceQuota.Scope]) -> Bool { scopes.allSatisfy(matches) }

    private func matches(_ scope: ResourceQuota.Scope) -> Bool {
        switch scope.key {
        // The API server takes no deadline in a DaemonSet's template.
        case "Terminating": return false
        case "NotTerminating": return true
        case "BestEffort": return isBestEffort
        case "NotBestEffort": return !isBestEffort
        case "PriorityClass":
            let name = spec.priorityClassName
            return scope.matches(name.isEmpty ? Labels() : Labels([.init(key: scope.key, value: name)]))
        case "CrossNamespacePodAffinity":
            return (spec.requiredPodAffinity + spec.requiredPodAntiAffinity).contains {
                !$0.namespaces.isEmpty || $0.namespaceSelector != nil
            }
        default: return false
        }
    }

    /// Whether it asks for neither cpu nor memory (`ComputePodQOS`).
    private var isBestEffort: Bool {
        let all = [spec.resources] + spec.allContainers.map(\.resources)
        return !all.contains { resources in
            (resources.requests.entries + resources.limits.entries).contains {
                ($0.name == ResourceName.cpu || $0.name == ResourceName.memory) && $0.quantity > .zero
            }
        }
    }
}

extension String {
    fileprivate func after(_ prefix: String) -> Substring? {
        hasPrefix(prefix) ? self[...].dropFirst(prefix.count) : nil
    }
}
