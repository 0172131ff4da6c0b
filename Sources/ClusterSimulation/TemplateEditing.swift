import ClusterSnapshot
import KubernetesModel
import PlacementEngine

extension DaemonSet {
    /// The DaemonSet as it would be with these changes of its template; those of the cluster are left out.
    ///
    /// - Throws: ``SimulationError`` when a change names something that is not there.
    public func applying(_ changes: [Change], in index: ClusterIndex) throws(SimulationError) -> DaemonSet {
        var daemonSet = self
        // One copy for all changes: there may be as many as a node has taints.
        var edited: PodSpec?
        var tolerations: Set<Toleration>?
        for change in changes where change.scope == .template {
            if case .setSpec(let other, _) = change {
                daemonSet.template = other.template
                daemonSet.updateStrategy = other.updateStrategy
                daemonSet.minReadySeconds = other.minReadySeconds
                (edited, tolerations) = (nil, nil)
                continue
            }
            var spec = edited ?? daemonSet.template.spec
            edited = nil
            if case .addToleration(let toleration) = change {
                var known = tolerations ?? Set(spec.tolerations)
                tolerations = nil
                if known.insert(toleration).inserted { spec.tolerations.append(toleration) }
                tolerations = known
            } else {
                try spec.apply(change, in: index)
            }
            edited = spec
        }
        if let edited { daemonSet.template.sharedSpec = Shared(edited) }
        for change in changes { try daemonSet.template.spec.checkLimits(after: change) }
        return daemonSet
    }
}

extension PodSpec {
    fileprivate mutating func apply(_ change: Change, in index: ClusterIndex) throws(SimulationError) {
        switch change {
        case .setRequest(let name, let resource, let quantity):
            try editContainer(name) { $0.resources.requests[resource] = quantity }
        case .setLimit(let name, let resource, let quantity):
            try editContainer(name) { $0.resources.limits[resource] = quantity }
        case .setNodeSelector(let key, let value):
            let others = nodeSelector.pairs.filter { $0.key != key }
            nodeSelector = Labels(others + (value.map { [.init(key: key, value: $0)] } ?? []))
        case .setNodeAffinity(let selector): requiredNodeAffinity = selector
        case .setPriorityClass(let name):
            let isKnown = index.priorityClass(named: name) != nil || PriorityClass.builtIn[name] != nil || name.isEmpty
            guard isKnown else {
                throw .unknownPriorityClass(name, among: index.snapshot.priorityClasses.map(\.name).sorted())
            }
            priorityClassName = name
            priority = nil
        case .setHostPort(let name, let port, let networkProtocol, let hostPort):
            try setHostPort(of: name, port, networkProtocol, hostPort)
        case .setSchedulerName(let name): schedulerName = name
        case .removeSchedulingGates: schedulingGates = []
        case .removePodAffinity: requiredPodAffinity = []
        case .removePodAntiAffinity: requiredPodAntiAffinity = []
        case .removeTopologySpread: topologySpreadConstraints = []
        case .dropClaim(let name):
            guard let place = volumes.firstIndex(where: { $0.source == .persistentVolumeClaim(name: name) }) else {
                throw .unknownClaim(name)
            }
            volumes[place].source = .emptyDir(sizeLimit: nil, isMemory: false)
        case .addToleration, .setSpec, .removeTaint, .evict, .setAllocatable, .addNodes, .reclaimDisk: break
        }
    }

    /// Throws where the API server would refuse the amounts that a change sets (`ValidateContainerResourceRequirements`).
    fileprivate func checkLimits(after change: Change) throws(SimulationError) {
        let (name, resource): (String?, String)
        switch change {
        case .setRequest(let container, let changed, _), .setLimit(let container, let changed, _):
            (name, resource) = (container, changed)
        default: return
        }
        for container in allContainers where name == nil || container.name == name {
            guard let request = container.resources.requests[resource] else { continue }
            let limit = container.resources.limits[resource]
            let isWithin =
                ResourceAmounts.isScalar(resource) ? limit == request : limit.map { request <= $0 } ?? true
            if isWithin { continue }
            throw .requestNotWithinLimit(
                container: container.name, resource: resource, request: request, limit: limit)
        }
    }

    private mutating func editContainer(
        _ name: String?, _ edit: (inout Container) -> Void
    ) throws(SimulationError) {
        let names = allContainers.map(\.name)
        guard let name else {
            guard containers.count == 1, initContainers.isEmpty else { throw .ambiguousContainer(among: names) }
            edit(&containers[0])
            return
        }
        if let place = containers.firstIndex(where: { $0.name == name }) {
            edit(&containers[place])
        } else if let place = initContainers.firstIndex(where: { $0.name == name }) {
            edit(&initContainers[place])
        } else {
            throw .unknownContainer(name, among: names)
        }
    }

    private mutating func setHostPort(
        of name: String?, _ port: Int32, _ networkProtocol: String, _ hostPort: Int32
    ) throws(SimulationError) {
        var isFound = false
        let isHostNetwork = isHostNetwork
        try editContainer(name) { container in
            for place in container.ports.indices
            where container.ports[place].containerPort == port
                && container.ports[place].networkProtocol == networkProtocol
            {
                container.ports[place].hostPort = hostPort
                // On the host's network both are one port.
                if isHostNetwork { container.ports[place].containerPort = hostPort }
                isFound = true
            }
        }
        if !isFound { throw .unknownPort(container: name ?? containers.first?.name ?? "", port: port) }
    }
}
