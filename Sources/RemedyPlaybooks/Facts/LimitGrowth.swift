import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine

/// Finds the limit that a container could be given: what its likes use, else a stated step, and never more than the
/// nodes hold.
struct LimitGrowth {
    /// The basis on which a limit was chosen.
    enum Basis: Equatable {
        /// The usage of containers of this name on other nodes, plus headroom.
        case usage
        /// A multiple of the present limit.
        case step
        /// All that the fullest of the nodes has left.
        case bound
    }

    /// The container whose limit it is.
    let container: String
    /// The DaemonSet's placement, by which the nodes' room is known.
    let placement: DaemonSetPlacement
    /// The limit as it is.
    let limit: Quantity
    /// The limit to try; nil if the nodes have no more room than the present one.
    private(set) var suggested: Quantity?
    private(set) var basis = Basis.step
    /// The amount that the fullest node can give the container besides the other pods' requests.
    private(set) var bound: Quantity?
    private(set) var boundNode: String?
    /// The most that containers of this name use where they serve.
    private(set) var servingUsage: Quantity?
    /// The most that those of the finding used when the metrics were taken.
    private(set) var ownUsage: Quantity?
    /// The container's request, its own or the one that follows from its limit.
    private(set) var request: Quantity?
    /// Whether the template leaves the request to the limit.
    private(set) var isRequestImplied = false
    /// Whether all containers ask for what they may use at most, which the pod's class depends on.
    private(set) var isGuaranteed = false

    /// By how much a limit grows where nothing tells the need, and how much is kept above a measured use, in percent.
    ///
    /// Memory and local storage double: half as much again is mostly too little, and what is written grows with time.
    static let step = MemoryLimitStep.percent
    private static let headroom: WholeNumber = 125
    /// The new limit of CPU: a container that is throttled works all the same.
    static let cpuStep: WholeNumber = 150

    /// - Parameters:
    ///   - container: the container.
    ///   - resource: `memory`, `cpu` or `ephemeral-storage`.
    ///   - limit: its limit now, as the pods have it.
    ///   - step: what the limit grows to where nothing tells the need, in percent.
    ///   - finding: the finding, whose nodes bound the limit.
    ///   - simulator: the simulator.
    ///   - placement: the DaemonSet's placement.
    init(
        of container: String, resource: String, limit: Quantity, step: WholeNumber = LimitGrowth.step,
        for finding: Finding,
        simulator: Simulator, placement: DaemonSetPlacement
    ) {
        self.container = container
        self.placement = placement
        self.limit = limit
        let spec = placement.template.testedPod.spec
        let own = placement.daemonSet.template.spec.allContainers.first { $0.name == container }?.resources
        request = spec.allContainers.first { $0.name == container }?.resources.requests[resource]
        isRequestImplied = own?.requests[resource] == nil
        isGuaranteed = Self.isGuaranteed(spec)
        measure(container, resource, for: finding, placement: placement, in: simulator.engine.index)
        findBound(resource, for: finding, simulator: simulator, placement: placement)
        choose(resource, step: step)
    }

    private mutating func choose(_ resource: String, step: WholeNumber) {
        var wanted = limit.percent(step)
        if let servingUsage {
            let measured = servingUsage.percent(Self.headroom)
            if measured > wanted { (wanted, basis) = (measured, .usage) }
        }
        if let bound, bound < wanted { (wanted, basis) = (bound, .bound) }
        let rounded = Self.rounded(wanted, of: resource)
        suggested = rounded > limit && rounded.isPlausible(of: resource) ? rounded : nil
    }

    private mutating func measure(
        _ container: String, _ resource: String, for finding: Finding, placement: DaemonSetPlacement,
        in index: ClusterIndex
    ) {
        let snapshot = index.snapshot
        guard !snapshot.podMetrics.isEmpty else { return }
        let failing = Set(finding.pods)
        let serving = Set(
            placement.pods.onNode.joined().map { snapshot.pods[$0] }.filter(\.isReady).map(\.metadata.qualifiedName))
        let prefix = "\(placement.daemonSet.namespace)/"
        for pod in failing.union(serving) where pod.hasPrefix(prefix) {
            let key = ClusterIndex.ObjectKey(
                kind: PodMetrics.kind, namespace: placement.daemonSet.namespace,
                name: String(pod.dropFirst(prefix.count)))
            guard let position = index.metricsByPod[key] else { continue }
            for entry in snapshot.podMetrics[position].containers where entry.name == container {
                guard let used = entry.usage[resource] else { continue }
                if failing.contains(pod) {
                    ownUsage = max(ownUsage ?? .zero, used)
                } else {
                    servingUsage = max(servingUsage ?? .zero, used)
                }
            }
        }
    }

    private mutating func findBound(
        _ resource: String, for finding: Finding, simulator: Simulator, placement: DaemonSetPlacement
    ) {
        let search = RequestSearch(simulator, for: placement)
        let others = placement.template.testedPod.requests[resource] - Self.scheduled(request ?? .zero, resource)
        let snapshot = simulator.engine.snapshot
        let nodes = finding.nodes.compactMap { simulator.engine.index.nodeByName[$0] }
            .filter { snapshot.nodes[$0].allocatable[resource] != nil }
        let room = nodes.map { (node: $0, left: search.free(resource, at: $0) - max(0, others)) }
        guard let least = room.min(by: { ($0.left, $0.node) < ($1.left, $1.node) }) else { return }
        bound = ResourceAmounts.quantity(max(0, least.left), of: resource)
        boundNode = snapshot.nodes[least.node].name
    }

    /// An amount in the scheduler's unit.
    private static func scheduled(_ quantity: Quantity, _ resource: String) -> WholeNumber {
        ResourceAmounts(ResourceList([.init(name: resource, quantity: quantity)]))[resource]
    }

    /// In whole mebibytes, or 10 millicores.
    private static func rounded(_ quantity: Quantity, of resource: String) -> Quantity {
        quantity.rounded(
            to: resource == ResourceName.cpu ? Quantity(milliUnits: 10) : Quantity(units: .mebibyte, format: .binarySI))
    }

    /// Whether a pod of this spec has the class Guaranteed (`pkg/apis/core/v1/helper/qos`, `ComputePodQOS`).
    static func isGuaranteed(_ spec: PodSpec) -> Bool {
        spec.allContainers.allSatisfy { container in
            [ResourceName.cpu, ResourceName.memory].allSatisfy { name in
                guard let limit = container.resources.limits[name], !limit.isZero else { return false }
                return (container.resources.requests[name] ?? limit) == limit
            }
        }
    }
}
