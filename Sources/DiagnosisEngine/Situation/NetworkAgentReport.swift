import KubernetesModel
import Wording

/// The network plugin of some nodes: which DaemonSet it is, and what keeps it from serving there.
struct NetworkAgentReport: Sendable {
    private var agent: NodeAgents.Agent
    private var trouble: String?
    private var pods: [String]

    /// Nil where no DaemonSet is known to be the network plugin, or this DaemonSet is it.
    init?(on nodes: [NodeSituation], in situation: DaemonSetSituation) {
        guard let first = nodes.first,
            let agent = situation.cluster.agents.agent(for: .network, on: first.node), agent.name != situation.name
        else { return nil }
        self.agent = agent
        trouble = nodes.lazy.compactMap { agent.trouble(on: $0.node, in: situation.snapshot) }.first
        pods = nodes.prefix(3).compactMap { node in
            agent.pods[node.node.name].map { situation.snapshot.pods[$0].name }
        }
    }

    var sentence: String {
        "\(agent.name) is the network plugin there"
            + (trouble.map { ": \($0)." } ?? "; its \(pods.count == 1 ? "pod is" : "pods are") ready.")
    }

    var parameters: Parameters {
        var parameters: Parameters = [
            "networkDaemonSet": .text(agent.name), "networkNamespace": .text(agent.daemonSet.namespace),
        ]
        parameters["networkTrouble"] = trouble.map { .text($0) }
        if !pods.isEmpty { parameters["networkPods"] = .texts(pods) }
        return parameters
    }
}
