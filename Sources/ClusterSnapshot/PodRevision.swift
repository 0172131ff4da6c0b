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

    /// The revision that a DaemonSet had before and has again with this template: the controller takes the one with the
    /// same template as the newest instead of making another (`constructHistory`), and the pods that are of it stay.
    ///
    /// - Parameters:
    ///   - template: the template.
    ///   - index: what knows the revisions; of several that are alike the newest counts.
    ///   - daemonSet: the DaemonSet whose template it is.
    /// - Returns: the revision's position in the snapshot; nil where there is none with its hash.
    public static func position(
        of template: PodTemplate, ofRevisionsIn index: ClusterIndex, for daemonSet: DaemonSet
    ) -> Int? {
        let positions = daemonSet.uid.isEmpty ? [] : index.revisionsByController[daemonSet.uid] ?? []
        let revisions = index.snapshot.controllerRevisions
        return positions.filter { position in
            revisions[position].metadata.labels[ControllerRevision.Label.hash] != nil
                && revisions[position].template.map { $0.isIdentical(to: template) } ?? false
        }.max { (revisions[$0].revision, revisions[$0].name) < (revisions[$1].revision, revisions[$1].name) }
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
