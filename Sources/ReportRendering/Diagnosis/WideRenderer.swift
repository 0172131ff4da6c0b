import DiagnosisEngine
import Wording

/// A row for each DaemonSet, as wide as it takes, in the manner of `kubectl get daemonsets -o wide`: counts, the causes
/// by number, the codes of findings, and the nodes that are not served.
///
/// Rows are never wrapped, so that lines can be taken apart; `--no-headers` leaves out the head and the sum.
struct WideRenderer: PageRenderer {
    static var format: String { "wide" }
    static var isForPeople: Bool { false }
    static var isTable: Bool { true }

    private let report: Report

    init(_ report: Report) { self.report = report }

    private static let head = [
        "NAMESPACE", "NAME", "VERDICT", "DESIRED", "CURRENT", "READY", "UP-TO-DATE", "AVAILABLE", "MISSCHEDULED",
        "CAUSES", "FINDINGS", "NODES",
    ]

    func write(to page: inout TextPage) {
        let text = TextRenderer(report)
        let daemonSets = text.inReadingOrder(report.daemonSets)
        let causes = causeIDs
        var rows = daemonSets.map { row(for: $0, causes: causes[$0.name] ?? []) }
        if !report.hidesHeaders, !rows.isEmpty { rows.insert(Self.head, at: 0) }
        let widths = Self.head.indices.map { column in
            rows.map { DisplayWidth.of(page.shown($0[column])) }.max() ?? 0
        }
        for row in rows {
            let cells = zip(row, widths).map { cell, width in
                cell + String(repeating: " ", count: max(width - DisplayWidth.of(page.shown(cell)), 0))
            }
            page.line(TextPage.Span(cells.joined(separator: "   ")))
        }
        guard !report.hidesHeaders else { return }
        page.blankLine()
        text.writeTotals(report, to: &page)
        text.writeGapsLine(report, to: &page)
    }

    private func row(for daemonSet: DaemonSetReport, causes: [Int]) -> [String] {
        let diagnosis = daemonSet.diagnosis
        let counts = diagnosis.counts
        let codes = TextRenderer(report).codes(of: daemonSet, separator: ",")
        let nodes = diagnosis.nodes.filter { $0.cause != nil }.map(\.node)
        return [
            diagnosis.namespace, diagnosis.name, diagnosis.verdict.rawValue.uppercased(), String(counts.desired),
            String(counts.current), String(counts.ready), String(counts.updated), String(counts.available),
            String(counts.misscheduled), Self.cell(causes.map(String.init).joined(separator: ",")), Self.cell(codes),
            Self.cell(nodes.isEmpty ? "" : NodeNameFolding(nodes).text(columns: 80)),
        ]
    }

    private static func cell(_ text: String) -> String { text.isEmpty ? "<none>" : text }

    /// The ids of the causes that affect each DaemonSet.
    private var causeIDs: [String: [Int]] {
        var ids: [String: [Int]] = [:]
        for cause in report.causes.map(\.cause) {
            for daemonSet in cause.daemonSets { ids[daemonSet.name, default: []].append(cause.id) }
        }
        return ids
    }
}
