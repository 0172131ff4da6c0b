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
        let judged = applied.prefix(Self.mostJudged(in: snapshot))
        let outcomes = Preflight(Array(judged), with: manifest.objects, on: snapshot).outcomes()
        var reports = outcomes.map { outcome in
            var report = DaemonSetPlacementReport(outcome, in: snapshot, cluster: cluster, allowing: allowances)
            let others = report.preflight?.problems ?? []
            report.preflight?.problems = (refusals[outcome.name] ?? []) + others
            return report
        }
        reports += applied.dropFirst(judged.count).map { applied in
            let daemonSet = applied.daemonSet
            let name = daemonSet.metadata.qualifiedName
            var report = DaemonSetPlacementReport(namespace: daemonSet.namespace, name: daemonSet.name, nodes: [])
            report.preflight = DaemonSetPreflight(
                cluster: cluster, place: applied.locate(""),
                problems: (refusals[name] ?? []) + [
                    PreflightProblem(
                        .tooManyToJudge, .unreadable, at: applied.locate(""),
                        "not judged: with \(snapshot.nodes.count) nodes the manifest has more DaemonSets than one run "
                            + "takes, and the first \(judged.count) of them are judged",
                        hint: "check the manifest in parts", daemonSet: name)
                ])
            return report
        }
        return reports.filter { selection.includes(namespace: $0.namespace, name: $0.name) }
            .sorted { ($0.namespace, $0.name) < ($1.namespace, $1.name) }
    }

    /// Placing one DaemonSet after the other takes a step for each node, several times, and one for the cluster.
    private static func mostJudged(in snapshot: Snapshot) -> Int {
        max(WorkBudget.alwaysLookedAt, WorkBudget(for: snapshot).left / (3_000 + 60 * snapshot.nodes.count))
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
