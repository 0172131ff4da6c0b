import KubernetesModel
import Wording

/// How other pods of the namespace are allowed at a registry that refuses this one's.
struct NeighboursPullSecrets: Sendable {
    /// The pull secrets that their templates name, and this one's doesn't.
    private var names: [String]
    /// Whether the image itself lies on these nodes, for other pods run with it there.
    private var isPresent: Bool
    private var registry: String

    /// Nil where no running pod of the namespace has an image of that registry and a pull secret that this one lacks.
    init?(for image: String, on nodes: [NodeSituation], in situation: DaemonSetSituation) {
        let registry = ImageReference.registry(of: image)
        let own = Set(situation.daemonSet.template.spec.imagePullSecrets)
        let positions = Set(nodes.map(\.position))
        var found: Set<String> = []
        var holding: Set<Int> = []
        for node in situation.nodes {
            for pod in situation.index.podsByNode[node.position].map({ situation.snapshot.pods[$0] })
            where pod.isReady && pod.metadata.namespace == situation.daemonSet.namespace {
                let images = pod.spec.allContainers.map(\.image)
                guard images.contains(where: { ImageReference.registry(of: $0) == registry }) else { continue }
                found.formUnion(pod.spec.imagePullSecrets)
                if images.contains(image) { holding.insert(node.position) }
            }
        }
        found.subtract(own)
        guard !found.isEmpty else { return nil }
        self.registry = registry
        names = found.sorted()
        isPresent = positions.isSubset(of: holding)
    }

    static let parameterDescriptions: [ParameterDescription] = [
        .text("neighboursSecret", .optional), .truth("isPresent", .optional),
    ]

    var parameters: Parameters {
        ["neighboursSecret": .text(names[0]), "isPresent": .truth(isPresent)]
    }

    var sentence: String {
        " Other pods of the namespace pull from \(registry) with Secret \(Wording.list(names, most: 2)), which this template "
            + "doesn't name."
            + (isPresent
                ? " Pods there run with the same image; from Kubernetes 1.35 on that lets no pod use it without credentials."
                : "")
    }
}
