import KubernetesModel
import PlacementEngine

/// Finds the greatest request with which a DaemonSet's pods fit.
public struct RequestSearch: Sendable {
    private let simulator: Simulator
    private let placement: DaemonSetPlacement

    /// A search for the pods of the placed DaemonSet.
    public init(_ simulator: Simulator, for placement: DaemonSetPlacement) {
        self.simulator = simulator
        self.placement = placement
    }

    /// The greatest request of one container with which the pods fit, as far as this resource goes.
    ///
    /// - Parameters:
    ///   - container: the container whose request changes; the others keep theirs.
    ///   - resource: the resource.
    ///   - positions: the nodes on which the pods are to fit.
    ///   - share: on how many of these nodes they are to fit, from 0 to 1; those with the least room are given up.
    /// - Returns: an amount as people write it, in whole mebibytes or 10 millicores, and the room that bounds it; nil
    ///   where even the least request does not fit.
    public func greatestRequest(
        // bare: a share of positions that the code gives.
        of container: String, resource: String, at positions: [Int], share: Double = 1
    ) -> Quantity? {
        let room = positions.map { free(resource, at: $0) }.sorted()
        // bare: a share of positions that the code gives.
        let givenUp = Int((Double(room.count) * (1 - share)).rounded(.down))
        guard givenUp < room.count else { return nil }
        let bound = room[givenUp]
        let spec = placement.template.testedPod.spec
        guard let own = spec.allContainers.first(where: { $0.name == container })?.resources.requests[resource] else {
            return nil
        }
        let unit = Self.unit(of: resource)
        // What the pod asks for never falls when a container asks for more.
        var fits: WholeNumber = 0
        var tooMuch = ResourceAmounts(ResourceList([.init(name: resource, quantity: own)]))[resource] / unit + 1
        while tooMuch - fits > 1 {
            let middle = fits + (tooMuch - fits) / 2
            if total(spec, container, resource, middle * unit) <= bound { fits = middle } else { tooMuch = middle }
        }
        guard fits > 0, total(spec, container, resource, fits * unit) <= bound else { return nil }
        if resource == ResourceName.cpu, fits > 10 { fits = fits / 10 * 10 }
        return ResourceAmounts.quantity(fits * unit, of: resource)
    }

    /// The free amount of a resource on a node without the DaemonSet's own pod, in the scheduler's unit.
    public func free(_ resource: String, at position: Int) -> WholeNumber {
        let usage = simulator.engine.cluster.usage(at: position, without: placement.pods.onNode[position])
        return usage.allocatable[resource] - usage.requested[resource]
    }

    /// The step in which requests are tried, in the scheduler's unit.
    private static func unit(of resource: String) -> WholeNumber {
        ResourceName.isMeasuredInBytes(resource) ? 1_048_576 : 1
    }

    private func total(_ spec: PodSpec, _ container: String, _ resource: String, _ amount: WholeNumber) -> WholeNumber {
        var changed = spec
        let quantity = ResourceAmounts.quantity(amount, of: resource)
        for place in changed.containers.indices where changed.containers[place].name == container {
            changed.containers[place].resources.requests[resource] = quantity
        }
        for place in changed.initContainers.indices where changed.initContainers[place].name == container {
            changed.initContainers[place].resources.requests[resource] = quantity
        }
        return ResourceAmounts(PodRequests.ofUnscheduled(changed))[resource]
    }
}
