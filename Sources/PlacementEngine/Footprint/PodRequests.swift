import KubernetesModel

/// The requests of a pod as a whole (`component-helpers/resource`, `PodRequests`).
public enum PodRequests {
    /// The requests of a pod that is not on a node yet: its spec alone counts.
    public static func ofUnscheduled(_ spec: PodSpec) -> ResourceList {
        total(spec) { container in container.resources.requests }
    }

    /// The limits of a pod that is not on a node yet (`PodLimits`).
    public static func limits(of spec: PodSpec) -> ResourceList {
        var total = ResourceList()
        for container in spec.containers { total.add(container.resources.limits) }
        var restartable = ResourceList()
        for container in spec.initContainers {
            var step = container.resources.limits
            step.add(restartable)
            if container.isRestartable {
                total.add(container.resources.limits)
                restartable.add(container.resources.limits)
            }
            total.raise(to: step)
        }
        for entry in spec.resources.limits.entries where isPodLevelResource(entry.name) {
            total[entry.name] = entry.quantity
        }
        return total
    }

    /// The requests of a pod that is on a node: while a resize is under way, the greater of what is asked,
    /// granted and in force counts (`UseStatusResources`).
    public static func ofScheduled(_ pod: Pod) -> ResourceList {
        guard pod.status.hasResources else { return ofUnscheduled(pod.spec) }
        let isInfeasible = pod.status.isResizeInfeasible
        let statuses = Dictionary(firstOf: pod.status.containerStatuses) { $0.name }
        let initStatuses = Dictionary(firstOf: pod.status.initContainerStatuses) { $0.name }
        var total = total(pod.spec, isPodLevelCounted: false) { container in
            let status = (container.isRestartable ? initStatuses : statuses)[container.name]
            guard let status, let actual = status.requests else { return container.resources.requests }
            return effective(
                spec: container.resources.requests, actual: actual, allocated: status.allocatedResources,
                isInfeasible: isInfeasible)
        }
        let podLevel = pod.spec.resources.requests
        if !podLevel.isEmpty {
            let inForce = pod.status.requests.map {
                effective(
                    spec: podLevel, actual: $0, allocated: pod.status.allocatedResources, isInfeasible: isInfeasible)
            }
            for entry in podLevel.entries where isPodLevelResource(entry.name) {
                total[entry.name] = inForce.map { $0[entry.name] ?? .zero } ?? entry.quantity
            }
        }
        total.add(pod.spec.overhead)
        return total
    }

    /// `determineEffectiveRequests`.
    private static func effective(
        spec: ResourceList, actual: ResourceList, allocated: ResourceList?, isInfeasible: Bool
    ) -> ResourceList {
        var result = isInfeasible ? actual : spec
        result.raise(to: actual)
        if let allocated { result.raise(to: allocated) }
        return result
    }

    /// Whether a pod as a whole can ask for it (`supportedPodLevelResources`).
    public static func isPodLevelResource(_ name: String) -> Bool {
        name == ResourceName.cpu || name == ResourceName.memory || name.hasPrefix(ResourceName.hugePagesPrefix)
    }

    /// `AggregateContainerRequests`, with the pod's own resources and its overhead where these are wanted.
    private static func total(
        _ spec: PodSpec, isPodLevelCounted: Bool = true, requests: (Container) -> ResourceList
    ) -> ResourceList {
        var total = ResourceList()
        for container in spec.containers { total.add(requests(container)) }
        var restartable = ResourceList()
        var greatestStep = ResourceList()
        for container in spec.initContainers {
            if container.isRestartable {
                let own = requests(container)
                total.add(own)
                restartable.add(own)
                greatestStep.raise(to: restartable)
            } else {
                // An init container that is not restartable counts with its spec, also while a resize is under way.
                var step = container.resources.requests
                step.add(restartable)
                greatestStep.raise(to: step)
            }
        }
        total.raise(to: greatestStep)
        guard isPodLevelCounted else { return total }
        for entry in spec.resources.requests.entries where isPodLevelResource(entry.name) {
            total[entry.name] = entry.quantity
        }
        total.add(spec.overhead)
        return total
    }
}

extension PodStatus {
    /// Whether it tells of resources, so that not the spec alone counts.
    var hasResources: Bool {
        requests != nil || containerStatuses.contains { $0.requests != nil }
            || initContainerStatuses.contains { $0.requests != nil }
    }
}
