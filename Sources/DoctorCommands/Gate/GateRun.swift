import ClusterSnapshot
import DaemonSetPatching
import KubernetesModel
import ManifestValidation
import Preflight
import ReportRendering

/// Holds a manifest to one cluster.
struct GateRun {
    var manifest: GateManifest
    var allowances: PreflightAllowances
    /// The DaemonSets that were asked about, of those of the manifest.
    var selection: DaemonSetSelection

    /// The verdicts on the DaemonSets in a cluster, whose name is empty where there is only one.
    func reports(in snapshot: Snapshot, cluster: String) -> [DaemonSetPlacementReport] {
        var existing: [String: DaemonSet] = [:]
        for daemonSet in snapshot.daemonSets { existing[daemonSet.metadata.qualifiedName] = daemonSet }
        let isComplete = !snapshot.gaps.contains { $0.missing.contains(.daemonSets) }
        var refusals: [String: [PreflightProblem]] = [:]
        let applied = manifest.daemonSets.map { candidate in
            let name = candidate.daemonSet.metadata.qualifiedName
            let old = existing[name]
            let known: ManifestValidation.Existing =
                old.map { .daemonSet($0) } ?? (isComplete ? .none : .unknown)
            // kubectl applies one that stands in the manifest twice both times.
            let own = candidate.object.refusals(existing: known)
            refusals[name, default: []] += own
            var applied = candidate.applied(over: old)
            applied.isRefused = own.contains { $0.severity == .failure }
            return applied
        }
        let outcomes = Preflight(applied, with: manifest.objects, on: snapshot).outcomes()
        let reports = outcomes.map { outcome in
            var report = DaemonSetPlacementReport(outcome, in: snapshot, cluster: cluster, allowing: allowances)
            let others = report.preflight?.problems ?? []
            report.preflight?.problems = (refusals[outcome.name] ?? []) + others
            return report
        }
        return reports.filter { selection.includes(namespace: $0.namespace, name: $0.name) }
            .sorted { ($0.namespace, $0.name) < ($1.namespace, $1.name) }
    }
}

extension GateManifest.Candidate {
    /// The DaemonSet as `kubectl apply` would leave it.
    fileprivate func applied(over old: DaemonSet?) -> AppliedDaemonSet {
        let json = object.json
        var (applied, changesTemplate) = (daemonSet, true)
        if let old {
            let patch = try? DaemonSetPatch.read(bytes: json.bytes, name: object.file)
            if let result = try? patch?.apply(to: old) {
                (applied, changesTemplate) = (result.daemonSet, result.changesTemplate)
            } else {
                applied.metadata.uid = old.metadata.uid
                changesTemplate = applied.template != old.template
            }
        }
        let object = object
        return AppliedDaemonSet(
            applied, template: json["spec"]?["template"] ?? .null, changesTemplate: changesTemplate
        ) { field in object.place(field) }
    }
}
