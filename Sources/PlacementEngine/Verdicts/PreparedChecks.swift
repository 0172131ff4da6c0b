import KubernetesModel

/// The checks for one DaemonSet: for the pod that its template gives, and for each kind of pod that already waits.
struct PreparedChecks {
    private let cluster: PlacementCluster
    let template: DaemonPodTemplate
    private var templateCheck: PreparedCheck?
    private var waitingChecks: [Key: (check: PreparedCheck, differences: [TemplateDifference])] = [:]

    /// Pods that differ in nothing that a filter asks for.
    private struct Key: Hashable {
        var spec: ObjectIdentifier
        var labels: Labels
        var isPinned: Bool
        /// Ephemeral claims are named after the pod: nothing to share there.
        var name: String
    }

    init(_ template: DaemonPodTemplate, in cluster: PlacementCluster) {
        self.template = template
        self.cluster = cluster
    }

    /// The check of the pod that the template gives, for nodes that are eligible.
    mutating func checkOfTemplate() -> PreparedCheck {
        if let templateCheck { return templateCheck }
        let check = PreparedCheck(template.testedPod, eligibilitySpec: template.eligibilitySpec, in: cluster)
        templateCheck = check
        return check
    }

    /// The check of the pod at `position`, which waits, and in what it differs from what the template gives.
    mutating func check(ofWaitingPodAt position: Int) -> (check: PreparedCheck, differences: [TemplateDifference]) {
        let pod = cluster.pods[position]
        let hasOwnClaims = pod.spec.volumes.contains { $0.source == .ephemeral }
        let key = Key(
            spec: ObjectIdentifier(pod.sharedSpec), labels: pod.metadata.labels,
            isPinned: !pod.pinnedNodeName.isEmpty, name: hasOwnClaims ? pod.name : "")
        if let known = waitingChecks[key] { return known }
        let tested = TestedPod(waitingPodAt: position, in: cluster.index.snapshot)
        let result = (
            PreparedCheck(tested, in: cluster), TemplateDifference.between(tested, template: template.testedPod)
        )
        waitingChecks[key] = result
        return result
    }
}
