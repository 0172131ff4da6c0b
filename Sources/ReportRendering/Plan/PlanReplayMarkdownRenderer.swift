import RemedyPlan
import Wording

/// What becomes of a plan's steps, for a ticket: the news, then a line for each step.
struct PlanReplayMarkdownRenderer: ReportRenderer {
    static let format = "markdown"
    static let isForPeople = true

    private let report: PlanReplayReport

    init(_ report: PlanReplayReport) { self.report = report }

    func render(on style: PageStyle, to sink: ([UInt8]) throws -> Void) throws {
        var page = MarkdownPage()
        page.heading(1, "\(PlanReplayTextRenderer(report).headline)")
        for step in report.steps {
            let promise = "promised \(step.step.promise.before) → \(step.step.promise.after)"
            var now: Markdown = ""
            if let before = step.before, let after = step.after { now = ", now \(PlanWording.pods(before, after))" }
            let why: Markdown = step.why.map { " (\($0))" } ?? ""
            page.item(
                step.step.number,
                "\(code: step.step.daemonSet): \(step.step.title): **\(step.verdict.words)**, \(promise)\(now)\(why)")
        }
        try sink(Array(page.text.utf8))
    }
}
