import ClusterSnapshot
import KubernetesModel

extension FindingCode {
    /// The pod used more local storage than it may.
    public static let evictedStorageLimit = Self("evicted-storage-limit")
}

/// The pod used more local storage than it may.
struct EvictedStorageLimitRule: NodeRule {
    static let code = FindingCode.evictedStorageLimit
    static let family = FindingFamily.evicted
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods, .events]
    static let parameters: [ParameterDescription] = [
        .text("container", .optional), .text("volume", .optional), .text("limit", .optional), .text("usage", .optional),
        .text("kind"), .text("suggestedLimit", .optional), .number("evictions"),
    ]
    static let documentation = RuleDocumentation(
        summary: "The kubelet evicts the pod because it uses more local storage than its limit.",
        explanation: """
            The ephemeral-storage limits of the containers and the sizeLimit of an emptyDir are the pod's own: the \
            node may have plenty left. Logs, the writable layer and emptyDir volumes count. The new pod starts empty \
            and fills again.
            """)

    struct Excess: Sendable {
        var kind: String
        var name: String
        var limit: String
        var isServing: Bool
        var count: Int
    }

    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        RolloutMeaning(.comparison, .stays(seconds: RolloutMeaning.crowded))
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<Excess>? {
        guard let last = situation.currentEviction(on: node) else { return nil }
        let count = situation.evictions(on: node).count
        let excess: Excess
        let isServing = node.state == .available
        switch last.message {
        case .podStorageLimit(let limit):
            excess = Excess(kind: "pod", name: "", limit: limit, isServing: isServing, count: count)
        case .containerStorageLimit(let container, let limit):
            excess = Excess(kind: "container", name: container, limit: limit, isServing: isServing, count: count)
        case .emptyDirLimit(let volume, let limit):
            excess = Excess(kind: "emptyDir", name: volume, limit: limit, isServing: isServing, count: count)
        default: return nil
        }
        return Symptom(
            grouping: "\(excess.kind) \(excess.name) \(excess.limit)", detail: excess, evidence: [last.evidence],
            isPast: situation.isPast(last, on: node))
    }

    func description(
        of symptoms: [LocatedSymptom<Excess>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let excess = symptoms[0].detail
        var parameters: Parameters = [
            "kind": .text(excess.kind), "limit": .text(excess.limit),
            "evictions": .number(WholeNumber(symptoms.reduce(0) { $0 + $1.detail.count })),
        ]
        let spec = situation.daemonSet.template.spec
        let what: String
        switch excess.kind {
        case "container":
            what = "Container \(excess.name) wrote more than its ephemeral-storage limit of \(excess.limit)."
            parameters["container"] = .text(excess.name)
        case "emptyDir":
            what = "The emptyDir volume \(excess.name) grew beyond its sizeLimit of \(excess.limit)."
            parameters["volume"] = .text(excess.name)
        default:
            what = "The pod wrote more than the sum of its containers' ephemeral-storage limits, \(excess.limit)."
            let limited = spec.containers.first { $0.resources.limits[ResourceName.ephemeralStorage] != nil }
            parameters["container"] = limited.map { .text($0.name) }
        }
        if let limit = try? Quantity(parsing: excess.limit) {
            let doubled = limit * 2
            if doubled.isPlausible(of: ResourceName.ephemeralStorage) {
                parameters["suggestedLimit"] = .text(doubled.readable(for: ResourceName.ephemeralStorage))
            }
        }
        let isServing = symptoms.allSatisfy(\.detail.isServing)
        let serving = isServing ? " Its replacement is available." : ""
        return FindingDescription(
            severity: isServing ? .warning : .critical, title: "evicted over a storage limit", message: what + serving,
            parameters: parameters)
    }
}

extension EvictedStorageLimitRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "an emptyDir volume grew beyond its limit", on: ["n1"],
                with: ["kind": "emptyDir", "volume": "cache", "limit": "64Mi", "suggestedLimit": "128Mi"]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") {
                    $0.fail("Evicted", "Usage of EmptyDir volume \"cache\" exceeds the limit \"64Mi\". ")
                }
            },
            .silent("it is the node whose disk is short") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.fail("Evicted", "The node was low on resource: ephemeral-storage. ") }
            },
            .silent("the eviction is more than an hour ago, and the pod that came after serves") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
                cluster.event(
                    "Evicted", "Usage of EmptyDir volume \"cache\" exceeds the limit \"64Mi\". ", on: "agent-gone",
                    host: "n1",
                    secondsAgo: 4_000)
            },
        ]
    }
}
