import DiagnosisEngine
import SnapshotComparison

extension DiffTextRenderer {
    /// DaemonSets of which the same is to be told, together; in the order of the first of each.
    func blocks(of daemonSets: [DaemonSetComparison], columns: Int) -> [[DaemonSetComparison]] {
        struct Story: Hashable {
            var outcome: DaemonSetComparison.Outcome
            var progress: String
            var body: String
        }
        var blocks: [[DaemonSetComparison]] = []
        var positions: [Story: Int] = [:]
        for daemonSet in daemonSets {
            var body = TextPage(PageStyle(columns: columns))
            writeBody(of: daemonSet, to: &body)
            let story = Story(outcome: daemonSet.outcome, progress: daemonSet.progressWords, body: body.text)
            if let position = positions[story] {
                blocks[position].append(daemonSet)
            } else {
                positions[story] = blocks.count
                blocks.append([daemonSet])
            }
        }
        return blocks
    }

    /// The change of DaemonSets that share one story.
    func write(_ alike: [DaemonSetComparison], to page: inout TextPage) {
        let first = alike[0]
        let subject = alike.count == 1 ? "\(first.namespace)/\(first.name)" : "\(alike.count) DaemonSets"
        let name = [
            TextPage.Span(first.outcome.words, first.outcome.style), TextPage.Span("  \(subject)", .bold),
        ]
        let header = name + [TextPage.Span("    " + first.progressWords)]
        if page.width(of: header) <= page.columns {
            page.line(header)
        } else {
            page.line(name)
            page.paragraph(indent: 2, first.progressWords)
        }
        if alike.count > 1 {
            let names = alike.map { "\($0.namespace)/\($0.name)" }.joined(separator: ", ")
            page.paragraph(indent: 4, names, .bold)
        }
        writeBody(of: first, to: &page)
    }

    private func writeBody(of daemonSet: DaemonSetComparison, to page: inout TextPage) {
        for group in DiffGroup.groups(of: daemonSet.nodes) {
            writeRow(group.mark, group.style, group.phrase, group.nodes, to: &page)
        }
        writeLabelled("Changed", changes(of: daemonSet), to: &page)
        writeLabelled("Rollout", [daemonSet.rollout?.words].compactMap(\.self), to: &page)
        for change in FindingChange.Change.allCases {
            let findings = daemonSet.findings.filter { $0.change == change && isToBeTold($0, of: daemonSet) }
            guard !findings.isEmpty else { continue }
            writeLabelled(change.label, [findings.map(\.words).joined(separator: ", ")], to: &page)
        }
    }

    /// Whether a finding adds to what the rows on nodes say already.
    func isToBeTold(_ finding: FindingChange, of daemonSet: DaemonSetComparison) -> Bool {
        if isVerbose { return true }
        switch finding.change {
        case .persisting: return finding.nodes.isChanged
        case .uncertain: return true
        case .new:
            let told = daemonSet.nodes.filter { $0.tellsCauseAfter && $0.after?.cause == finding.code }
            return finding.nodes.after.isEmpty || !Set(finding.nodes.after).isSubset(of: told.map(\.node))
        case .gone:
            if daemonSet.outcome == .removed { return false }
            let told = daemonSet.nodes.filter { $0.tellsCauseBefore && $0.before?.cause == finding.code }
            return finding.nodes.before.isEmpty || !Set(finding.nodes.before).isSubset(of: told.map(\.node))
        }
    }

    func changes(of daemonSet: DaemonSetComparison) -> [String] {
        let recreated = daemonSet.isRecreated ? ["deleted and created again: its UID differs"] : []
        return recreated + daemonSet.changes.map(\.description)
    }

    /// The column at which texts behind labels begin.
    private static let indent = 13

    private func writeLabelled(_ label: String, _ texts: [String], to page: inout TextPage) {
        for (position, text) in texts.enumerated() {
            page.paragraph(
                [TextPage.Span("    " + (position == 0 ? label : ""), .dim)], indent: Self.indent, text,
                lineLimit: isVerbose ? .max : 4)
        }
    }
}

extension NodeTransition {
    /// Whether the row on the node names its cause in AFTER.
    fileprivate var tellsCauseAfter: Bool {
        switch change {
        case .broken, .otherCause, .stillFailing, .newlyEligible, .joined: return true
        default: return false
        }
    }

    /// Whether the row on the node names its cause in BEFORE.
    fileprivate var tellsCauseBefore: Bool {
        switch change {
        case .healed, .otherCause, .underway: return before.map { $0.state != .available } ?? false
        default: return false
        }
    }
}
