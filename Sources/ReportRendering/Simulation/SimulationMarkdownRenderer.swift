import Wording

/// A simulation for a ticket: the changes, before and after, which nodes change, and the cost.
struct SimulationMarkdownRenderer: ReportRenderer {
    static let format = "markdown"
    static let isForPeople = true

    private let report: SimulationReport

    init(_ report: SimulationReport) { self.report = report }

    func render(on style: PageStyle, to sink: ([UInt8]) throws -> Void) throws {
        var page = MarkdownPage()
        write(to: &page)
        try sink(Array(page.text.utf8))
    }

    private func write(to page: inout MarkdownPage) {
        let (before, after) = (report.before, report.after)
        page.heading(
            1,
            "\(code: "\(report.namespace)/\(report.name)"): \(before.served) → \(after.served) of \(after.eligible) nodes available"
        )
        page.paragraph("Simulated, not applied:")
        for change in report.changes { page.item("\(code: change)") }
        page.heading(2, "Before and after")
        page.item("eligible nodes: \(before.eligible) → \(after.eligible)")
        page.item("nodes where the pod fits: \(before.placed) → \(after.placed)")
        page.item("available: \(before.served) → \(after.served)")
        writeNodes(to: &page)
        let costs = SimulationTextRenderer.costs(report)
        if !costs.isEmpty { page.heading(2, "Cost") }
        for line in costs { page.item("\(line)") }
        if !report.ignored.isEmpty { page.heading(2, "No effect on placement") }
        for line in report.ignored { page.item("\(line)") }
        page.write(report.gaps, isWhole: report.isVerbose)
    }

    private func writeNodes(to page: inout MarkdownPage) {
        let groups = SimulationTextRenderer.groups.map { (words: $0.words, nodes: report.nodes.filter($0.isMeant)) }
            .filter { !$0.nodes.isEmpty }
        guard !groups.isEmpty else { return }
        page.heading(2, "Nodes")
        for (words, nodes) in groups {
            let byReason = Dictionary(grouping: nodes) { $0.reason ?? "" }
            for (reason, alike) in byReason.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }) {
                let names = NodeNameFolding(alike.map(\.name)).text
                let why: Markdown = reason.isEmpty ? "" : ": \(reason)"
                page.item("\(words): \(Wording.count(alike.count, "node")), \(code: names)\(why)")
            }
        }
    }
}
