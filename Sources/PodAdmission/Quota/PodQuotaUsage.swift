import KubernetesModel
import PlacementEngine

/// A pod's use of the amounts that quotas limit (`PodUsageFunc`).
struct PodQuotaUsage {
    private let spec: PodSpec
    /// All amounts, by the names that quotas have for them.
    let all: ResourceList
    /// What the scopes of quotas ask for.
    let kind: Kind

    /// What scopes tell pods apart by.
    struct Kind: Hashable {
        var isBestEffort: Bool
        var priorityClassName: String
        var hasAffinityElsewhere: Bool

        init(_ spec: PodSpec) {
            // `ComputePodQOS`: it asks for neither cpu nor memory.
            let all = [spec.resources] + spec.allContainers.map(\.resources)
            isBestEffort = !all.contains { resources in
                (resources.requests.entries + resources.limits.entries).contains {
                    ($0.name == ResourceName.cpu || $0.name == ResourceName.memory) && $0.quantity > .zero
                }
            }
            priorityClassName = spec.priorityClassName
            hasAffinityElsewhere = (spec.requiredPodAffinity + spec.requiredPodAntiAffinity).contains {
                !$0.namespaces.isEmpty || $0.namespaceSelector != nil
            }
        }

        /// Whether a quota with these scopes counts such pods (`podMatchesScopeFunc`).
        func matches(_ scopes: [ResourceQuota.Scope]) -> Bool { scopes.allSatisfy(matches) }

        private func matches(_ scope: ResourceQuota.Scope) -> Bool {
            switch scope.key {
            // The API server takes no deadline in a DaemonSet's template.
            case "Terminating": return false
            case "NotTerminating": return true
            case "BestEffort": return isBestEffort
            case "NotBestEffort": return !isBestEffort
            case "PriorityClass":
                let name = priorityClassName
                return scope.matches(name.isEmpty ? Labels() : Labels([.init(key: scope.key, value: name)]))
            case "CrossNamespacePodAffinity": return hasAffinityElsewhere
            default: return false
            }
        }
    }

    init(_ spec: PodSpec) {
        self.spec = spec
        kind = Kind(spec)
        var entries: [ResourceList.Entry] = ["pods", "count/pods"].map { .init(name: $0, quantity: Quantity(units: 1)) }
        for entry in PodRequests.ofUnscheduled(spec).entries {
            let isNamedAlone =
                [ResourceName.cpu, ResourceName.memory, ResourceName.ephemeralStorage].contains(entry.name)
                || entry.name.hasPrefix(ResourceName.hugePagesPrefix)
            if isNamedAlone { entries.append(entry) }
            entries.append(.init(name: "requests.\(entry.name)", quantity: entry.quantity))
        }
        for entry in PodRequests.limits(of: spec).entries {
            entries.append(.init(name: "limits.\(entry.name)", quantity: entry.quantity))
        }
        all = ResourceList(entries)
    }

    /// The amounts of those that `hard` limits (`podComputeUsageHelper`).
    func amounts(limitedBy hard: ResourceList) -> ResourceList {
        // A quota may limit thousands of resources, and a pod asks for few.
        ResourceList(all.entries.filter { hard[$0.name] != nil })
    }

    /// The amounts that every container must give because `hard` limits them, with those that do not
    /// (`podEvaluator.Constraints`).
    func unspecified(limitedBy hard: ResourceList) -> [QuotaRefusal.Unspecified] {
        let podLevel = spec.resources.requests.entries + spec.resources.limits.entries
        if podLevel.contains(where: { PodRequests.isPodLevelResource($0.name) }) { return [] }
        return Self.demanded.compactMap { demand in
            guard hard[demand.name] != nil else { return nil }
            let lacking = spec.allContainers.filter { container in
                let given = demand.isLimit ? container.resources.limits : container.resources.requests
                return given[demand.resource] == nil
            }
            return lacking.isEmpty
                ? nil : QuotaRefusal.Unspecified(resource: demand.name, containers: lacking.map(\.name))
        }
    }

    /// The names of amounts that every container must give, in their order.
    private static let demanded: [(name: String, resource: String, isLimit: Bool)] = [
        ("cpu", ResourceName.cpu, false), ("limits.cpu", ResourceName.cpu, true),
        ("limits.memory", ResourceName.memory, true), ("memory", ResourceName.memory, false),
        ("requests.cpu", ResourceName.cpu, false), ("requests.memory", ResourceName.memory, false),
    ]

    /// Whether a quota with these scopes counts the pod (`podMatchesScopeFunc`).
    func matches(_ scopes: [ResourceQuota.Scope]) -> Bool { kind.matches(scopes) }
}
