import KubernetesModel
import PlacementEngine
import Wording

/// Sentences of the inter-pod affinity rules about a node.
struct AffinitySymptom: Sendable {
    var reason: FilterReason

    static let parameterDescriptions: [ParameterDescription] = [
        .text("term"), .text("topologyKey"), .objects("holders", ResourceHolder.parameterDescriptions),
        .truth("isOwnRule", .optional),
    ]
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
        let namespaces = term.namespaces.isEmpty ? "" : " of \(Wording.commas(term.namespaces, most: 12))"
        return "\(selector)\(namespaces) in the same \(term.topologyKey)"
    }
}
