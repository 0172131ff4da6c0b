import KubernetesModel

/// NodeResourcesFit: the node must have the requested resources left (`plugins/noderesources`, `fitsRequest`).
struct NodeResourcesFitFilter: Filter {
    static let scope = FilterScope.nodeUsage

    private let requests: ResourceAmounts
    /// The first that are short stand for all of them: a pod that asks for thousands would fill memory on every node.
    private static let mostReasons = 64

    init(_ pod: TestedPod) { requests = pod.requests }

    func failure(on view: NodeView) -> FilterFailure? {
        isRefused(view.usage) ? failure(view.usage) : nil
    }

    /// Whether anything is short: asked of every node, so that only where something is, the reasons are gathered.
    private func isRefused(_ usage: NodeUsage) -> Bool {
        usage.isShort(of: requests) || !requests.scalars.isEmpty
    }

    private func failure(_ usage: NodeUsage) -> FilterFailure? {
        var reasons: [FilterReason] = []
        var isUnresolvable = false
        var untold = 0
        if usage.podCount + 1 > usage.allowedPodNumber {
            reasons.append(.tooManyPods(allowed: usage.allowedPodNumber))
        }
        func check(_ resource: String, _ requested: WholeNumber, _ used: WholeNumber, _ allocatable: WholeNumber) {
            guard requested > 0, requested > allocatable - used else { return }
            if requested > allocatable { isUnresolvable = true }
            guard reasons.count < Self.mostReasons else {
                untold += 1
                return
            }
            reasons.append(
                .insufficient(resource: resource, requested: requested, used: used, allocatable: allocatable))
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
        if untold > 0 { reasons.append(.moreResources(untold)) }
        return reasons.isEmpty ? nil : FilterFailure(.nodeResourcesFit, reasons, isUnresolvable: isUnresolvable)
    }
}
