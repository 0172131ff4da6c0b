import ClusterSnapshot
import KubernetesModel

extension FindingCode {
    /// The image's name cannot be read.
    public static let imageNameInvalid = Self("image-name-invalid")
}

/// The image's name cannot be read.
struct ImageNameInvalidRule: UnusableImageRule {
    static let code = FindingCode.imageNameInvalid
    static let family = FindingFamily.starting
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let documentation = RuleDocumentation(
        summary: "A container's image name is invalid.",
        explanation: "The name breaks the rules for references: capitals, spaces or an empty tag (InvalidImageName).")

    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        RolloutMeaning(.revision, .stays(seconds: RolloutMeaning.definite))
    }

    static let waitingReason = "InvalidImageName"
    static let title = "image name is invalid"

    static func message(_ waiting: WaitingContainer) -> String {
        "Container \(waiting.name) has image \"\(waiting.image)\", which is not a valid image reference."
    }
}

extension ImageNameInvalidRule {
    static var examples: [RuleExample] {
        [
            .firing("the image's name has a capital letter", on: ["n1"], with: ["image": "registry.example/Agent:1"]) {
                cluster in
                cluster.node("n1")
                cluster.container { $0.image = "registry.example/Agent:1" }
                cluster.daemonPod(on: "n1") {
                    $0.hold("InvalidImageName", "couldn't parse image name: invalid reference format")
                }
            },
            .silent("the name is well-formed, and the image does not exist") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.hold("ErrImagePull", "manifest unknown") }
            },
        ]
    }
}
