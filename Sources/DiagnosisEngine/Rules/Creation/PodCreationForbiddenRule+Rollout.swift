extension PodCreationForbiddenRule {
    /// A refusal of the pod itself is the revision's where its predecessor got in; what all pods are refused for is the
    /// cluster's. A quota is counted again once the old pod is gone.
    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        let kind = finding.parameters.text("kind").flatMap(CreationFailureKind.init) ?? .other
        if kind.isOutage { return RolloutMeaning(.cluster, .mayPass) }
        switch kind {
        case .quota: return RolloutMeaning(.cluster, .stays(seconds: RolloutMeaning.crowded))
        case .permission, .namespaceTerminating, .namespaceMissing:
            return RolloutMeaning(.cluster, .stays(seconds: RolloutMeaning.retried))
        default: return RolloutMeaning(.comparison, .stays(seconds: RolloutMeaning.retried))
        }
    }
}
