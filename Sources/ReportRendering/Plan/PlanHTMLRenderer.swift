/// The plan as a page for a browser: that of the diagnosis, with the plan ahead of the causes.
struct PlanHTMLRenderer: ReportRenderer {
    static var format: String { HTMLRenderer.format }
    static var isForPeople: Bool { false }
    static var drawsPictures: Bool { true }

    private let report: PlanReport

    init(_ report: PlanReport) { self.report = report }

    func render(on style: PageStyle, to sink: ([UInt8]) throws -> Void) throws {
        var page = report.diagnosis ?? Report(snapshot: report.snapshot, daemonSets: [], clusterFindings: [])
        var picture = page.picture ?? ClusterPicture()
        picture.plan = report.plan
        page.picture = picture
        var renderer = HTMLRenderer(page)
        renderer.isPlanFirst = true
        try renderer.render(on: style, to: sink)
    }
}
