import KubernetesModel

/// Something that somebody could do to a cluster, for a simulation to try on a snapshot.
public enum Change: Equatable, Sendable {
    /// Asks for another amount of a resource; nil takes the request out. Without a container the only one is meant.
    case setRequest(container: String?, resource: String, quantity: Quantity?)
    /// Allows at most another amount of a resource; nil takes the limit out.
    case setLimit(container: String?, resource: String, quantity: Quantity?)
    case addToleration(Toleration)
    /// Asks for a node label; a nil value no longer asks for it.
    case setNodeSelector(key: String, value: String?)
    /// Asks for other nodes by affinity; nil asks for none.
    case setNodeAffinity(NodeSelector?)
    case setPriorityClass(String)
    /// Takes another port of the node for a container's port.
    case setHostPort(container: String?, containerPort: Int32, networkProtocol: String, hostPort: Int32)
    case setSchedulerName(String)
    case removeSchedulingGates
    case removePodAffinity
    case removePodAntiAffinity
    case removeTopologySpread
    /// Gives each pod storage of its node in the place of a claim.
    case dropClaim(name: String)
    /// Puts another DaemonSet's template, update strategy and minReadySeconds in the place of this one's; whether that
    /// replaces its pods.
    case setSpec(DaemonSet, replacesPods: Bool)

    /// Takes every taint of this key, and of this effect where one is given, off these nodes.
    case removeTaint(key: String, effect: Taint.Effect?, nodes: [String])
    /// Puts these pods, `namespace/name`, off their nodes; what made them makes them again.
    case evict(pods: [String])
    /// Lets these nodes offer another amount of a resource, `pods` among them.
    case setAllocatable(nodes: [String], resource: String, quantity: Quantity)
    /// Adds nodes like another one, with nothing on them but what DaemonSets put there.
    case addNodes(like: String, count: Int)
    /// Ends the pressure on these nodes' disks; ``DiskReclaim`` tells whether there is enough to free.
    case reclaimDisk(nodes: [String])
}

extension Change {
    /// What a change is about.
    public enum Scope: Sendable {
        /// The DaemonSet's pod template: its pods are replaced.
        case template
        /// Nodes or other pods.
        case cluster
    }

    public var scope: Scope {
        switch self {
        case .setRequest, .setLimit, .addToleration, .setNodeSelector, .setNodeAffinity, .setPriorityClass,
            .setHostPort, .setSchedulerName, .removeSchedulingGates, .removePodAffinity, .removePodAntiAffinity,
            .removeTopologySpread, .dropClaim, .setSpec:
            return .template
        case .removeTaint, .evict, .setAllocatable, .addNodes, .reclaimDisk: return .cluster
        }
    }

    /// Whether the DaemonSet's pods are replaced for it.
    public var replacesPods: Bool {
        if case .setSpec(_, let replacesPods) = self { return replacesPods }
        return scope == .template
    }

    /// Whether the change can decide which nodes are the DaemonSet's.
    var concernsEligibility: Bool {
        switch self {
        case .addToleration, .setNodeSelector, .setNodeAffinity, .setSpec, .removeTaint, .reclaimDisk: return true
        default: return false
        }
    }

    /// Whether a node that the change does not touch, and on which the pod fits, may be one on which it does not
    /// fit afterwards.
    func canTakePlaces(from daemonSet: DaemonSet) -> Bool {
        switch self {
        case .setRequest(let container, let resource, let quantity):
            guard let quantity else { return true }
            let containers = daemonSet.template.spec.allContainers.filter { container == nil || $0.name == container }
            return containers.contains { $0.resources.requests[resource].map { quantity > $0 } ?? true }
        case .setLimit(let container, let resource, _):
            // A request that is missing becomes the limit (`SetDefaults_Pod`).
            return daemonSet.template.spec.allContainers.contains {
                (container == nil || $0.name == container) && $0.resources.requests[resource] == nil
            }
        case .addToleration, .setSchedulerName, .removeSchedulingGates, .removePodAffinity,
            .removePodAntiAffinity, .removeTopologySpread, .dropClaim, .removeTaint, .evict, .addNodes,
            .setPriorityClass, .setAllocatable, .reclaimDisk:
            return false
        case .setNodeSelector, .setNodeAffinity, .setHostPort, .setSpec: return true
        }
    }
}

extension Change: CustomStringConvertible {
    /// The change in a few words: `memory request of agent: 212Mi`.
    public var description: String {
        func of(_ container: String?) -> String { container.map { " of \($0)" } ?? "" }
        switch self {
        case .setRequest(let container, let resource, let quantity):
            return "\(resource) request\(of(container)): \(quantity.map(\.description) ?? "none")"
        case .setLimit(let container, let resource, let quantity):
            return "\(resource) limit\(of(container)): \(quantity.map(\.description) ?? "none")"
        case .addToleration(let toleration): return "toleration \(toleration)"
        case .setNodeSelector(let key, let value):
            return value.map { "nodeSelector \(key)=\($0)" } ?? "no nodeSelector \(key)"
        case .setNodeAffinity(let selector): return selector == nil ? "no node affinity" : "another node affinity"
        case .setPriorityClass(let name): return "priority class \(name)"
        case .setHostPort(let container, let port, let networkProtocol, let hostPort):
            return "host port\(of(container)) for \(port)/\(networkProtocol): \(hostPort)"
        case .setSchedulerName(let name): return "scheduler \(name)"
        case .removeSchedulingGates: return "no scheduling gates"
        case .removePodAffinity: return "no pod affinity"
        case .removePodAntiAffinity: return "no pod anti-affinity"
        case .removeTopologySpread: return "no topology spread constraints"
        case .dropClaim(let name): return "node storage instead of claim \(name)"
        case .setSpec: return "the patch"
        case .removeTaint(let key, let effect, let nodes):
            return "without taint \(key)\(effect.map { ":\($0.rawValue)" } ?? "") on \(Self.names(nodes, "node"))"
        case .evict(let pods): return "without \(Self.names(pods, "pod"))"
        case .setAllocatable(let nodes, let resource, let quantity):
            return "\(quantity) of \(resource) on \(Self.names(nodes, "node"))"
        case .reclaimDisk(let nodes): return "space freed on \(Self.names(nodes, "node"))"
        case .addNodes(let node, let count): return "\(count) more \(count == 1 ? "node" : "nodes") like \(node)"
        }
    }

    private static func names(_ names: [String], _ noun: String) -> String {
        names.count == 1 ? names[0] : "\(names.count) \(noun)s"
    }
}
