import KubernetesModel

/// Whether a node is one of a DaemonSet's, by the controller's rules (`NodeShouldRunDaemonPod`).
public struct Eligibility: Equatable, Sendable {
    /// Whether the controller creates a pod there.
    public var shouldRun: Bool
    /// Whether the controller leaves a pod that is there.
    public var shouldContinueRunning: Bool
    /// Everything that excludes the node; empty when it is eligible.
    public var exclusions: [Exclusion]
    /// How many taints exclude it that are not among ``exclusions``: only of a node with more than 64 of them.
    public var furtherTaints = 0

    /// How many exclusions are told; a node with thousands of taints is told briefly.
    private static let mostTold = 50

    /// The exclusions in a few words each; of more than 50 the first, and how many more there are.
    public var reasons: [String] {
        let told = exclusions.prefix(Self.mostTold).map(\.description)
        let more = exclusions.count + furtherTaints - told.count
        return more > 0 ? told + ["\(more) more"] : told
    }

    /// A constraint that a node does not meet.
    public enum Exclusion: Hashable, Sendable {
        /// The template names another node.
        case nodeName(String)
        /// A pair of the node selector; `actual` is the node's value, nil when it lacks the label.
        case nodeSelector(key: String, value: String, actual: String?)
        /// Required node affinity, none of whose terms matches.
        case nodeAffinity(NodeSelector)
        /// A taint that no toleration covers.
        case taint(Taint)
        /// The namespace's node selector, on OpenShift.
        case namespaceNodeSelector(String)
        /// Before 1.12: host ports that other pods hold there.
        case takenHostPorts([HostPort])
    }
}

extension Eligibility.Exclusion: CustomStringConvertible {
    private static let mostToldTerms = 20

    /// The constraint in a few words: `taint dedicated=gpu:NoSchedule`.
    public var description: String {
        switch self {
        case .nodeName(let name): return "nodeName \(name)"
        case .nodeSelector(let key, let value, _): return "nodeSelector \(key)=\(value)"
        case .nodeAffinity(let selector):
            let terms = selector.terms.prefix(Self.mostToldTerms).map(\.description)
            let more = selector.terms.count - terms.count
            let all = (terms + (more > 0 ? ["\(more) more terms"] : [])).joined(separator: " or ")
            return "nodeAffinity \(all.isEmpty ? "without terms" : all)"
        case .taint(let taint): return "taint \(taint)"
        case .namespaceNodeSelector(let text): return "namespace node selector \(text)"
        case .takenHostPorts(let ports): return "host port \(ports.map(\.description).joined(separator: ", ")) taken"
        }
    }
}
