import ClusterSimulation
import ClusterSnapshot
import DaemonSetPatching
import DiagnosisEngine
import KubernetesModel
import Logging
import PlacementEngine
import ReportRendering

extension Simulate {
    /// Tries the changes for one DaemonSet of a snapshot.
    ///
    /// - Throws: ``CommandError`` for what is not in the snapshot, ``SimulationError`` as
    ///   ``CommandError/changeImpossible(_:)``.
    func report(in context: CommandContext, logger: Logger) throws -> SimulationReport {
        let wanted = DaemonSetName(namespace: name?.namespace ?? namespace, name: name?.name ?? "")
        let patch = try changes.patch.map { try DaemonSetPatch.read(path: $0) }
        let origin = source.origin(
            namespace: namespace, namespaces: [wanted.namespace].compactMap(\.self),
            isStandardInputTaken: changes.patch == "-")
        let read = try context.read(origin, logger: logger)
        let snapshot = read.snapshot
        let daemonSet = try daemonSet(
            DaemonSetName(namespace: wanted.namespace ?? read.currentNamespace, name: wanted.name), in: snapshot)
        let patched = try patch?.apply(to: daemonSet)
        let changes =
            (patched.map { [.setSpec($0.daemonSet, replacesPods: $0.changesTemplate)] } ?? [])
            + (try changes.changes(in: snapshot))
        let engine = logger.timing(.indexing) { PlacementEngine(ClusterIndex(snapshot)) }
        let diagnosis = logger.timing(.diagnosing) { DiagnosisEngine(engine).diagnosis(of: daemonSet) }
        return try logger.timing(.tryingChanges) {
            do {
                let placement = diagnosis.placement ?? engine.placement(of: daemonSet)
                var outlook = diagnosis.outlook(placement, in: engine.index)
                // A patch may mend whatever makes them fail.
                if patch != nil { outlook.newPodsFail = false }
                let outcome = try Simulator(engine).outcome(of: changes, for: placement, outlook: outlook)
                var report = SimulationReport(outcome, of: changes, diagnosis: diagnosis, in: snapshot)
                report.ignored = patched?.ignored ?? []
                report.gaps = snapshot.gaps.aboutPlacement
                if output.drawsPictures {
                    report.cluster = MappedCluster(snapshot)
                    report.cluster?.isLive = source.isLive
                }
                return report
            } catch let error as SimulationError {
                throw CommandError.changeImpossible(error)
            }
        }
    }

    /// The only DaemonSet of this name.
    private func daemonSet(_ name: DaemonSetName, in snapshot: Snapshot) throws -> DaemonSet {
        try DaemonSetSelection(names: [name]).check(against: snapshot)
        let named = snapshot.daemonSets.filter {
            $0.name == name.name && (name.namespace == nil || $0.namespace == name.namespace)
        }
        guard let daemonSet = named.first, named.count == 1 else {
            throw CommandError.daemonSetAmbiguous(name, namespaces: named.map(\.namespace).sorted())
        }
        return daemonSet
    }
}
