import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import Wording

/// The placement for people: a row for each group of nodes that share a verdict, with the constraint and the shortfall.
struct PlacementTextRenderer: PageRenderer {
    private let report: PlacementReport

    init(_ report: PlacementReport) { self.report = report }

    /// Whether to print what is otherwise told by its number.
    var isVerbose: Bool { report.isVerbose }

    func write(to page: inout TextPage) {
        if let verdict = report.verdict { writeHead(verdict, of: report, to: &page) }
        for cluster in report.preflight?.clusters ?? [""] {
            if !cluster.isEmpty {
                page.blankLine()
                page.line(TextPage.Span("CLUSTER \(cluster)", .bold))
            }
            for daemonSet in report.daemonSets where (daemonSet.preflight?.cluster ?? "") == cluster {
                page.blankLine()
                write(daemonSet, to: &page)
            }
        }
        if report.daemonSets.isEmpty, report.preflight == nil { page.line(TextPage.Span("No DaemonSet to place.")) }
        page.write(report.gaps, isVerbose: isVerbose)
        if let preflight = report.preflight { writeClosing(preflight, of: report, to: &page) }
    }

    private func write(_ daemonSet: DaemonSetPlacementReport, to page: inout TextPage) {
        let eligible = daemonSet.nodes.filter(\.shouldRun)
        let fitting = eligible.count(where: \.fits)
        let style: TextStyle = eligible.isEmpty ? .bold : fitting == eligible.count ? .good : .warning
        let head = [
            TextPage.Span("\(daemonSet.namespace)/\(daemonSet.name)", .bold),
            TextPage.Span("    fits on \(fitting) of \(Wording.count(eligible.count, "eligible node"))", style),
        ]
        let tail = TextPage.Span(", \(Wording.count(daemonSet.nodes.count, "node")) in all", .dim)
        page.line(page.width(of: head + [tail]) <= page.columns ? head + [tail] : head)
        if let preflight = daemonSet.preflight { writeProblems(of: preflight, to: &page) }
        for group in PlacementGroup.groups(of: daemonSet.nodes) { write(group, to: &page) }
        if let preflight = daemonSet.preflight { writePools(of: preflight, to: &page) }
        if let differences = Self.differences(in: daemonSet.nodes) {
            page.paragraph([TextPage.Span("  ! ", .warning)], indent: 4, differences)
        }
    }

    /// In what the pods that already wait differ from what the template gives, the most frequent difference first.
    static func differences(in nodes: [NodePlacementReport]) -> String? {
        let differing = nodes.map(\.differences).filter { !$0.isEmpty }
        if differing.isEmpty { return nil }
        let counts = Dictionary(differing.joined().map { ($0, 1) }, uniquingKeysWith: +)
        let ordered = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { text, count in
            count == differing.count ? text : "\(text) (\(count))"
        }
        let verb = differing.count == 1 ? "differs" : "differ"
        return "\(Wording.count(differing.count, "waiting pod")) \(verb) from the template: "
            + ordered.joined(separator: "; ")
    }

    private func write(_ group: PlacementGroup, to page: inout TextPage) {
        let mark = TextPage.Span("  \(group.mark) ", group.style)
        let head = [
            mark, TextPage.Span(group.verdict, group.style),
            TextPage.Span("  \(Wording.count(group.nodes.count, "node"))  "),
        ]
        let folding = NodeNameFolding(group.nodes.map(\.node))
        let room = max(page.columns - page.width(of: head), 24)
        page.line(head + [TextPage.Span(isVerbose ? folding.text : folding.text(columns: room), .bold)])
        for detail in group.details {
            guard let names = detail.nodes else {
                page.paragraph(indent: 6, detail.text)
                continue
            }
            let label = [TextPage.Span("      \(detail.text)  ")]
            let room = max(page.columns - page.width(of: label), 24)
            let folding = NodeNameFolding(names)
            page.line(label + [TextPage.Span(isVerbose ? folding.text : folding.text(columns: room))])
        }
    }
}
