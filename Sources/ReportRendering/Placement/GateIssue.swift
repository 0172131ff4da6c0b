import Preflight
import Wording

/// A problem as formats of other programs have them: with a place that those can open, and a fingerprint that stays
/// when lines move.
struct GateIssue {
    var problem: PreflightProblem
    /// The cluster's name; empty where only one was asked about.
    var cluster: String
    /// Two problems of different contents have different ones; the same problem has the same in every run.
    var fingerprint: String

    /// The message, with the cluster where there are several.
    var message: String { (cluster.isEmpty ? "" : "\(cluster): ") + problem.sentence }

    /// The file as a relative path with slashes, as others expect it.
    var path: String {
        if problem.place.file.isEmpty { return problem.daemonSet ?? "cluster" }
        var path = problem.place.file == "-" ? "stdin" : problem.place.file
        while path.hasPrefix("./") { path = String(path.dropFirst(2)) }
        return path
    }

    /// All problems of a report, those of the manifest first.
    static func all(of report: PlacementReport) -> [GateIssue] {
        var fingerprint = Fingerprint()
        let manifest = (report.preflight?.problems ?? []).map { ($0, "") }
        let others = report.daemonSets.flatMap { daemonSet in
            (daemonSet.preflight?.problems ?? misfits(of: daemonSet)).map { ($0, daemonSet.preflight?.cluster ?? "") }
        }
        return (manifest + others).map { problem, cluster in
            var issue = GateIssue(problem: problem, cluster: cluster, fingerprint: "")
            // Numbers in messages change from day to day.
            issue.fingerprint = fingerprint.of([
                problem.code.rawValue, issue.path, problem.daemonSet ?? "", problem.field, cluster,
            ])
            return issue
        }
    }

    /// Where a DaemonSet of a snapshot does not fit: it stands in no file.
    private static func misfits(of daemonSet: DaemonSetPlacementReport) -> [PreflightProblem] {
        PlacementGroup.groups(of: daemonSet.nodes.filter { $0.shouldRun && !$0.fits }).map { group in
            let names = NodeNameFolding(group.nodes.map(\.node)).text
            return PreflightProblem(
                .doesNotFit, .failure, at: ManifestPlace(file: ""),
                "\(daemonSet.qualifiedName) does not fit on \(Wording.shortened(names, limit: 120)): "
                    + group.details.map(\.text).joined(separator: "; "), daemonSet: daemonSet.qualifiedName)
        }
    }
}
