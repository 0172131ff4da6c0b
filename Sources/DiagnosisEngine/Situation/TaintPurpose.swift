import KubernetesModel

/// Why somebody else has put a taint on and who takes it off: a toleration is no remedy then, except for the daemons that
/// the node waits for.
struct TaintPurpose: Sendable {
    /// Who takes the taint off, as a sentence without its full stop.
    var words: String
    /// The duty that somebody has to do for the taint to go.
    var remover: NodeAgents.Duty?
    /// Whether daemons that make the node work are meant to tolerate it.
    var isForAgents: Bool

    /// The purpose of `taint` on a node; nil for one that keeps a kind of pods off, which a toleration is the answer to.
    init?(of taint: Taint, on node: Node? = nil) {
        if let departure = NodeDeparture.words(of: taint) {
            self.init(words: "the node \(departure)", remover: nil, isForAgents: false)
            return
        }
        switch taint.key {
        case "node.cloudprovider.kubernetes.io/uninitialized":
            self.init(
                words: "the cloud controller manager takes it off once it has initialized the node", remover: .cloud,
                isForAgents: true)
        case "node.cluster.x-k8s.io/uninitialized":
            self.init(words: "Cluster API takes it off once the node is set up", remover: nil, isForAgents: true)
        case "karpenter.sh/unregistered":
            self.init(words: "Karpenter takes it off once it has registered the node", remover: nil, isForAgents: true)
        case Taint.Key.notReady:
            let cause = node.map { NotReadyCause($0) }
            self.init(
                words: cause == .network
                    ? "it goes when a network plugin runs on the node" : "it goes when the node is ready again",
                remover: cause == .network ? .network : nil, isForAgents: cause == .network)
        case Taint.Key.networkUnavailable:
            self.init(
                words: "it goes when the node's network is set up", remover: .network, isForAgents: true)
        case Taint.Key.unreachable:
            self.init(words: "it goes when the kubelet reports again", remover: nil, isForAgents: false)
        case Taint.Key.memoryPressure, Taint.Key.diskPressure, Taint.Key.pidPressure:
            self.init(words: "it goes when the node's pressure is over", remover: nil, isForAgents: false)
        case Taint.Key.unschedulable:
            self.init(words: "kubectl uncordon takes it off", remover: nil, isForAgents: false)
        case let key where key.hasSuffix("/agent-not-ready"):
            self.init(
                words: "the agent that it is named for takes it off once it runs on the node", remover: nil,
                isForAgents: true)
        case let key where key.hasPrefix("startup-taint.cluster-autoscaler.kubernetes.io/"):
            self.init(
                words: "it is a startup taint: whoever sets up the node takes it off", remover: nil, isForAgents: true)
        default: return nil
        }
    }

    private init(words: String, remover: NodeAgents.Duty?, isForAgents: Bool) {
        self.words = words
        self.remover = remover
        self.isForAgents = isForAgents
    }

    /// Whether a DaemonSet that does this for nodes is meant to tolerate the taint.
    func isMeant(for duties: Set<NodeAgents.Duty>) -> Bool { isForAgents && !duties.isEmpty }
}

extension Taint {
    /// Whether somebody takes the taint off by himself: it is about the node's state, not about who may run there.
    package var isPassing: Bool { TaintPurpose(of: self) != nil }

    /// Who puts the taint back, as a sentence without its full stop: nobody removes such a taint by hand; nil for one that
    /// people set.
    func keeper(on node: Node?) -> String? {
        if let purpose = TaintPurpose(of: self, on: node) { return purpose.words }
        return Self.managers.first { key.hasPrefix($0.prefix) }?.words
    }

    /// The taints that providers keep on nodes of their own kinds.
    private static let managers: [(prefix: String, words: String)] = [
        ("sandbox.gke.io/", "GKE keeps it on the nodes of GKE Sandbox"),
        ("components.gke.io/", "GKE keeps it on nodes for its own components"),
        ("cloud.google.com/", "GKE keeps it on nodes of that kind"),
        ("kubernetes.azure.com/", "AKS keeps it on nodes of that kind"),
        ("eks.amazonaws.com/", "EKS keeps it on nodes of that kind"),
        ("virtual-kubelet.io/", "the virtual kubelet keeps it on its node"),
    ]
}

extension DaemonSetSituation {
    /// The DaemonSet's service to nodes; nil for an ordinary one.
    var duties: Set<NodeAgents.Duty> { cluster.agents.duties(of: daemonSet) }

    /// The DaemonSet that would take `taint` off and itself waits, directly, for this one; nil where there is none.
    func partnerInWaiting(for taint: Taint, on node: Node) -> (agent: NodeAgents.Agent, taint: Taint)? {
        let own = duties
        guard let remover = TaintPurpose(of: taint, on: node)?.remover, !own.isEmpty else { return nil }
        for agent in cluster.agents.agents where agent.duties.contains(remover) {
            guard agent.name != name else { continue }
            for case .taint(let other) in agent.eligibility.eligibility(of: node).exclusions {
                if let needed = TaintPurpose(of: other, on: node)?.remover, own.contains(needed) {
                    return (agent, other)
                }
            }
        }
        return nil
    }
}
