import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import Logging
import PlacementEngine
import RemedyPlaybooks
import ReportRendering
import SnapshotCollector

extension DiagnosisPipeline {
    /// Tries changes for one DaemonSet of a snapshot.
    ///
    /// - Throws: ``CommandError`` for what is not in the snapshot, ``SimulationError`` as
    ///   ``CommandError/changeImpossible(_:)``.
    func simulation(
        of name: DaemonSetName, origin: SnapshotOrigin, patch: String?, changes: (Snapshot) throws -> [Change],
        logger: Logger
    ) throws -> SimulationReport {
        let patch = try patch.map(readPatch)
        let read = try logger.timing(.reading) { try self.read(origin, logger) }
        let snapshot = read.snapshot
        let name = DaemonSetName(namespace: name.namespace ?? read.currentNamespace, name: name.name)
        try DaemonSetSelection(names: [name]).check(against: snapshot)
        let named = snapshot.daemonSets.filter {
            $0.name == name.name && (name.namespace == nil || $0.namespace == name.namespace)
        }
        guard let daemonSet = named.first, named.count == 1 else {
            throw CommandError.daemonSetAmbiguous(name, namespaces: named.map(\.namespace).sorted())
        }
        let patched = try patch?.apply(to: daemonSet)
        let changes =
            (patched.map { [.setSpec($0.daemonSet, replacesPods: $0.changesTemplate)] } ?? []) + (try changes(snapshot))
        let engine = logger.timing(.indexing) { PlacementEngine(ClusterIndex(snapshot)) }
        let diagnosis = logger.timing(.diagnosing) { DiagnosisEngine(engine).diagnosis(of: daemonSet) }
        return try logger.timing(.tryingChanges) {
            do {
                let outcome = try Simulator(engine).outcome(
                    of: changes, for: diagnosis.placement ?? engine.placement(of: daemonSet),
                    failing: diagnosis.nodesFailing(in: engine.index))
                var report = SimulationReport(outcome, of: changes, diagnosis: diagnosis, in: snapshot)
                report.ignored = patched?.ignored ?? []
                return report
            } catch let error as SimulationError {
                throw CommandError.changeImpossible(error.description)
            }
        }
    }
}
