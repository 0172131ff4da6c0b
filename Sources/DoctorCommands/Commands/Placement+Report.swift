import ClusterSnapshot
import KubernetesModel
import Logging
import PlacementEngine
import ReportRendering
import SnapshotCollector

extension Placement {
    /// Asks where DaemonSets run and would run: those of the snapshot, or those of a manifest.
    func report(in context: CommandContext, logger: Logger) throws -> PlacementReport {
        // A manifest needs no nodes beside its DaemonSets.
        var asked = try manifest.map { try SnapshotReader.read(path: $0).daemonSets }
        if let manifest, asked?.isEmpty == true { throw CommandError.manifestWithoutDaemonSet(manifest) }
        let read = try context.read(
            selection.origin(from: source, isStandardInputTaken: manifest == "-"), logger: logger)
        var snapshot = read.snapshot
        if let manifested = asked {
            asked = manifested.map { $0.takingPlace(in: &snapshot, currentNamespace: read.currentNamespace) }
        }
        // A manifest names what is asked about, whatever the current namespace is.
        let selection =
            asked == nil ? selection.selection.completed(withCurrent: read.currentNamespace) : selection.selection
        try selection.check(against: snapshot)
        let chosen = try selection.resolvingLabels(in: snapshot)
        let wanted = (asked ?? snapshot.daemonSets).filter {
            chosen.includes(namespace: $0.namespace, name: $0.name)
        }
        let reports = logger.timing(.placing) {
            let engine = PlacementEngine(ClusterIndex(snapshot))
            return wanted.map { daemonSet in
                DaemonSetPlacementReport(engine.placement(of: daemonSet, isApplied: manifest == nil), in: snapshot)
            }
        }
        var report = PlacementReport(daemonSets: reports.sorted { ($0.namespace, $0.name) < ($1.namespace, $1.name) })
        report.gaps = snapshot.gaps.aboutPlacement
        return report
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
