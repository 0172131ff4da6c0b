import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import LogSignatureFiles
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
        loadLogSignatures: { file in
            let own = try file.map { try LogSignatureFile.signatures(of: $0) }
            return { own.map { LogSignatures.embedded.adding($0) } ?? .embedded }
        },
        diagnose: { snapshot, logSignatures, givesAdvice in
            DiagnosisEngine(
                PlacementEngine(ClusterIndex(snapshot)),
                logSignatures: snapshot.logs.isEmpty ? .none : logSignatures(), givesAdvice: givesAdvice
            ).diagnosis()
        },
        loadRemedies: { directory in
            let own = try directory.map { try PlaybookFiles.catalogue(addedFrom: $0) }
            return { codes in
                let catalogue = own ?? .embedded(for: codes)
                return { finding, daemonSet, snapshot in
                    catalogue.remedies(for: finding, in: context(of: daemonSet, in: snapshot))
                }
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
