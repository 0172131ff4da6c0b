// bare numbers in this file: positions of DaemonSets and nodes.
import ClusterSnapshot
import DiagnosisEngine
import SnapshotComparison
import Wording

/// The comparison as a page for a browser: two maps, then what is new, gone and changed, the worst first.
struct DiffHTMLRenderer: ReportRenderer {
    static var format: String { HTMLRenderer.format }
    static var isForPeople: Bool { false }
    static var drawsPictures: Bool { true }

    private let report: DiffReport
    private let text: DiffTextRenderer
    /// Those of which there is something to tell first, the worst first: a page calls each by its position.
    private let daemonSets: [DaemonSetComparison]

    init(_ report: DiffReport) {
        self.report = report
        text = DiffTextRenderer(report)
        daemonSets = report.comparison.daemonSets.sorted { left, right in
            (left.isQuiet ? 1 : 0, left.outcome.rank, left.namespace, left.name)
                < (right.isQuiet ? 1 : 0, right.outcome.rank, right.namespace, right.name)
        }
    }

    func render(on style: PageStyle, to sink: ([UInt8]) throws -> Void) throws {
        var view = HTMLView()
        let names = [report.before, report.after].map(\.shortName)
        let heading = names.joined(separator: " → ")
        MappedCluster.setHead(
            of: report.picture?.cluster, in: &view, command: "diff", heading: heading, sides: ["BEFORE", "AFTER"])
        view.set("sources", "two snapshots")
        let words = DiffTextRenderer.verdict(report)
        view.set("news", words.news)
        view.set("totals", words.totals)
        view.set("warnings", texts: report.comparison.warnings.map(\.detail))
        setTiles(in: &view)
        view.set("hasSeveral", true)
        let data = data
        view.set("hasMaps", !data.sets.isEmpty && !data.nodes.names.isEmpty)
        let hasOneStory = daemonSets.count { !$0.isQuiet } == 1
        view.set(
            "daemonSets",
            daemonSets.enumerated().filter { !$1.isQuiet }.map { position, daemonSet in
                self.view(of: daemonSet, position, isOpen: hasOneStory, hasNodes: !data.nodes.names.isEmpty)
            })
        setQuiet(in: &view)
        setNodes(in: &view)
        setClusterFindings(in: &view)
        setGaps(in: &view)
        let page = HTMLPage(title: "dsdoctor diff: \(heading)", template: "diff", view: view, data: data.json())
        try sink(page.bytes())
    }

    private func setTiles(in view: inout HTMLView) {
        let outcomes = DaemonSetComparison.Outcome.allCases.sorted { $0.rank < $1.rank }
        view.set(
            "tiles",
            outcomes.compactMap { outcome in
                let count = daemonSets.count { $0.outcome == outcome }
                guard count > 0 else { return nil }
                var tile = HTMLView()
                tile.set("count", count)
                tile.set("what", outcome.words.lowercased())
                tile.set("style", outcome.style.verdictClass)
                return tile
            })
    }

    private func view(
        of daemonSet: DaemonSetComparison, _ position: Int, isOpen: Bool, hasNodes: Bool
    ) -> HTMLView {
        var view = HTMLView()
        view.set("set", position)
        view.set("isOpen", isOpen)
        view.set("setName", "\(daemonSet.namespace)/\(daemonSet.name)")
        view.set("outcome", daemonSet.outcome.words.lowercased())
        view.set("style", daemonSet.outcome.style.verdictClass)
        view.set("progress", daemonSet.progressWords)
        setBar(of: daemonSet, in: &view)
        view.set("hasNodes", hasNodes)
        let groups = DiffGroup.groups(of: daemonSet.nodes)
        view.set("brief", groups.first.map { "\($0.phrase): \(Wording.count($0.nodes.count, "node"))" })
        view.set(
            "groups",
            groups.map { group in
                var row = HTMLView()
                row.set("mark", group.mark)
                row.set("style", group.style.pageClass)
                row.set("count", Wording.count(group.nodes.count, "node"))
                row.set("phrase", group.phrase.capitalizedFirst)
                row.set("nodes", NodeNameFolding(group.nodes).text(columns: 400))
                return row
            })
        view.set("changed", texts: text.changes(of: daemonSet))
        view.set("rolloutWords", daemonSet.rollout?.words.capitalizedFirst)
        view.set(
            "findingChanges", Self.views(of: daemonSet.findings.filter { text.isToBeTold($0, of: daemonSet) }))
        return view
    }

    /// What was available and still is, what is new, what is lost.
    private func setBar(of daemonSet: DaemonSetComparison, in view: inout HTMLView) {
        let (old, new) = (daemonSet.counts.before?.available ?? 0, daemonSet.counts.after?.available ?? 0)
        let whole = max(daemonSet.counts.before?.desired ?? 0, daemonSet.counts.after?.desired ?? 0, old, new)
        view.set(
            "setBar",
            BarView.view(
                [("good", min(old, new)), ("gain", max(new - old, 0)), ("bad", max(old - new, 0))], of: whole))
    }

