import KubernetesModel
import PlacementEngine

/// What the inter-pod rules say of a node.
public struct AffinitySymptom: Sendable {
    var reason: FilterReason
}

extension NodeSituation {
    /// The first reason of a plugin that refuses the waiting pod.
    func refusal(by plugin: FilterPlugin) -> FilterReason? {
        guard needsPlace else { return nil }
        return verdict.failures.first { $0.plugin == plugin }?.reasons.first
    }
}

/// Words for affinity terms.
enum AffinityWording {
    /// `app=web in the same kubernetes.io/hostname`.
    static func text(_ term: PodAffinityTerm) -> String {
        let selector = term.labelSelector.map(\.description) ?? "(nothing)"
        let namespaces = term.namespaces.isEmpty ? "" : " of \(term.namespaces.joined(separator: ", "))"
        return "\(selector)\(namespaces) in the same \(term.topologyKey)"
    }

    /// The pods on these nodes that stand in the way.
    static func keepingAway(
        pod: Pod?, isOwnRule: Bool, nodes: [NodeSituation], in situation: DaemonSetSituation
    ) -> [Pod] {
        guard let pod else { return [] }
        let cluster = situation.cluster.engine.cluster
        return nodes.flatMap { node in
            cluster.usage[node.position].pods.map { situation.snapshot.pods[$0] }.filter { other in
                let terms = isOwnRule ? pod.spec.requiredPodAntiAffinity : other.spec.requiredPodAntiAffinity
                let labels = isOwnRule ? other.metadata.labels : pod.metadata.labels
                return terms.contains { $0.labelSelector?.matches(labels) ?? false }
            }
        }
    }
}
