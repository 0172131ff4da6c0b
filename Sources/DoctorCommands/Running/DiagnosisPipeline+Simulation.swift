import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import Logging
import PlacementEngine
import RemedyPlaybooks
import ReportRendering

extension DiagnosisPipeline {
    /// Tries changes for one DaemonSet of a snapshot.
    ///
    /// - Throws: ``CommandError`` for what is not in the snapshot, ``SimulationError`` as
    ///   ``CommandError/changeImpossible(_:)``.
    func simulation(
        of name: DaemonSetName, source: String, changes: (Snapshot) throws -> [Change], logger: Logger
    ) throws -> SimulationReport {
        let snapshot = try logger.timing("read the snapshot") { try read(source) }
        try DaemonSetSelection(names: [name]).check(against: snapshot)
        let named = snapshot.daemonSets.filter {
            $0.name == name.name && (name.namespace == nil || $0.namespace == name.namespace)
        }
        guard let daemonSet = named.first, named.count == 1 else {
            throw CommandError.daemonSetAmbiguous(name, namespaces: named.map(\.namespace).sorted())
        }
        let changes = try changes(snapshot)
        let engine = logger.timing("indexed the snapshot") { PlacementEngine(ClusterIndex(snapshot)) }
        let diagnosis = logger.timing("diagnosed") { DiagnosisEngine(engine).diagnosis(of: daemonSet) }
        return try logger.timing("tried the changes") {
            do {
                let outcome = try Simulator(engine).outcome(
                    of: changes, for: engine.placement(of: daemonSet),
                    failing: diagnosis.nodesFailing(in: engine.index))
                return SimulationReport(outcome, of: changes, diagnosis: diagnosis, in: snapshot)
            } catch let error as SimulationError {
                throw CommandError.changeImpossible(error.description)
            }
        }
    }
}
