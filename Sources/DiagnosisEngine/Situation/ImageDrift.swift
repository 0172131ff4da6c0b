import ClusterSnapshot
import KubernetesModel

/// A tag that names one image where pods of a template serve, and another where they fail.
public struct ImageDrift: Equatable, Sendable {
    var container: String
    /// The image as the template has it.
    var image: String
    /// The digests, `sha256:…`.
    var failing: String
    var serving: String

    /// Nil where failing and serving nodes run the same image, or other ones for a reason: another template, another
    /// architecture.
    init?(failing nodes: [NodeSituation], in situation: DaemonSetSituation) {
        guard let first = nodes.first, let pod = first.pod else { return nil }
        let template = DaemonSetSituation.template(of: pod)
        let architectures = Set(nodes.map(\.node.info.architecture))
        let others = situation.nodes.filter { node in
            node.state == .available && architectures == [node.node.info.architecture]
                && node.pod.map { DaemonSetSituation.template(of: $0) == template } ?? false
        }
        guard !others.isEmpty else { return nil }
        let (bad, good) = (Self.digests(on: nodes), Self.digests(on: others))
        for container in pod.spec.allContainers {
            guard let failing = bad[container.name], failing.count == 1, let serving = good[container.name],
                serving.count == 1, let failing = failing.first, let serving = serving.first, failing != serving
            else { continue }
            self.container = container.name
            image = container.image
            self.failing = failing
            self.serving = serving
            return
        }
        return nil
    }

    /// The digests that each container, by its name, runs on these nodes.
    private static func digests(on nodes: [NodeSituation]) -> [String: Set<String>] {
        var found: [String: Set<String>] = [:]
        for node in nodes {
            var seen: Set<String> = []
            for status in node.pod.map(\.status.allContainerStatuses) ?? JoinedArrays([], [])
            where seen.insert(status.name).inserted {
                let digest = status.imageID.split(separator: "@").last.map(String.init) ?? ""
                if digest.hasPrefix("sha256:") { found[status.name, default: []].insert(digest) }
            }
        }
        return found
    }

    /// The image by the digest that serves.
    var servingImage: String { "\(Self.withoutTag(image))@\(serving)" }

    private static func withoutTag(_ image: String) -> String {
        let name = image.split(separator: "@").first.map(String.init) ?? image
        let last = name.lastIndex(of: "/").map { name.index(after: $0) } ?? name.startIndex
        guard let colon = name[last...].firstIndex(of: ":") else { return name }
        return String(name[..<colon])
    }

    var sentence: String {
        "\(image) is another image there (\(failing.prefix(19))) than where it works (\(serving.prefix(19))): the tag was moved."
    }

    /// The facts, for playbooks.
    var parameters: Parameters {
        [
            "movedImage": .text(image), "servingImage": .text(servingImage), "driftedContainer": .text(container),
        ]
    }

    /// The facts that findings about crashes and starts carry.
    public static let parameters: [ParameterDescription] = [
        .text("movedImage", .optional), .text("servingImage", .optional), .text("driftedContainer", .optional),
    ]
}