    private static func views(of findings: [FindingChange]) -> [HTMLView] {
        FindingChange.Change.allCases.compactMap { change in
            let alike = findings.filter { $0.change == change }
            guard !alike.isEmpty else { return nil }
            var view = HTMLView()
            view.set("label", change.label.lowercased())
            view.set("codes", texts: alike.map(\.words))
            return view
        }
    }

    private func setQuiet(in view: inout HTMLView) {
        let quiet = daemonSets.enumerated().filter { $1.isQuiet }
        view.set("hasQuiet", !quiet.isEmpty)
        view.set(
            "quiet",
            quiet.map { position, daemonSet in
                var row = HTMLView()
                row.set("set", position)
                row.set("setName", "\(daemonSet.namespace)/\(daemonSet.name)")
                let verdict = daemonSet.verdict.after ?? daemonSet.verdict.before
                row.set("verdict", verdict?.rawValue)
                row.set("style", verdict?.rawValue)
                let counts = daemonSet.counts.after ?? daemonSet.counts.before
                row.set("served", counts.map { "\($0.available)/\($0.desired)" })
                let codes = daemonSet.findings.filter { $0.severity.after.map { $0 > .notice } ?? false }
                row.set("codes", codes.isEmpty ? nil : codes.map(\.code.rawValue).joined(separator: ", "))
                return row
            })
    }

    /// Changes of the nodes themselves.
    private func setNodes(in view: inout HTMLView) {
        let nodes = report.comparison.nodes
        let rows =
            [("joined", nodes.added), ("gone", nodes.removed)].filter { !$0.1.isEmpty }
            + nodes.changes.map { ($0.change.description, $0.nodes) }
        view.set("hasNodeChanges", !rows.isEmpty)
        view.set(
            "nodeChanges",
            rows.map { what, nodes in
                var row = HTMLView()
                row.set("what", what.capitalizedFirst)
                row.set("count", Wording.count(nodes.count, "node"))
                row.set("nodes", NodeNameFolding(nodes).text(columns: 400))
                return row
            })
    }

    private func setClusterFindings(in view: inout HTMLView) {
        let told = report.comparison.clusterFindings.filter { $0.change != .persisting || $0.nodes.isChanged }
        view.set("hasClusterChanges", !told.isEmpty)
        view.set("clusterChanges", Self.views(of: told))
    }

    /// What only one of the two lacks: it cannot be compared.
    private func setGaps(in view: inout HTMLView) {
        let gaps = report.comparison.gaps.onlyIn
        let all = gaps.before.map { ("BEFORE", $0) } + gaps.after.map { ("AFTER", $0) }
        view.set("hasSideGaps", !all.isEmpty)
        view.set(
            "sideGaps",
            all.map { side, gap in
                var row = HTMLView()
                row.set("side", side)
                row.set("gapCode", gap.code.rawValue)
                row.set("gapDetail", gap.detail)
                let codes = RuleCatalogue.codes(hiddenBy: gap)
                row.set("gapAffects", codes.isEmpty ? nil : codes.joined(separator: ", "))
                return row
            })
    }

    // MARK: The maps

    /// Every DaemonSet, those without a change among them: the map of the cluster counts all.
    private var data: MapData {
        guard let picture = report.picture else { return MapData(nodes: [], groupings: [], states: []) }
        var data = MapData(
            nodes: picture.cluster.nodes, groupings: picture.cluster.groupings,
            states: NodeState.allCases.map(\.rawValue) + [Self.absent])
        func byName(_ daemonSets: [DaemonSetDiagnosis]) -> [String: DaemonSetDiagnosis] {
            Dictionary(daemonSets.map { ("\($0.namespace)/\($0.name)", $0) }, uniquingKeysWith: { first, _ in first })
        }
        let (before, after) = (byName(picture.before), byName(picture.after))
        for daemonSet in daemonSets {
            let name = "\(daemonSet.namespace)/\(daemonSet.name)"
            var set = MapSet(
                name, namespace: daemonSet.namespace, verdict: daemonSet.verdict.after?.rawValue ?? "",
                nodeCount: data.nodes.names.count, hasAfter: true)
            place(before[name], on: &set, isAfter: false, in: data.nodes)
            place(after[name], on: &set, isAfter: true, in: data.nodes)
            data.sets.append(set)
        }
        return data
    }

    /// Neither the node nor the DaemonSet is in that snapshot.
    private static let absent = "absent"

    private func place(_ diagnosis: DaemonSetDiagnosis?, on set: inout MapSet, isAfter: Bool, in nodes: PageNodes) {
        set.placeEverywhere(.init(state: Self.absent), isAfter: isAfter)
        for node in diagnosis?.nodes ?? [] {
            guard let position = nodes[node.node] else { continue }
            let cell = MapSet.Cell(
                state: node.state.rawValue, cause: node.cause?.rawValue, reasons: node.excludedBy)
            set.place(cell, on: position, isAfter: isAfter)
        }
    }
}
