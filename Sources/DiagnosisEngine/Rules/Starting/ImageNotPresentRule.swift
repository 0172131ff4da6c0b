import ClusterSnapshot
import KubernetesModel

extension FindingCode {
    /// The image is not on the node, and may not be fetched.
    public static let imageNotPresent = Self("image-not-present")
}

/// The image is not on the node, and may not be fetched.
struct ImageNotPresentRule: UnusableImageRule {
    static let code = FindingCode.imageNotPresent
    static let family = FindingFamily.starting
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let documentation = RuleDocumentation(
        summary: "The image is not on the node, and imagePullPolicy Never forbids pulling it.",
        explanation: "`imagePullPolicy: Never` uses only what is on the node already (ErrImageNeverPull).")

    /// With `imagePullPolicy: Never` nobody fetches the image.
    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        RolloutMeaning(.comparison, .stays(seconds: RolloutMeaning.retried))
    }

    static let waitingReason = "ErrImageNeverPull"
    static let title = "image is not on the node"

    static func message(_ waiting: WaitingContainer) -> String {
        "Container \(waiting.name) needs image \(waiting.image), which is not on the node, and its imagePullPolicy is "
            + "Never."
    }
}

extension ImageNotPresentRule {
    static var examples: [RuleExample] {
        [
            .firing("the pull policy is Never, and the node lacks the image", on: ["n1"], with: ["container": "agent"])
            { cluster in
                cluster.node("n1")
                cluster.container { $0.imagePullPolicy = "Never" }
                cluster.daemonPod(on: "n1") {
                    $0.hold("ErrImageNeverPull", "Container image is not present with pull policy of Never")
                }
            },
            .silent("the image is on its way") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
            },
        ]
    }
}
