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

/// A plugin of the pod network that the DaemonSet itself puts on the nodes, beside the main one, as Istio's: where that
/// refuses, the pod that would renew it doesn't start either.
struct OwnNetworkPlugin: Sendable {
    private var plugin: String

    /// Nil where the DaemonSet isn't known to install a plugin of that name, or it is the main one.
    init?(_ plugin: String?, of situation: DaemonSetSituation, on node: NodeSituation) {
        guard let plugin, plugin.count >= 4, situation.daemonSet.installs(plugin.lowercased()),
            let main = situation.cluster.agents.agent(for: .network, on: node.node),
            main.name == situation.name || !main.daemonSet.installs(plugin.lowercased())
        else { return nil }
        self.plugin = plugin
    }

    var sentence: String {
        " \(plugin) is what this DaemonSet itself puts on the nodes: as long as the configuration in /etc/cni/net.d names "
            + "it, the pod that would renew it doesn't start either, whatever its release."
    }
}

/// The DaemonSet that puts a program of the pod network on nodes: an add-on such as Multus, which the network plugin's
/// configuration names.
struct NetworkProgramInstaller: Sendable {
    var name: String
    /// Why it doesn't serve on the nodes that lack the program, in half a sentence.
    var trouble: String

    /// Nil where no other DaemonSet is known to install the program, or it serves on these nodes.
    init?(of program: String?, missingOn nodes: [NodeSituation], in situation: DaemonSetSituation) {
        // `multus-shim` and `istio-cni` come with multus and istio.
        let stem = program?.split(separator: "-").first.map { $0.lowercased() } ?? ""
        guard stem.count >= 4 else { return nil }
        for daemonSet in situation.snapshot.daemonSets
        where daemonSet.metadata.qualifiedName != situation.name && daemonSet.installs(stem) {
            let agent = NodeAgents.Agent(daemonSet, duties: [], in: situation.index)
            guard
                let trouble = nodes.lazy.compactMap({ agent.trouble(on: $0.node, in: situation.snapshot) }).first
            else { continue }
            name = agent.name
            self.trouble = trouble
            return
        }
        return nil
    }

    /// `kube-system/kube-multus-ds puts it on the nodes: it has no pod there, because …`
    var sentence: String { "\(name) puts it on the nodes: \(trouble)." }
}

extension DaemonSet {
    /// Whether it puts programs of the pod network on nodes, and bears `stem` in its name or an image's.
    fileprivate func installs(_ stem: String) -> Bool {
        let spec = template.spec
        let names = spec.allContainers.map { NodeAgents.Duty.baseName($0.image) } + [name]
        return names.contains { $0.contains(stem) }
            && spec.volumes.contains { volume in
                guard case .hostPath(let path, _) = volume.source else { return false }
                return NodeAgents.Duty.networkFolders.contains { path.contains($0) }
            }
    }
}
