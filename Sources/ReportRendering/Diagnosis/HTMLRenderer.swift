// bare numbers in this file: positions of DaemonSets and causes.
import DiagnosisEngine
import RemedyPlaybooks
import Wording

/// The report as one page for a browser: it needs no network and no other file.
///
/// What is read stands in the page itself, made from templates; its script draws maps from compact data, and filters.
struct HTMLRenderer: ReportRenderer {
    static var format: String { "html" }
    static var isForPeople: Bool { false }
    static var drawsPictures: Bool { true }

    let report: Report
    /// The words of the report for a terminal.
    let text: TextRenderer
    /// Whether the plan stands ahead of the causes.
    var isPlanFirst = false

    init(_ report: Report) {
        self.report = report.isLive ? report.wordedForLiveCluster : report
        text = TextRenderer(report)
    }

    func render(on style: PageStyle, to sink: ([UInt8]) throws -> Void) throws {
        var data = PageData(report)
        var view = HTMLView()
        setHead(in: &view)
        let plan = picture?.plan.map { planView($0, in: &data) }
        view.set("plan", plan)
        view.set("planAhead", isPlanFirst ? plan : nil)
        view.set("planBehind", isPlanFirst ? nil : plan)
        let causeOfFinding = Dictionary(
            report.causes.flatMap { cause in cause.cause.findings.map { ($0, cause.cause.id) } },
            uniquingKeysWith: { first, _ in first })
        let daemonSets = text.inReadingOrder(report.daemonSets).filter { !text.isWell($0) }.map { daemonSet in
            self.view(of: daemonSet, causes: causeOfFinding, in: &data)
        }
        view.set("daemonSets", daemonSets)
        view.set("clusterFindings", findingViews(report.clusterFindings, of: nil, causes: causeOfFinding, in: &data))
        setWell(in: &view)
        view.set("causes", causeViews(in: &data))
        let affected = affectedViews(in: data)
        view.set("affected", affected)
        view.set("hasAffected", !affected.isEmpty)
        view.set("hasCauses", !report.causes.isEmpty)
        let rooms = Array((picture?.rooms ?? []).prefix(RoomViews.most))
        data.rooms = rooms.map(\.nodes)
        view.set("rooms", RoomViews.views(of: rooms))
        view.set("hasRooms", !rooms.isEmpty)
        let rollouts = rolloutViews()
        view.set("rollouts", rollouts)
        view.set("hasRollouts", !rollouts.isEmpty)
        view.set("hasMaps", !data.nodes.names.isEmpty && !data.daemonSets.isEmpty)
        view.set("hasTimeline", !(data.timeline?.moments.isEmpty ?? true))
        GapViews.set(report.snapshot.gaps, in: &view)
        let page = HTMLPage(
            title: isPlanFirst ? "dsdoctor plan: \(name)" : "dsdoctor: \(name)", template: "diagnosis", view: view,
            data: data.json())
        try sink(page.bytes())
    }

    /// The picture; where only a part was asked for, without what is about the whole.
    private var picture: ClusterPicture? {
        guard var picture = report.picture else { return nil }
        if !report.filters.isEmpty {
            picture.plan = nil
            picture.rooms = []
        }
        return picture
    }

    /// The file that the report is about, without its folders.
    private var name: String { report.isLive ? "live cluster" : report.snapshot.shortName }

    private func setHead(in view: inout HTMLView) {
        let snapshot = report.snapshot
        view.set("name", name)
        view.set("captured", text.moment(snapshot.capturedAt))
        view.set("version", snapshot.kubernetesVersion.isEmpty ? nil : snapshot.kubernetesVersion)
        view.set("nodeCount", Wording.count(snapshot.nodes, "node"))
        view.set("podCount", Wording.count(snapshot.pods, "pod"))
        view.set("totals", text.totals(of: report))
        view.set("filtersAsked", report.filters.isEmpty ? nil : report.filters.joined(separator: " "))
        let verdicts = Dictionary(grouping: report.daemonSets, by: \.diagnosis.verdict)
        view.set(
            "verdicts",
            Verdict.allCases.sorted { $0.rank < $1.rank }.flatMap { verdict in
                let sets = verdicts[verdict] ?? []
                // The sentence above counts healthy ones with a warning among those that need attention.
                let warned = verdict == .healthy ? sets.count(where: \.needsAttention) : 0
                return [(warned, true), (sets.count - warned, false)].filter { $0.0 > 0 }.map { count, isWarned in
                    var tile = HTMLView()
                    tile.set("verdict", verdict.rawValue)
                    tile.set("count", count)
                    tile.set("warned", isWarned ? "with a warning" : nil)
                    return tile
                }
            })
        let counts = report.daemonSets.map(\.diagnosis.counts)
        let (available, desired) = (counts.reduce(0) { $0 + $1.available }, counts.reduce(0) { $0 + $1.desired })
        view.set("available", available)
        view.set("desired", desired)
        view.set("availableBar", BarView.view([("good", available)], of: desired))
        let first = picture?.plan == nil ? nil : report.nodesFirst.first
        view.set(
            "nodesFirst",
            first.map { cause in
                var view = HTMLView()
                view.set("nodesFirstCause", cause.cause.id)
                view.set("nodesFirstTitle", cause.remedies[0].remedy.title)
                view.set("nodesFirstNodes", NodeNameFolding(cause.cause.nodes).text(columns: 80))
                return view
            })
    }

    /// DaemonSets that have nothing wrong, by name.
    private func setWell(in view: inout HTMLView) {
        let well = report.daemonSets.filter(text.isWell)
        view.set(
            "well",
            well.map { daemonSet in
                var view = HTMLView()
                view.set("set", position(of: daemonSet))
                view.set("setName", daemonSet.name)
                view.set("verdict", daemonSet.diagnosis.verdict.rawValue)
                view.set("served", text.served(daemonSet.diagnosis))
                return view
            })
        view.set("wellHeading", "\(Wording.count(well.count, "DaemonSet")) without a finding")
    }

    /// Where a DaemonSet stands among those of the report; names may stand twice in a broken snapshot.
    func position(of daemonSet: DaemonSetReport) -> Int {
        report.daemonSets.firstIndex { $0.name == daemonSet.name } ?? 0
    }
}
