import KubernetesModel

/// Why the kubelet says that its node is not ready (`ReadyCondition` in `pkg/kubelet/nodestatus`).
enum NotReadyCause: String, Sendable {
    /// The network plugin has not set up the node: host-network pods start nevertheless (`kubelet.SyncPod`).
    case network
    /// The kubelet could not write the node's CSINode.
    case storage
    /// The container runtime is down or slow.
    case runtime
    /// The machine is shutting down.
    case shutdown
    case other

    init(_ node: Node) {
        let text = (node.conditions[Node.ConditionType.ready]?.message ?? "").lowercased()
        func says(_ phrases: String...) -> Bool { phrases.contains { text.contains($0) } }
        if says(
            "pleg is not healthy", "container runtime is down", "runtimeready=false", "container runtime not ready",
            "container runtime status check", "failed to get docker version", "docker daemon")
        {
            self = .runtime
        } else if says("shutting down") {
            self = .shutdown
        } else if says(
            "networkpluginnotready", "network plugin is not ready", "cni plugin not initialized",
            "cni config uninitialized", "network not ready", "network is not ready", "networkready=false",
            "no networks found in", "does not have netconfig")
        {
            self = .network
        } else if says("csinode", "csi driver") {
            self = .storage
        } else {
            self = .other
        }
    }

    /// The reason in a few words.
    var wording: String? {
        switch self {
        case .network: return "the network plugin has not set up the node"
        case .storage: return "the kubelet cannot register CSI drivers"
        case .runtime: return "the container runtime is down or too slow"
        case .shutdown: return "the machine is shutting down"
        case .other: return nil
        }
    }

    /// Whether a pod on the node can be what keeps it from being ready.
    var canFollowFromPod: Bool { self == .network || self == .storage }
}
