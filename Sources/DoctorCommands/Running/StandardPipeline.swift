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
        read: { origin, logger in try OriginReader.read(origin, logger: logger) },
        readManifest: { path in try SnapshotReader.read(path: path) },
        loadLogSignatures: { file in
            let own = try file.map { try LogSignatureFile.signatures(of: $0) }
            return { own.map { LogSignatures.embedded.adding($0) } ?? .embedded }
        },
        diagnose: { engine, logSignatures, givesAdvice in
            DiagnosisEngine(
                engine, logSignatures: engine.snapshot.logs.isEmpty ? .none : logSignatures(), givesAdvice: givesAdvice
            ).diagnosis()
        },
        loadRemedies: { directory in
            let own = try directory.map { try PlaybookFiles.catalogue(addedFrom: $0) }
            return { codes, engine in
                let advisor = RemedyAdvisor(engine, catalogue: own ?? .embedded(for: codes))
                return RemedySource(
                    advice: { advisor.advice(for: $0) },
                    clusterAdvice: { advisor.advice(forClusterFinding: $0) })
            }
        })
}
