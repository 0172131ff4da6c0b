import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import RemedyPlaybooks
import SnapshotCollector

extension DiagnosisPipeline {
    /// The stages of the program: the only place where collecting and diagnosing meet.
    public static let standard = DiagnosisPipeline(
        read: { path in
            let snapshot = try SnapshotReader.read(path: path)
            try snapshot.requireNodes()
            return snapshot
        },
        readManifest: { path in try SnapshotReader.read(path: path) },
        diagnose: { snapshot, givesAdvice in
            DiagnosisEngine(PlacementEngine(ClusterIndex(snapshot)), givesAdvice: givesAdvice).diagnosis()
        },
        loadRemedies: { directory in
            let catalogue = try PlaybookFiles.catalogue(addedFrom: directory)
            return { finding, daemonSet, snapshot in
                catalogue.remedies(for: finding, in: context(of: daemonSet, in: snapshot))
            }
        })

    /// What playbooks may say of a DaemonSet.
    private static func context(of diagnosis: DaemonSetDiagnosis?, in snapshot: Snapshot) -> RemedyContext {
        guard let diagnosis,
            let daemonSet = snapshot.daemonSets.first(where: {
                $0.name == diagnosis.name && $0.namespace == diagnosis.namespace
            })
        else { return RemedyContext() }
        let revisions = snapshot.controllerRevisions.count { $0.metadata.controller?.uid == daemonSet.uid }
        return RemedyContext(
            of: daemonSet, revisionCount: snapshot.hasGap(.controllerRevisionsMissing) ? nil : revisions)
    }
}

/// Playbooks from a directory.
enum PlaybookFiles {
    /// The built-in playbooks, with those of `directory` added and put in the place of others with the same `id`.
    static func catalogue(addedFrom directory: String?) throws -> PlaybookCatalogue {
        guard let directory else { return .embedded }
        return try PlaybookCatalogue.embedded.adding(files(in: directory))
    }

    /// The playbooks of a directory, not read yet.
    static func files(in directory: String) throws -> [PlaybookFile] {
        try TextFiles.read(directory: directory, endings: [".yaml", ".yml"])
            .map { PlaybookFile(name: "\(directory)/\($0.name)", text: $0.text) }
    }
}
