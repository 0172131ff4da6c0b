import KubernetesModel

/// Why a change cannot be tried.
public enum SimulationError: Error, Equatable, Sendable {
    case unknownContainer(String, among: [String])
    /// Several containers, and none named.
    case ambiguousContainer(among: [String])
    case unknownPort(container: String, port: WholeNumber)
    case unknownPriorityClass(String, among: [String])
    /// The API server refuses a container that asks for more than it may have, or for another amount than its limit
    /// where the resource cannot be overcommitted.
    case requestNotWithinLimit(container: String, resource: String, request: Quantity, limit: Quantity?)
    /// The template mounts no such claim.
    case unknownClaim(String)
    case unknownNode(String)
    case unknownPod(String)
    /// The pod is on no node, or has come to its end.
    case podNotOnNode(String)
    /// The pod is the mirror of a static pod: only the kubelet of its node can end it.
    case podIsStatic(String)
    case invalidCount(Int)
    /// Its controller does nothing for it any more.
    case daemonSetIsDeleted
    /// So many pods depend on each other that trying one after the other would take too long.
    case tooManyDependentPods(Int)
}

extension SimulationError: CustomStringConvertible {
    /// The reason in words.
    public var description: String {
        switch self {
        case .unknownContainer(let name, let names):
            return "the DaemonSet has no container \(name); it has \(names.joined(separator: ", "))"
        case .ambiguousContainer(let names):
            return "the DaemonSet has several containers (\(names.joined(separator: ", "))): name one"
        case .unknownPort(let container, let port): return "container \(container) has no port \(port)"
        case .unknownPriorityClass(let name, let names):
            let known = names.isEmpty ? "" : "; there are \(names.joined(separator: ", "))"
            return "PriorityClass \(name) does not exist\(known)"
        case .requestNotWithinLimit(let container, let resource, let request, let limit):
            let amount = limit.map { "the limit of \($0)" } ?? "the limit, which is missing"
            return "the \(resource) request of \(container), \(request), conflicts with \(amount)"
        case .unknownClaim(let name): return "the DaemonSet mounts no claim \(name)"
        case .unknownNode(let name): return "node \(name) does not exist"
        case .unknownPod(let name): return "pod \(name) does not exist"
        case .podNotOnNode(let name): return "pod \(name) is not on any node"
        case .podIsStatic(let name):
            return "pod \(name) is static: the kubelet restarts it whenever it is deleted"
        case .daemonSetIsDeleted: return "the DaemonSet is being deleted, so its controller creates no more pods"
        case .invalidCount(let count): return "\(count) nodes cannot be added"
        case .tooManyDependentPods(let count):
            return "\(count) pods wait for places that depend on each other: too many to simulate"
        }
    }
}
