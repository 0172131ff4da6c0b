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
        for container in pod.spec.allContainers {
            let bad = Self.digests(of: container, on: nodes)
            let good = Self.digests(of: container, on: others)
            guard bad.count == 1, good.count == 1, let failing = bad.first, let serving = good.first, failing != serving
            else { continue }
            self.container = container.name
            image = container.image
            self.failing = failing
            self.serving = serving
            return
        }
        return nil
    }

    private static func digests(of container: Container, on nodes: [NodeSituation]) -> Set<String> {
        Set(
            nodes.compactMap { node in
                let status = node.pod?.status.allContainerStatuses.first { $0.name == container.name }
                let digest = status?.imageID.split(separator: "@").last.map(String.init) ?? ""
                return digest.hasPrefix("sha256:") ? digest : nil
            })
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
