import DiagnosisEngine
import RemedyPlaybooks
import Wording

/// A simulation for people: before and after side by side, then what changes on which nodes, and at what cost.
struct SimulationTextRenderer: PageRenderer {
    private let report: SimulationReport

    init(_ report: SimulationReport) { self.report = report }

    func write(to page: inout TextPage) {
        page.line(TextPage.Span("\(report.namespace)/\(report.name)", .bold), TextPage.Span("  with"))
        for change in report.changes { page.paragraph(indent: 2, change) }
        page.blankLine()
        writeTable(report, to: &page)
        writeNodes(report, to: &page)
        writeCosts(report, to: &page)
        page.write(report.gaps, isVerbose: report.isVerbose)
    }

    private func writeTable(_ report: SimulationReport, to page: inout TextPage) {
        let rows: [(String, Int, Int)] = [
            ("eligible nodes", report.before.eligible, report.after.eligible),
            ("nodes where the pod fits", report.before.placed, report.after.placed),
            ("available", report.before.served, report.after.served),
        ]
        let width = rows.map(\.0.count).max() ?? 0
        page.line(TextPage.Span(padded("", width) + left("now", 8) + left("then", 8), .bold))
        for (name, before, after) in rows {
            let style: TextStyle = after > before ? .good : after < before ? .critical : .plain
            page.line(
                TextPage.Span(padded(name, width) + left("\(before)", 8)), TextPage.Span(left("\(after)", 8), style))
        }
    }

    /// What becomes of nodes, in words.
    static var groups: [(words: String, style: TextStyle, isMeant: (SimulationReport.Node) -> Bool)] {
        [
            ("gets its pod", .good, { !$0.before.hasPlace && $0.after == .placed }),
            ("gets its pod by preemption", .warning, { !$0.before.hasPlace && $0.after == .placedByPreemption }),
            ("keeps its pod, now eligible", .good, { $0.before == .ineligible && $0.after == .served }),
            ("loses its pod", .critical, { $0.before.hasPlace && $0.after != .ineligible && !$0.after.hasPlace }),
            ("is no longer eligible", .warning, { $0.before != .ineligible && $0.after == .ineligible }),
            (
                "stays without a pod", .critical,
                { !$0.before.hasPlace && $0.after != .ineligible && !$0.after.hasPlace }
            ),
            ("stays failing", .critical, { $0.after == .failing }),
        ]
    }

    /// Nodes whose standing changes, and those without a place, by what becomes of them.
    private func writeNodes(_ report: SimulationReport, to page: inout TextPage) {
        for (words, style, isMeant) in Self.groups {
            let nodes = report.nodes.filter(isMeant)
            if nodes.isEmpty { continue }
            page.blankLine()
            let head = "\(Self.mark(style)) \(words)"
            page.line(TextPage.Span(head, style), TextPage.Span("    \(Wording.count(nodes.count, "node"))"))
            let byReason = Dictionary(grouping: nodes) { $0.reason ?? "" }
            for (reason, nodes) in byReason.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }) {
                let names = NodeNameFolding(nodes.map(\.name)).text
                page.paragraph(indent: 4, reason.isEmpty ? names : "\(names): \(reason)")
            }
        }
    }

    private func writeCosts(_ report: SimulationReport, to page: inout TextPage) {
        let lines = Self.costs(report)
        if lines.isEmpty { return }
        page.blankLine()
        for line in lines { page.paragraph(indent: 2, line) }
        if report.isVerbose { writeEvictions(report.evictions, to: &page) }
    }

    /// What the changes cost, a sentence each.
    static func costs(_ report: SimulationReport) -> [String] {
        var lines = SimulationWording.costs(evictions: report.evictions, admissions: report.admissions)
        if let rollout = report.rollout {
            if rollout.restarts > 0 {
                let words = SimulationWording.restarts(
                    rollout.restarts, atOnce: rollout.atOnce, isByHand: rollout.rounds == nil)
                lines.append(words.capitalizedFirst + ".")
            }
            if !rollout.removals.isEmpty {
                let nodes = NodeNameFolding(rollout.removals).text
                lines.append("Removes the pod from \(nodes): not eligible for the DaemonSet.")
            }
            if rollout.rounds != nil {
                lines += SimulationWording.rollout(
                    stale: rollout.staleNodes, holdups: rollout.holdups, budget: rollout.budget,
                    isStalled: !rollout.isComplete)
            }
        }
        return lines
    }

    private func writeEvictions(_ evictions: [Simulation.Eviction], to page: inout TextPage) {
        for eviction in evictions {
            let fate = SimulationWording.fate(of: eviction)
            let budget = eviction.violatesBudget.map { ", against budget \($0)" } ?? ""
            page.paragraph(
                indent: 4, "\(eviction.pod) on \(eviction.node), priority \(eviction.priority): \(fate)\(budget)")
        }
    }

    static func mark(_ style: TextStyle) -> String {
        switch style {
        case .critical: return "✖"
        case .warning: return "▲"
        default: return "✔"
        }
    }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private func left(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
