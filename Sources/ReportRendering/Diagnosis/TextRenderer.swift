import ClusterSnapshot
import DiagnosisEngine
import RemedyPlaybooks
import Wording

/// The report for people.
///
/// The overview is one screen: the causes, the DaemonSets that lose the most, what to do first. For one cause or one
/// DaemonSet: the sentence, the evidence, one fix in full. In full: a block for every DaemonSet that is not healthy, worst
/// first; then what is wrong cluster-wide, the healthy ones in a line, and what data is missing. When all is well, one
/// line is everything.
struct TextRenderer: PageRenderer {
    private let report: Report

    init(_ report: Report) { self.report = report.isLive ? report.wordedForLiveCluster : report }

    /// Whether to print what is otherwise told by its number.
    var isVerbose: Bool { report.isVerbose }

    /// Whether tables come without their heads and sums.
    var hidesHeaders: Bool { report.hidesHeaders }

    /// Whether every remedy is printed in full.
    var showsAllRemedies: Bool { report.showsAllRemedies }

    func write(to page: inout TextPage) {
        if isEmptyPart {
            writeNothingFound(report, to: &page)
        } else if report.extent == .summary {
            writeSummaryRows(report, to: &page)
        } else if isEntirelyWell(report) {
            writeAllIsWell(report, to: &page)
        } else if report.extent == .causes {
            writeCauseViews(report, to: &page)
        } else if report.extent == .overview {
            writeFirstScreen(report, to: &page)
        } else {
            writeBlocks(report, to: &page)
        }
    }

    /// Whether nothing is left of a part that was asked for.
    var isEmptyPart: Bool {
        !report.filters.isEmpty && report.clusterFindings.isEmpty && report.daemonSets.isEmpty
    }

    /// The trouble of one DaemonSet is told in full at once, if that fits on a screen; anything else is an overview.
    private func writeFirstScreen(_ report: Report, to page: inout TextPage) {
        let isSmall = report.causes.count <= 2 && report.daemonSets.count(where: \.needsAttention) <= 1
        if isSmall, report.causes.isEmpty || fits(page, writeBlocks) { return writeBlocks(report, to: &page) }
        if isSmall, fits(page, writeCauseViews) { return writeCauseViews(report, to: &page) }
        writeOverview(report, lines: report.screenLines, to: &page)
    }

    private func fits(_ page: TextPage, _ write: (Report, inout TextPage) -> Void) -> Bool {
        var trial = page.empty
        write(report, &trial)
        return trial.lineCount <= report.screenLines
    }

    private func writeBlocks(_ report: Report, to page: inout TextPage) {
        let sorted = inReadingOrder(report.daemonSets)
        for daemonSet in sorted where !isWell(daemonSet) {
            write(daemonSet, besides: report.clusterFindings, to: &page)
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

    /// Whether nobody has to do anything. Notices are counted in an overview, and shown where somebody asks for more.
    func isEntirelyWell(_ report: Report) -> Bool {
        guard !report.snapshot.gaps.contains(where: \.isDamage), !(isVerbose && !report.snapshot.gaps.isEmpty) else {
            return false
        }
        guard report.extent == .overview, !isVerbose else {
            return report.clusterFindings.isEmpty && report.daemonSets.allSatisfy(isWell)
        }
        let isQuiet = { (finding: FindingReport) in finding.finding.severity <= .notice }
        return report.clusterFindings.allSatisfy(isQuiet)
            && report.daemonSets.allSatisfy {
                [.healthy, .idle].contains($0.diagnosis.verdict) && $0.findings.allSatisfy(isQuiet)
            }
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
