import KubernetesModel

/// NodeUnschedulable: a cordoned node takes only pods that tolerate it (`plugins/nodeunschedulable`).
struct NodeUnschedulableFilter: Filter {
    /// Nil when the pod tolerates it.
    init?(_ pod: TestedPod) {
        if pod.spec.tolerations.tolerate(Taint(key: Taint.Key.unschedulable, effect: .noSchedule)) { return nil }
    }

    func failure(on view: NodeView) -> FilterFailure? {
        guard view.node.isUnschedulable else { return nil }
        return FilterFailure(.nodeUnschedulable, [.unschedulable], isUnresolvable: true)
    }
}

/// NodeName: a pod whose spec names a node goes nowhere else (`plugins/nodename`).
struct NodeNameFilter: Filter {
    private let nodeName: String

    /// Nil when the spec names none.
    init?(_ pod: TestedPod) {
        if pod.nodeName.isEmpty { return nil }
        nodeName = pod.nodeName
    }

    func failure(on view: NodeView) -> FilterFailure? {
        guard nodeName != view.node.name else { return nil }
        return FilterFailure(.nodeName, [.otherNodeName], isUnresolvable: true)
    }
}

/// TaintToleration: no taint that keeps pods off may be left untolerated (`plugins/tainttoleration`).
struct TaintTolerationFilter: Filter {
    private let tolerations: TolerationSet

    init(_ pod: TestedPod) { tolerations = TolerationSet(pod.spec.tolerations) }

    func failure(on view: NodeView) -> FilterFailure? {
        // FindMatchingUntoleratedTaint: the first one is enough for the scheduler.
        guard let taint = view.node.excludingTaints.first(where: { !tolerations.tolerate($0) }) else {
            return nil
        }
        return FilterFailure(.taintToleration, [.untoleratedTaint(taint)], isUnresolvable: true)
    }
}

/// NodeAffinity: node selector and required node affinity (`plugins/nodeaffinity`).
struct NodeAffinityFilter: Filter {
    private let pod: TestedPod

    /// Nil when the pod asks for nothing of the kind.
    init?(_ pod: TestedPod) {
        if pod.spec.nodeSelector.isEmpty, pod.spec.requiredNodeAffinity == nil { return nil }
        self.pod = pod
    }

    func failure(on view: NodeView) -> FilterFailure? {
        if pod.admits(view.node) { return nil }
        return FilterFailure(.nodeAffinity, [.nodeAffinity], isUnresolvable: true)
    }
}

/// NodePorts: the host ports that the pod wants must be free (`plugins/nodeports`).
struct NodePortsFilter: Filter {
    private let wanted: [HostPort]

    /// Nil when the pod wants no host port.
    init?(_ pod: TestedPod) {
        if pod.hostPorts.isEmpty { return nil }
        wanted = pod.hostPorts
    }

    func failure(on view: NodeView) -> FilterFailure? {
        if view.usage.hostPorts.isEmpty { return nil }
        let taken = wanted.filter { port in view.usage.hostPorts.contains { $0.conflicts(with: port) } }
        return taken.isEmpty ? nil : FilterFailure(.nodePorts, [.noFreePorts(taken)], isUnresolvable: false)
    }
}

/// NodeResourcesFit: what the pod asks for must be left on the node (`plugins/noderesources`, `fitsRequest`).
struct NodeResourcesFitFilter: Filter {
    private let requests: ResourceAmounts

    init(_ pod: TestedPod) { requests = pod.requests }

    func failure(on view: NodeView) -> FilterFailure? {
        isRefused(view.usage) ? failure(view.usage) : nil
    }

    /// Whether anything is short: asked of every node, so that only where something is, the reasons are gathered.
    private func isRefused(_ usage: NodeUsage) -> Bool {
        func isShort(_ requested: Int64, _ used: Int64, _ allocatable: Int64) -> Bool {
            requested > 0 && requested > allocatable &- used
        }
        return usage.podCount + 1 > usage.allowedPodNumber
            || isShort(requests.milliCPU, usage.requested.milliCPU, usage.allocatable.milliCPU)
            || isShort(requests.memory, usage.requested.memory, usage.allocatable.memory)
            || isShort(
                requests.ephemeralStorage, usage.requested.ephemeralStorage, usage.allocatable.ephemeralStorage)
            || !requests.scalars.isEmpty
    }

    private func failure(_ usage: NodeUsage) -> FilterFailure? {
        var reasons: [FilterReason] = []
        var isUnresolvable = false
        if usage.podCount + 1 > usage.allowedPodNumber {
            reasons.append(.tooManyPods(allowed: usage.allowedPodNumber))
        }
        func check(_ resource: String, _ requested: Int64, _ used: Int64, _ allocatable: Int64) {
            guard requested > 0, requested > allocatable &- used else { return }
            reasons.append(
                .insufficient(resource: resource, requested: requested, used: used, allocatable: allocatable))
            if requested > allocatable { isUnresolvable = true }
        }
        check(ResourceName.cpu, requests.milliCPU, usage.requested.milliCPU, usage.allocatable.milliCPU)
        check(ResourceName.memory, requests.memory, usage.requested.memory, usage.allocatable.memory)
        check(
            ResourceName.ephemeralStorage, requests.ephemeralStorage, usage.requested.ephemeralStorage,
            usage.allocatable.ephemeralStorage)
        for scalar in requests.scalars {
            check(
                scalar.name, scalar.amount, usage.requested[scalar: scalar.name],
                usage.allocatable[scalar: scalar.name])
        }
        return reasons.isEmpty ? nil : FilterFailure(.nodeResourcesFit, reasons, isUnresolvable: isUnresolvable)
    }
}
