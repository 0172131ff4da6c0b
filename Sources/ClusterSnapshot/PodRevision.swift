import KubernetesModel

/// Tells which pods are of a DaemonSet's newest template (`IsPodUpdated`).
public struct PodRevision: Sendable {
    /// The hash of the newest ControllerRevision; empty when the snapshot has none.
    public let newestHash: String
    private let templateGeneration: String?

    /// Looks for the newest revision of a DaemonSet.
    public init(of daemonSet: DaemonSet, in index: ClusterIndex) {
        templateGeneration = daemonSet.templateGeneration.map { String($0) }
        let positions = daemonSet.uid.isEmpty ? [] : index.revisionsByController[daemonSet.uid] ?? []
        let newest = positions.map { index.snapshot.controllerRevisions[$0] }
            .max { ($0.revision, $0.name) < ($1.revision, $1.name) }
        newestHash = newest?.metadata.labels[ControllerRevision.Label.hash] ?? ""
    }

    /// Whether the snapshot tells revisions apart at all.
    public var isKnown: Bool { !newestHash.isEmpty || templateGeneration != nil }

    /// Whether the pod carries the newest hash or the template's generation.
    public func isNewest(_ pod: Pod) -> Bool {
        let labels = pod.metadata.labels
        if !newestHash.isEmpty, labels[ControllerRevision.Label.hash] == newestHash { return true }
        return templateGeneration != nil && labels[ControllerRevision.Label.templateGeneration] == templateGeneration
    }
}
