// bare numbers in this file: counts and positions of DaemonSets and nodes.
import KubernetesModel
import PlacementEngine
import Preflight
import Wording

/// A placement as a page for a browser: a map of where pods would run, and why not elsewhere; with a manifest the gate's
/// problems and the rollout.
struct PlacementHTMLRenderer: ReportRenderer {
    static var format: String { HTMLRenderer.format }
    static var isForPeople: Bool { false }
    static var drawsPictures: Bool { true }

    private let report: PlacementReport
    /// The worst first: a page calls each by its position.
    private let daemonSets: [DaemonSetPlacementReport]

    init(_ report: PlacementReport) {
        self.report = report
        daemonSets = report.daemonSets.enumerated().sorted { left, right in
            let (one, other) = (Self.rank(left.element, in: report), Self.rank(right.element, in: report))
            return one == other ? left.offset < right.offset : one < other
        }.map(\.element)
    }

    /// Those that fail, those that fit nowhere, those that fit everywhere.
    private static func rank(_ daemonSet: DaemonSetPlacementReport, in report: PlacementReport) -> Int {
        if let verdict = report.verdict(of: daemonSet) { return verdict >= .fail ? 0 : verdict == .notChecked ? 1 : 2 }
        return daemonSet.nodes.contains { $0.shouldRun && !$0.fits } ? 0 : 2
    }

    func render(on style: PageStyle, to sink: ([UInt8]) throws -> Void) throws {
        var view = HTMLView()
        let clusters = (report.preflight?.clusters ?? []).filter { !$0.isEmpty }
        MappedCluster.setHead(of: report.cluster, in: &view, command: "placement", sides: clusters)
        setVerdict(in: &view)
        setTiles(in: &view)
        view.set("hasSeveral", daemonSets.count > 1)
        let problems = report.preflight?.problems ?? []
        view.set("hasProblems", !problems.isEmpty)
        view.set("problems", problems.map(PlacementViews.view))
        setTable(clusters, in: &view)
        let data = data
        view.set("hasMaps", !data.nodes.names.isEmpty && !data.sets.isEmpty)
        view.set(
            "daemonSets",
            daemonSets.enumerated().map { position, daemonSet in self.view(of: daemonSet, position) })
        setUnjudged(in: &view)
        // A gate tells of what is missing as a problem of each DaemonSet.
        view.set("tellsGaps", report.preflight == nil)
        GapViews.set(report.gaps, in: &view)
        let names = report.cluster?.names.joined(separator: ", ") ?? "snapshot"
        let page = HTMLPage(
            title: "dsdoctor placement: \(names)", template: "placement", view: view, data: data.json())
        try sink(page.bytes())
    }

    private func setVerdict(in view: inout HTMLView) {
        guard let verdict = report.verdict else {
            view.set("gateVerdict", nil as String?)
            return view.set("totals", report.news)
        }
        let word = PlacementTextRenderer.word(verdict)
        view.set("gateVerdict", word.text)
        view.set("gateStyle", word.style.verdictClass)
        view.set("totals", PlacementTextRenderer.summary(of: report).capitalizedFirst)
    }

    private func setTiles(in view: inout HTMLView) {
        let nodes = daemonSets.flatMap(\.nodes)
        let eligible = nodes.filter(\.shouldRun)
        let fitting = eligible.count(where: \.fits)
        let preempting = eligible.count { !$0.fits && $0.preemptionOutcome == "victims" }
        let tiles: [(count: Int, what: String, style: String)] = [
            (eligible.count - fitting - preempting, "pods do not fit", "failing"),
            (preempting, "fit by preemption only", "degraded"),
        ]
        view.set(
            "tiles",
            tiles.filter { $0.count > 0 }.map { tile in
                var view = HTMLView()
                view.set("count", tile.count)
                view.set("what", tile.what)
                view.set("style", tile.style)
                return view
            })
        view.set("fitting", fitting)
        view.set("eligible", eligible.count)
        view.set("fitBar", BarView.view([("good", fitting)], of: eligible.count))
    }

    /// A row for each DaemonSet in each of several clusters.
    private func setTable(_ clusters: [String], in view: inout HTMLView) {
        view.set("hasTable", clusters.count > 1)
        guard clusters.count > 1 else { return view.set("table", [] as [HTMLView]) }
        view.set(
            "table",
            daemonSets.enumerated().map { position, daemonSet in
                var row = HTMLView()
                row.set("set", position)
                row.set("cluster", daemonSet.preflight?.cluster)
                row.set("setName", daemonSet.qualifiedName)
                row.set("ratio", ratio(of: daemonSet))
                setVerdict(of: daemonSet, in: &row)
                let codes = daemonSet.preflight?.problems.filter { $0.severity < .warning }.map(\.code.rawValue) ?? []
                var told: Set<String> = []
                row.set("why", codes.filter { told.insert($0).inserted }.joined(separator: ", "))
                return row
            })
    }

