import KubernetesModel

/// Whether a node is one of a DaemonSet's, by the controller's rules (`NodeShouldRunDaemonPod`).
public struct Eligibility: Equatable, Sendable {
    /// Whether the controller creates a pod there.
    public var shouldRun: Bool
    /// Whether the controller leaves a pod that is there.
    public var shouldContinueRunning: Bool
    /// Everything that excludes the node; empty when it is eligible.
    public var exclusions: [Exclusion]

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
    /// The constraint in a few words: `taint dedicated=gpu:NoSchedule`.
    public var description: String {
        switch self {
        case .nodeName(let name): return "nodeName \(name)"
        case .nodeSelector(let key, let value, _): return "nodeSelector \(key)=\(value)"
        case .nodeAffinity(let selector):
            let terms = selector.terms.map(\.description).joined(separator: " or ")
            return "nodeAffinity \(terms.isEmpty ? "without terms" : terms)"
        case .taint(let taint): return "taint \(taint)"
        case .namespaceNodeSelector(let text): return "namespace node selector \(text)"
        case .takenHostPorts(let ports): return "host port \(ports.map(\.description).joined(separator: ", ")) taken"
        }
    }
}
