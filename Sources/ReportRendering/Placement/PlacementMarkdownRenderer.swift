import Preflight
import Wording

/// A placement for a ticket or a merge request: the verdict of a gate, then each DaemonSet with its problems and nodes.
struct PlacementMarkdownRenderer: ReportRenderer {
    static let format = "markdown"
    static let isForPeople = true

    private let report: PlacementReport

    init(_ report: PlacementReport) { self.report = report }

    func render(on style: PageStyle, to sink: ([UInt8]) throws -> Void) throws {
        var page = MarkdownPage()
        write(to: &page)
        try sink(Array(page.text.utf8))
    }

    private func write(to page: inout MarkdownPage) {
        if let verdict = report.verdict {
            page.heading(1, "\(PlacementTextRenderer.word(verdict).text): \(PlacementTextRenderer.summary(of: report))")
        } else {
            page.heading(1, "\(report.news)")
        }
        for problem in report.preflight?.problems ?? [] { page.item(line(for: problem)) }
        for cluster in report.preflight?.clusters ?? [""] {
            if !cluster.isEmpty { page.heading(2, "Cluster \(cluster)") }
            let daemonSets = report.daemonSets.filter { ($0.preflight?.cluster ?? "") == cluster }
            for daemonSet in daemonSets where !isQuiet(daemonSet) { write(daemonSet, to: &page) }
            writeQuiet(daemonSets.filter(isQuiet), to: &page)
        }
        if report.daemonSets.isEmpty, report.preflight == nil { page.paragraph("No DaemonSet to place.") }
        page.write(report.gaps, isWhole: report.isVerbose)
        writeNotJudged(to: &page)
    }

    /// Whether it fits wherever it should run, and there is nothing else to tell.
    private func isQuiet(_ daemonSet: DaemonSetPlacementReport) -> Bool {
        let hasPlaces = daemonSet.nodes.contains(where: \.shouldRun)
        return !report.isVerbose && daemonSet.preflight == nil && hasPlaces
            && daemonSet.nodes.allSatisfy { !$0.shouldRun || $0.fits && $0.differences.isEmpty }
    }

    private func writeQuiet(_ daemonSets: [DaemonSetPlacementReport], to page: inout MarkdownPage) {
        guard !daemonSets.isEmpty else { return }
        page.heading(2, "Fit on every eligible node")
        for daemonSet in daemonSets {
            let nodes = daemonSet.nodes.filter(\.shouldRun).map(\.node)
            let names = NodeNameFolding(nodes).text(columns: 100)
            page.item("\(code: daemonSet.qualifiedName) on \(Wording.count(nodes.count, "node")), \(code: names)")
        }
    }

    private func write(_ daemonSet: DaemonSetPlacementReport, to page: inout MarkdownPage) {
        let eligible = daemonSet.nodes.filter(\.shouldRun)
        let fitting = eligible.count(where: \.fits)
        let nodes = Wording.count(eligible.count, "eligible node")
        page.heading(3, "\(code: daemonSet.qualifiedName) fits on \(fitting) of \(nodes)")
        if let preflight = daemonSet.preflight { write(preflight, to: &page) }
        for group in PlacementGroup.groups(of: daemonSet.nodes) {
            let names = NodeNameFolding(group.nodes.map(\.node)).text
            let details = group.details.map { detail in
                detail.nodes.map { "\(detail.text) (\(Wording.count($0.count, "node")))" } ?? detail.text
            }
            let why: Markdown = details.isEmpty ? "" : ": \(details.joined(separator: "; "))"
            page.item("\(group.verdict) on \(Wording.count(group.nodes.count, "node")), \(code: names)\(why)")
        }
        if let differences = PlacementTextRenderer.differences(in: daemonSet.nodes) { page.item("\(differences)") }
    }

    private func write(_ preflight: DaemonSetPreflight, to page: inout MarkdownPage) {
        let told: Set<PreflightCode> = [.doesNotFit, .needsPreemption]
        for problem in preflight.problems where !told.contains(problem.code) { page.item(line(for: problem)) }
        if !preflight.changes.isEmpty {
            page.item("Admission changes the pods: \(preflight.changes.joined(separator: "; "))")
        }
        if !preflight.problems.contains(where: { $0.code == .rolloutStalls }) {
            for sentence in preflight.rollout?.sentences ?? [] { page.item("\(sentence)") }
        }
        if preflight.rollout?.replacesPods == false {
            page.item("No pod restarts: the template is unchanged, as far as the snapshot shows.")
        }
        for text in DaemonSetPreflight.PoolReport.sentences(on: preflight.pools.filter(\.isEligible)) {
            page.item("\(text)")
        }
    }

    private func line(for problem: PreflightProblem) -> Markdown {
        let severity: String
        switch problem.severity {
        case .unreadable, .failure: severity = "failure"
        case .notChecked: severity = "not checked"
        case .warning: severity = "warning"
        case .notice: severity = "notice"
        }
        let code = Markdown(stringLiteral: problem.code.rawValue)
        return "**\(severity)** \(code: problem.place.text): \(problem.sentence) (`\(code)`)"
    }

    private func writeNotJudged(to page: inout MarkdownPage) {
        let kinds = Dictionary(grouping: report.preflight?.notJudged ?? [], by: \.kind).sorted { $0.key < $1.key }
        guard !kinds.isEmpty else { return }
        page.heading(2, "Not judged")
        for (kind, objects) in kinds {
            page.item("\(kind) \(Wording.list(objects.map(\.qualifiedName), most: report.isVerbose ? .max : 10))")
        }
    }
}