    private func ratio(of daemonSet: DaemonSetPlacementReport) -> String {
        let eligible = daemonSet.nodes.filter(\.shouldRun)
        return eligible.isEmpty ? "no node" : "\(eligible.count(where: \.fits))/\(eligible.count)"
    }

    /// The gate's word; without a gate whether it fits.
    private func setVerdict(of daemonSet: DaemonSetPlacementReport, in view: inout HTMLView) {
        if let verdict = report.verdict(of: daemonSet) {
            let word = PlacementTextRenderer.word(verdict)
            view.set("verdict", word.text)
            return view.set("verdictStyle", word.style.verdictClass)
        }
        let eligible = daemonSet.nodes.filter(\.shouldRun)
        let fitting = eligible.count(where: \.fits)
        let isWhole = fitting == eligible.count
        view.set("verdict", eligible.isEmpty ? "no node" : isWhole ? "fits" : fitting == 0 ? "fits nowhere" : "in part")
        view.set(
            "verdictStyle", eligible.isEmpty ? "idle" : isWhole ? "healthy" : fitting == 0 ? "failing" : "degraded")
    }

    private func view(of daemonSet: DaemonSetPlacementReport, _ position: Int) -> HTMLView {
        let eligible = daemonSet.nodes.filter(\.shouldRun)
        let fitting = eligible.count(where: \.fits)
        let groups = PlacementGroup.groups(of: daemonSet.nodes)
        var view = HTMLView()
        view.set("set", position)
        view.set("isOpen", daemonSets.count == 1)
        view.set("setName", title(of: daemonSet))
        setVerdict(of: daemonSet, in: &view)
        view.set("served", "fits on \(fitting) of \(Wording.count(eligible.count, "eligible node"))")
        view.set("setBar", BarView.view([("good", fitting)], of: eligible.count))
        view.set("hasNodes", !daemonSet.nodes.isEmpty)
        let refusals = groups.filter { $0.nodes.contains { $0.shouldRun && !$0.fits } }
        view.set("news", refusals.first.flatMap(\.details.first).map(\.text.capitalizedFirst))
        view.set("groups", groups.map(PlacementViews.view))
        view.set("differences", PlacementTextRenderer.differences(in: daemonSet.nodes))
        PlacementViews.set(daemonSet.preflight, eligible: Set(eligible.map(\.node)), in: &view)
        return view
    }

    private func title(of daemonSet: DaemonSetPlacementReport) -> String {
        let cluster = daemonSet.preflight?.cluster ?? ""
        return cluster.isEmpty ? daemonSet.qualifiedName : "\(daemonSet.qualifiedName) in \(cluster)"
    }

    private func setUnjudged(in view: inout HTMLView) {
        let kinds = Dictionary(grouping: report.preflight?.notJudged ?? [], by: \.kind).sorted { $0.key < $1.key }
        view.set("hasUnjudged", !kinds.isEmpty)
        view.set(
            "unjudged",
            kinds.map { kind, objects in
                var row = HTMLView()
                row.set("kind", kind)
                row.set("names", Wording.list(objects.map(\.qualifiedName), most: 100))
                return row
            })
    }

    // MARK: The map

    private var data: MapData {
        let several = (report.preflight?.clusters.count ?? 1) > 1
        func name(_ node: NodePlacementReport, of daemonSet: DaemonSetPlacementReport) -> String {
            MappedCluster.name(of: node.node, in: several ? daemonSet.preflight?.cluster ?? "" : "")
        }
        let known = report.cluster?.nodes ?? []
        let names = known.isEmpty ? daemonSets.first?.nodes.map(\.node) ?? [] : known
        var data = MapData(
            nodes: names, groupings: report.cluster?.groupings ?? [],
            states: ["fits", "preempts", "refused", "ineligible", "mayStay"])
        data.hidesOthers = several
        data.sets = daemonSets.map { daemonSet in
            var set = MapSet(
                title(of: daemonSet), namespace: daemonSet.namespace,
                verdict: Self.rank(daemonSet, in: report) == 0 ? "failing" : "healthy", nodeCount: names.count)
            for node in daemonSet.nodes {
                guard let position = data.nodes[name(node, of: daemonSet)] else { continue }
                set.place(Self.cell(of: node), on: position)
            }
            return set
        }
        return data
    }

    private static func cell(of node: NodePlacementReport) -> MapSet.Cell {
        guard node.shouldRun else {
            return MapSet.Cell(state: node.shouldContinueRunning ? "mayStay" : "ineligible", reasons: node.excludedBy)
        }
        guard !node.fits else { return MapSet.Cell(state: "fits") }
        return MapSet.Cell(
            state: node.preemptionOutcome == "victims" ? "preempts" : "refused",
            cause: node.failures.first?.plugin.rawValue,
            reasons: node.failures.flatMap { $0.reasons.map(\.message) })
    }
}
