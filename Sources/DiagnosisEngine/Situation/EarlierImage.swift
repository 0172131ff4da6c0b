import KubernetesModel
import Wording

/// The image that a container has in the pods of earlier revisions that serve.
struct EarlierImage: Equatable, Sendable {
    var image: String
    /// How many nodes such pods serve.
    var count: Int

    /// By the container's name, those of which all these pods have the same.
    static func byContainer(on nodes: [NodeSituation]) -> [String: EarlierImage] {
        var images: [String: Set<String>] = [:]
        var counts: [String: Int] = [:]
        for node in nodes where node.state == .stale {
            guard let pod = node.pod, pod.isReady else { continue }
            for container in pod.spec.allContainers {
                images[container.name, default: []].insert(container.image)
                counts[container.name, default: 0] += 1
            }
        }
        return images.compactMapValues { $0.count == 1 ? $0.first : nil }.reduce(into: [:]) { found, entry in
            found[entry.key] = EarlierImage(image: entry.value, count: counts[entry.key] ?? 0)
        }
    }

    /// ` It is fluent-bit:1.8.3; the earlier revision's pods, which work on 2 nodes, have fluent-bit:1.8.1.`; nil where the
    /// failing container has the same image.
    func sentence(on container: Container) -> String? {
        guard container.image != image else { return nil }
        return " It has image \(container.image); pods of the earlier revision, which work on "
            + "\(Wording.count(count, "node")), have \(image)."
    }
}
