import DiagnosisEngine
import Wording

/// A diagnosis as the result of tests: a case for each DaemonSet, and one for the cluster.
///
/// A finding of the severity of `--fail-on` is a failure, a DaemonSet that could not be judged an error.
struct DiagnosisJUnitRenderer: ReportRenderer {
    static let format = "junit"
    static let isForPeople = false

    private let report: Report

    init(_ report: Report) { self.report = report.isLive ? report.wordedForLiveCluster : report }

    func render(on style: PageStyle, to sink: ([UInt8]) throws -> Void) throws {
        var suite = JUnitSuite(
            name: "dsdoctor diagnose", timestamp: report.snapshot.capturedAt, cases: [],
            remarks: report.snapshot.gaps.map { "missing data: \($0.detail) [\($0.code.rawValue)]" })
        for daemonSet in report.daemonSets {
            let isUnknown = daemonSet.diagnosis.verdict == .unknown
            add(
                daemonSet.findings, name: daemonSet.name, className: "dsdoctor.\(daemonSet.diagnosis.namespace)",
                isUnknown: isUnknown, to: &suite)
        }
        add(report.clusterFindings, name: "cluster", className: "dsdoctor", isUnknown: false, to: &suite)
        try sink(JUnitSuite.document([suite]))
    }

    private func add(
        _ findings: [FindingReport], name: String, className: String, isUnknown: Bool, to suite: inout JUnitSuite
    ) {
        var one = JUnitSuite.Case(name: name, className: className)
        let lines = findings.map(Self.line)
        if let worst = findings.first(where: { $0.finding.severity >= report.failsFrom }) {
            one.trouble = JUnitSuite.Trouble(
                kind: "failure", message: RuleCatalogue.title(of: worst.finding), type: worst.finding.code.rawValue,
                lines: lines)
        } else if isUnknown {
            one.trouble = JUnitSuite.Trouble(
                kind: "error", message: "cannot be judged: the snapshot lacks its pods or nodes", type: "unknown",
                lines: lines)
        } else {
            suite.remarks += lines.map { "\(name): \($0)" }
        }
        suite.cases.append(one)
    }

    /// The finding, the nodes, and what to do.
    private static func line(_ report: FindingReport) -> String {
        let finding = report.finding
        let places = finding.nodes.isEmpty ? finding.pods : finding.nodes
        let location = places.isEmpty ? "" : " (\(NodeNameFolding(places).text(columns: 200)))"
        let fix = report.remedies.first.map { " Fix: \($0.title)." } ?? ""
        let severity = finding.severity.rawValue
        return "\(severity): \(finding.message)\(location)\(fix) [\(finding.code.rawValue)]"
    }
}
