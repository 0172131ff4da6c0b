import ClusterSnapshot
import DiagnosisEngine
import RemedyPlaybooks

/// The report for people.
///
/// In full: a block for every DaemonSet that is not healthy, worst first; then what concerns the cluster, the healthy
/// ones in a line, what the snapshot does not hold, and the whole in a line. The overview is one screen of causes. When
/// all is well, one line is everything.
struct TextRenderer: PageRenderer {
    private let report: Report

    init(_ report: Report) { self.report = report }

    /// Whether to print what is otherwise told by its number.
    var isVerbose: Bool { report.isVerbose }

    func write(to page: inout TextPage) {
        if report.extent == .summary {
            writeSummaryRows(report, to: &page)
        } else if isEntirelyWell(report) {
            writeAllIsWell(report, to: &page)
        } else if report.extent == .overview, report.daemonSets.count(where: \.needsAttention) > 1 {
            writeOverview(report, to: &page)
        } else {
            writeBlocks(report, to: &page)
        }
    }

    private func writeBlocks(_ report: Report, to page: inout TextPage) {
        let sorted = inReadingOrder(report.daemonSets)
        for daemonSet in sorted where !isWell(daemonSet) {
            write(
                daemonSet, capturedAt: report.snapshot.capturedAt, besides: report.clusterFindings, to: &page)
        }
        writeClusterFindings(report, to: &page)
        page.blankLine()
        writeWell(sorted.filter(isWell), to: &page)
        writeGaps(report.snapshot.gaps, to: &page)
        page.blankLine()
        writeTotals(report, to: &page)
    }

    /// Worst verdict first, inside that by namespace and name.
    func inReadingOrder(_ daemonSets: [DaemonSetReport]) -> [DaemonSetReport] {
        daemonSets.sorted { left, right in
            let (one, other) = (left.diagnosis, right.diagnosis)
            return (one.verdict.rank, one.namespace, one.name) < (other.verdict.rank, other.namespace, other.name)
        }
    }

    /// Whether there is nothing to tell of a DaemonSet but its name.
    func isWell(_ daemonSet: DaemonSetReport) -> Bool {
        guard daemonSet.findings.isEmpty else { return false }
        switch daemonSet.diagnosis.verdict {
        case .healthy, .idle: return true
        case .progressing, .degraded, .failing, .unknown: return false
        }
    }

    func isEntirelyWell(_ report: Report) -> Bool {
        report.clusterFindings.isEmpty && report.daemonSets.allSatisfy(isWell)
            && !(isVerbose && !report.snapshot.gaps.isEmpty)
            && !report.snapshot.gaps.contains(where: \.isDamage)
    }
}

extension Verdict {
    /// The place in a report for people, worst first.
    var rank: Int {
        switch self {
        case .failing: return 0
        case .degraded: return 1
        case .unknown: return 2
        case .progressing: return 3
        case .idle: return 4
        case .healthy: return 5
        }
    }

    var style: TextStyle {
        switch self {
        case .failing: return .critical
        case .degraded, .unknown: return .warning
        case .progressing: return .notice
        case .idle: return .bold
        case .healthy: return .good
        }
    }
}

extension Severity {
    var mark: String {
        switch self {
        case .critical: return "✖"
        case .warning: return "▲"
        case .notice: return "•"
        }
    }

    var style: TextStyle {
        switch self {
        case .critical: return .critical
        case .warning: return .warning
        case .notice: return .notice
        }
    }
}
