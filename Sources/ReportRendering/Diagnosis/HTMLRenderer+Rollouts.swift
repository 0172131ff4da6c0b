// bare numbers in this file: counts of nodes.
import DiagnosisEngine
import Wording

extension HTMLRenderer {
    private static let codes: Set<FindingCode> = [.rolloutStalled, .rolloutInProgress, .onDeletePending]
    private static let mostEntries = 40

    /// Rollouts that are under way: a bar, and who spends the budget.
    func rolloutViews() -> [HTMLView] {
        report.daemonSets.flatMap { daemonSet in
            daemonSet.findings.map(\.finding).filter { Self.codes.contains($0.code) }.prefix(1).map { finding in
                view(of: finding, in: daemonSet)
            }
        }
    }

    private func view(of finding: Finding, in daemonSet: DaemonSetReport) -> HTMLView {
        let counts = daemonSet.diagnosis.counts
        let states = Dictionary(grouping: daemonSet.diagnosis.nodes.filter(\.shouldRun), by: \.state)
            .mapValues(\.count)
        let old = max(counts.desired - counts.updated, 0)
        // A new pod that is available is of the newest revision: an old one that serves is `stale`.
        let isSeen = !daemonSet.diagnosis.nodes.isEmpty
        let new = min(isSeen ? states[.available] ?? 0 : counts.updated, counts.updated)
        let serving = min(states[.stale] ?? 0, old)
        var view = HTMLView()
        view.set("set", position(of: daemonSet))
        view.set("setName", daemonSet.name)
        view.set("rolloutCode", finding.code.rawValue)
        view.set("severity", finding.severity.rawValue)
        view.set("rolloutMessage", finding.message)
        RolloutViews.set(
            [
                ("good", "new, available", new), ("stuck", "new, not available", max(counts.updated - new, 0)),
                ("old", "old, serving", serving), ("bad", "old or no pod, not available", max(old - serving, 0)),
            ], of: counts.desired, in: &view)
        let unavailable = finding.parameters["maxUnavailable"]
        let surge = finding.parameters["maxSurge"]
        view.set("maxUnavailable", number(unavailable))
        view.set("maxSurge", number(surge))
        setLedger(of: finding, in: &view)
        return view
    }

    private func setLedger(of finding: Finding, in view: inout HTMLView) {
        guard case .list(let entries)? = finding.parameters["ledger"] else { return }
        view.set("hasLedger", !entries.isEmpty)
        view.set(
            "ledger",
            entries.prefix(Self.mostEntries).compactMap { entry in
                guard case .object(let facts) = entry else { return nil }
                var row = HTMLView()
                row.set("slotNode", facts.text("node") ?? "")
                row.set("slotPod", facts.text("pod") ?? "")
                row.set("slotReason", facts.text("reason") ?? "")
                row.set("slotFault", facts.text("fault") ?? "")
                row.set("slotCause", facts.text("cause") ?? "")
                return row
            })
        let left = entries.count - Self.mostEntries
        view.set("moreSlots", left > 0 ? "\(left) more in -o json" : nil)
    }

    private func number(_ value: Parameters.Value?) -> String? {
        if case .number(let number)? = value { return String(number) }
        return nil
    }
}
