import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import Logging
import PlacementEngine
import RemedyPlaybooks
import ReportRendering
import SnapshotCollector

/// The stages that a diagnosis goes through; the commands know nothing of who does the work.
public struct DiagnosisPipeline: Sendable {
    /// What helps against findings.
    public struct RemedySource: Sendable {
        /// One entry for each of a DaemonSet's findings, in their order.
        public var advice: @Sendable (_ diagnosis: DaemonSetDiagnosis) throws -> [FindingAdvice]
        /// For a finding that belongs to no DaemonSet.
        public var clusterAdvice: @Sendable (_ finding: Finding) throws -> FindingAdvice

        public init(
            advice: @escaping @Sendable (_ diagnosis: DaemonSetDiagnosis) throws -> [FindingAdvice],
            clusterAdvice: @escaping @Sendable (_ finding: Finding) throws -> FindingAdvice
        ) {
            self.advice = advice
            self.clusterAdvice = clusterAdvice
        }
    }

    /// Reads a snapshot: a saved one, or that of a live cluster. The logger is told of what is tried again.
    public typealias SnapshotReading = @Sendable (_ origin: SnapshotOrigin, _ logger: Logger) throws -> ReadSnapshot

    public var read: SnapshotReading
    /// Reads the DaemonSets of a manifest, which need no cluster beside them.
    public var readManifest: @Sendable (_ path: String) throws -> Snapshot
    /// Reads a patch of a DaemonSet.
    public var readPatch: @Sendable (_ path: String) throws -> DaemonSetPatch = { try DaemonSetPatch.read(path: $0) }
    /// Reads a snapshot with its objects as they are saved; tells also the current namespace, as ``read`` does.
    package typealias SnapshotRecording =
        @Sendable (_ origin: SnapshotOrigin, _ recorder: SnapshotRecorder, _ logger: Logger) throws -> (
            RecordedSnapshot, currentNamespace: String?
        )

    package var record: SnapshotRecording = { try OriginReader.record($0, by: $1, logger: $2) }
    /// Gives the signatures, so that none are read for a snapshot without logs.
    public typealias LogSignatureLoader = @Sendable () -> LogSignatures

    /// Checks the signatures of a file, which are added to the built-in ones; only the built-in ones for nil.
    public var loadLogSignatures: @Sendable (_ file: String?) throws -> LogSignatureLoader
    /// Finds out what is wrong.
    public var diagnose:
        @Sendable (_ engine: PlacementEngine, _ logSignatures: LogSignatureLoader, _ givesAdvice: Bool)
            -> ClusterDiagnosis
    /// Gives the remedies for findings of these codes, so that no playbook is read which nobody asks for.
    public typealias RemedyLoader = @Sendable (_ codes: Set<FindingCode>, _ engine: PlacementEngine) -> RemedySource

    /// Checks the playbooks of a directory, the built-in ones for nil.
    public var loadRemedies: @Sendable (_ playbooksDirectory: String?) throws -> RemedyLoader

    public init(
        read: @escaping SnapshotReading,
        readManifest: @escaping @Sendable (_ path: String) throws -> Snapshot = { _ in Snapshot() },
        loadLogSignatures: @escaping @Sendable (_ file: String?) throws -> LogSignatureLoader = { _ in { .none } },
        diagnose:
            @escaping @Sendable (
                _ engine: PlacementEngine, _ logSignatures: LogSignatureLoader, _ givesAdvice: Bool
            ) -> ClusterDiagnosis,
        loadRemedies: @escaping @Sendable (_ playbooksDirectory: String?) throws -> RemedyLoader
    ) {
        self.read = read
        self.readManifest = readManifest
        self.loadLogSignatures = loadLogSignatures
        self.diagnose = diagnose
        self.loadRemedies = loadRemedies
    }

