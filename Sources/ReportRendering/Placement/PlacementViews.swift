// bare numbers in this file: counts of nodes.
import Preflight
import Wording

/// Views of verdicts on nodes and of a gate's problems.
enum PlacementViews {
    /// Nodes that share a verdict.
    static func view(of group: PlacementGroup) -> HTMLView {
        var view = HTMLView()
        view.set("style", group.style.pageClass)
        view.set("mark", group.mark)
        view.set("groupVerdict", group.verdict.capitalizedFirst)
        view.set("count", Wording.count(group.nodes.count, "node"))
        view.set("nodes", NodeNameFolding(group.nodes.map(\.node)).text(columns: 300))
        view.set(
            "details",
            group.details.map { detail in
                var line = HTMLView()
                line.set("kind", detail.nodes.map { Wording.count($0.count, "node") } ?? "all")
                line.set("text", detail.text)
                line.set("some", detail.nodes.map { NodeNameFolding($0).text(columns: 120) })
                return line
            })
        return view
    }

    /// A problem with its place in the manifest.
    static func view(of problem: PreflightProblem) -> HTMLView {
        let mark = PlacementTextRenderer.mark(problem.severity)
        var view = HTMLView()
        view.set("severity", severityClass(problem.severity))
        view.set("severityWord", word(for: problem.severity))
        view.set("mark", mark.text)
        view.set("code", problem.code.rawValue)
        view.set("sentence", problem.sentence.capitalizedFirst)
        view.set("place", problem.place.text)
        return view
    }

    /// What a gate says of a DaemonSet besides the nodes: problems, the rollout, admission, fresh nodes.
    static func set(_ preflight: DaemonSetPreflight?, eligible: Set<String>, in view: inout HTMLView) {
        // What the groups of nodes tell anyway.
        let told: Set<PreflightCode> = [.doesNotFit, .needsPreemption]
        let problems = preflight?.problems.filter { !told.contains($0.code) } ?? []
        view.set("setProblems", problems.map(self.view))
        let rollout = preflight?.rollout
        var sentences = rollout?.sentences ?? []
        if rollout?.replacesPods == false {
            sentences = ["No pod restarts: the template is unchanged, as far as the snapshot shows."]
        }
        view.set("hasRollout", !sentences.isEmpty)
        view.set("rollout", texts: sentences)
        view.set("rolloutBar", nil as HTMLView?)
        if let rollout, rollout.replacesPods, rollout.rounds != nil {
            let stale = Set(rollout.staleNodes)
            let stuck = rollout.holdups.count { eligible.contains($0.node) && !stale.contains($0.node) }
            RolloutViews.set(
                new: eligible.count - stale.count - stuck, stuck: stuck, old: stale.count, of: eligible.count,
                in: &view)
        }
        let changes = preflight?.changes ?? []
        view.set("hasAdmission", !changes.isEmpty)
        view.set("admission", texts: changes)
        let pools = preflight?.pools.filter(\.isEligible) ?? []
        view.set("hasPools", !pools.isEmpty)
        view.set("pools", pools.map(self.view))
    }

    private static func view(of pool: DaemonSetPreflight.PoolReport) -> HTMLView {
        var row = HTMLView()
        row.set("pool", pool.name)
        row.set("poolNodes", pool.nodeCount)
        row.set("poolVerdict", pool.fits.map { $0 ? "fits" : "does not fit" } ?? "not known")
        row.set("poolStyle", pool.fits.map { $0 ? "healthy" : "failing" } ?? "unknown")
        row.set("poolNotes", texts: pool.notes.map(\.capitalizedFirst))
        row.set("shares", pool.shares.isEmpty ? "nothing" : pool.shares.joined(separator: ", "))
        row.set("allShares", pool.allShares.isEmpty ? "–" : pool.allShares.joined(separator: ", "))
        row.set("smallest", pool.smallest ?? "none seen")
        row.set("poolLeft", pool.left.isEmpty ? nil : Wording.list(pool.left))
        return row
    }

    private static func word(for severity: PreflightProblem.Severity) -> String {
        switch severity {
        case .unreadable: return "Unreadable"
        case .failure: return "Failure"
        case .notChecked: return "Not checked"
        case .warning: return "Warning"
        case .notice: return "Notice"
        }
    }

    private static func severityClass(_ severity: PreflightProblem.Severity) -> String {
        switch severity {
        case .unreadable, .failure: return "critical"
        case .notChecked, .warning: return "warning"
        case .notice: return "notice"
        }
    }
}
