import KubernetesModel

/// Lets pods of one template share one spec.
struct PodSpecPool {
    private struct Key: Hashable {
        var controller: String
        var template: String
    }

    /// More than a few different specs for one template are no template's.
    private static let mostCandidates = 8
    private var candidates: [Key: [Shared<PodSpec>]] = [:]

    /// The spec that a pod of this controller and template shares with its like.
    mutating func shared(_ spec: PodSpec, metadata: ObjectMeta) -> Shared<PodSpec> {
        guard let controller = metadata.controller else { return Shared(spec) }
        let template =
            metadata.labels[ControllerRevision.Label.hash] ?? metadata.labels["pod-template-hash"] ?? ""
        let key = Key(controller: controller.uid, template: template)
        let known = candidates[key] ?? []
        for candidate in known where candidate.value == spec { return candidate }
        let new = Shared(spec)
        if known.count < Self.mostCandidates { candidates[key] = known + [new] }
        return new
    }
}
