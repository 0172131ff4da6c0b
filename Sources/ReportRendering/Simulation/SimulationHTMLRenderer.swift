// bare numbers in this file: counts and positions of nodes.
import ClusterSimulation
import RemedyPlaybooks
import Wording

/// A simulation as a page for a browser: two maps, who gains and loses a pod, and the pods that pay for it.
struct SimulationHTMLRenderer: ReportRenderer {
    static var format: String { HTMLRenderer.format }
    static var isForPeople: Bool { false }
    static var drawsPictures: Bool { true }

    /// As many pods that lose their place as a page lists.
    private static let mostVictims = 500

    private let report: SimulationReport

    init(_ report: SimulationReport) { self.report = report }

    private var name: String { "\(report.namespace)/\(report.name)" }

    func render(on style: PageStyle, to sink: ([UInt8]) throws -> Void) throws {
        var view = HTMLView()
        MappedCluster.setHead(of: report.cluster, in: &view, command: "simulate", heading: name)
        let (before, after) = (report.before, report.after)
        view.set("totals", "\(before.served) → \(after.served) of \(Wording.count(after.eligible, "node")) available")
        setTiles(in: &view)
        view.set("changes", texts: report.changes)
        view.set("ignored", texts: report.ignored)
        view.set("hasMaps", !report.nodes.isEmpty)
        view.set("hasSeveral", false)
        view.set("groups", groups)
        view.set("costs", texts: SimulationTextRenderer.costs(report))
        setRollout(in: &view)
        setVictims(in: &view)
        GapViews.set(report.gaps, in: &view)
        let page = HTMLPage(
            title: "dsdoctor simulate: \(name)", template: "simulation", view: view, data: data.json())
        try sink(page.bytes())
    }

    private func setTiles(in view: inout HTMLView) {
        let rows = [
            ("eligible nodes", report.before.eligible, report.after.eligible),
            ("with a place for the pod", report.before.placed, report.after.placed),
            ("available", report.before.served, report.after.served),
        ]
        view.set(
            "tiles",
            rows.map { what, now, then in
                var tile = HTMLView()
                tile.set("what", what)
                tile.set("now", now)
                tile.set("then", then)
                tile.set("style", then > now ? "healthy" : then < now ? "failing" : nil)
                return tile
            })
    }

    /// Nodes by what becomes of them, and why.
    private var groups: [HTMLView] {
        SimulationTextRenderer.groups.compactMap { words, style, isMeant in
            let nodes = report.nodes.filter(isMeant)
            guard !nodes.isEmpty else { return nil }
            var view = HTMLView()
            view.set("words", words.capitalizedFirst)
            view.set("style", style.pageClass)
            view.set("mark", SimulationTextRenderer.mark(style))
            view.set("count", Wording.count(nodes.count, "node"))
            let byReason = Dictionary(grouping: nodes) { $0.reason ?? "" }
            let sorted = byReason.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
            view.set(
                "reasons",
                sorted.map { reason, nodes in
                    var row = HTMLView()
                    row.set("nodes", NodeNameFolding(nodes.map(\.name)).text(columns: 400))
                    row.set("reason", reason.isEmpty ? nil : reason)
                    return row
                })
            return view
        }
    }

    private func setRollout(in view: inout HTMLView) {
        guard let rollout = report.rollout, rollout.rounds != nil,
            rollout.deletedPods > 0 || !rollout.staleNodes.isEmpty || !rollout.holdups.isEmpty
        else { return }
        let stale = rollout.staleNodes.count
        let kept = Set(rollout.staleNodes)
        let stuck = rollout.holdups.count { $0.isEligible && !kept.contains($0.node) }
        RolloutViews.set(
            new: report.after.eligible - stale - stuck, stuck: stuck, old: stale, of: report.after.eligible, in: &view)
        view.set("rounds", rollout.rounds.flatMap { $0 > 0 ? Wording.count($0, "round") : nil })
    }

    private func setVictims(in view: inout HTMLView) {
        view.set("hasVictims", !report.evictions.isEmpty)
        view.set("hasBudgets", report.evictions.contains { $0.violatesBudget != nil })
        view.set(
            "victims",
            report.evictions.prefix(Self.mostVictims).map { eviction in
                var row = HTMLView()
                row.set("pod", eviction.pod)
                row.set("node", eviction.node)
                row.set("priority", String(eviction.priority))
                row.set("fate", SimulationWording.fate(of: eviction))
                row.set("budget", eviction.violatesBudget)
                return row
            })
        let left = report.evictions.count - Self.mostVictims
        view.set("moreVictims", left > 0 ? "\(Wording.count(left, "more pod")): see -o json" : nil)
        view.set("hasAdmitted", !report.admissions.isEmpty)
        view.set(
            "admitted",
            report.admissions.map { admission in
                var row = HTMLView()
                row.set("workload", admission.workload)
                row.set("nodes", NodeNameFolding(admission.nodes).text(columns: 200))
                return row
            })
    }

    // MARK: The map

    private var data: MapData {
        let names = report.nodes.map(\.name)
        let added = report.nodes.filter(\.isAdded).map(\.name)
        let groupings = report.cluster?.adding(added).groupings ?? []
        var data = MapData(
            nodes: names, groupings: groupings.filter { $0.groupOfNode.count == names.count },
            states: SimulationReport.Standing.allCases.map(\.pageState) + ["absent"])
        var set = MapSet(name, namespace: report.namespace, verdict: "", nodeCount: names.count, hasAfter: true)
        for (position, node) in report.nodes.enumerated() {
            set.place(.init(state: node.isAdded ? "absent" : node.before.pageState), on: position)
            set.place(
                .init(state: node.after.pageState, reasons: [node.reason].compactMap(\.self)), on: position,
                isAfter: true)
        }
        data.sets = [set]
        return data
    }
}

extension SimulationReport.Standing {
    /// The state by which a page's script draws it.
    fileprivate var pageState: String {
        switch self {
        case .ineligible, .failing, .placed, .blocked, .contested, .gated, .unscheduled: return rawValue
        case .served: return "available"
        case .placedByPreemption: return "preempts"
        }
    }
}