    /// Goes through all stages.
    ///
    /// What can fail for a wrong command line comes first, so that nobody waits for a diagnosis to learn of a typo.
    func report(
        on selection: DaemonSetSelection, origin: SnapshotOrigin, playbooksDirectory: String?,
        logSignatureFile: String? = nil, givesAdvice: Bool = false, logger: Logger
    ) throws -> Report {
        let loader = try loadRemedies(playbooksDirectory)
        let logSignatures = try loadLogSignatures(logSignatureFile)
        let read = try logger.timing(.reading) { try self.read(origin, logger) }
        let snapshot = read.snapshot
        let selection = selection.completed(withCurrent: read.currentNamespace)
        try selection.check(against: snapshot)
        let engine = logger.timing(.indexing) { PlacementEngine(ClusterIndex(snapshot)) }
        let diagnosis = logger.timing(.diagnosing) {
            selection.selected(from: diagnose(engine, logSignatures, givesAdvice))
        }
        let findings = diagnosis.daemonSets.flatMap(\.findings) + diagnosis.clusterFindings
        let remedies = logger.timing(.readingPlaybooks) { loader(Set(findings.map(\.code)), engine) }
        return try logger.timing(.tryingRemedies) {
            try report(diagnosis, remedies: remedies, of: snapshot)
        }
    }

    /// Puts the remedies beside the findings.
    private func report(
        _ diagnosis: ClusterDiagnosis, remedies: RemedySource, of snapshot: Snapshot
    ) throws -> Report {
        // What is tried for one DaemonSet does not touch what is tried for another.
        let daemonSets = diagnosis.daemonSets.concurrentMap { daemonSet in
            Result {
                let advice = try remedies.advice(daemonSet)
                return DaemonSetReport(
                    diagnosis: daemonSet,
                    findings: zip(daemonSet.findings, advice).map {
                        FindingReport(finding: $0, remedies: $1.remedies, inVain: $1.inVain)
                    })
            }
        }
        return Report(
            snapshot: SnapshotSummary(snapshot),
            daemonSets: try daemonSets.map { try $0.get() },
            clusterFindings: try diagnosis.clusterFindings.map {
                let advice = try remedies.clusterAdvice($0)
                return FindingReport(finding: $0, remedies: advice.remedies, inVain: advice.inVain)
            })
    }
}

extension DiagnosisPipeline {
    /// Asks where DaemonSets run and would run: those of the snapshot, or those of a manifest.
    func placement(
        of selection: DaemonSetSelection, origin: SnapshotOrigin, manifest: String?, logger: Logger
    ) throws -> PlacementReport {
        var asked = try manifest.map { try readManifest($0).daemonSets }
        if let manifest, asked?.isEmpty == true { throw CommandError.manifestWithoutDaemonSet(manifest) }
        let read = try logger.timing(.reading) { try self.read(origin, logger) }
        var snapshot = read.snapshot
        if let manifested = asked {
            asked = manifested.map { $0.takingPlace(in: &snapshot, currentNamespace: read.currentNamespace) }
        }
        // A manifest names what is asked about, whatever the current namespace is.
        let selection = asked == nil ? selection.completed(withCurrent: read.currentNamespace) : selection
        try selection.check(against: snapshot)
        let wanted = (asked ?? snapshot.daemonSets).filter {
            selection.includes(namespace: $0.namespace, name: $0.name)
        }
        let reports = logger.timing(.placing) {
            let engine = PlacementEngine(ClusterIndex(snapshot))
            return wanted.map { daemonSet in
                DaemonSetPlacementReport(engine.placement(of: daemonSet, isApplied: manifest == nil), in: snapshot)
            }
        }
        return PlacementReport(daemonSets: reports.sorted { ($0.namespace, $0.name) < ($1.namespace, $1.name) })
    }
}

extension DaemonSet {
    /// This DaemonSet as `kubectl apply` would leave it in the snapshot: in the place of the one of its name, whose
    /// pods it keeps, or beside the others.
    fileprivate func takingPlace(in snapshot: inout Snapshot, currentNamespace: String?) -> DaemonSet {
        var applied = self
        // kubectl applies what names no namespace to the current one, which is `default` where nothing tells.
        if applied.metadata.namespace.isEmpty { applied.metadata.namespace = currentNamespace ?? "default" }
        let place = snapshot.daemonSets.firstIndex { $0.name == applied.name && $0.namespace == applied.namespace }
        if let place {
            applied.metadata.uid = snapshot.daemonSets[place].metadata.uid
            snapshot.daemonSets[place] = applied
        } else {
            snapshot.daemonSets.append(applied)
        }
        return applied
    }
}
