import DiagnosisEngine
import Wording

/// Findings for programs that gather results of analyses: a result for each finding, about the DaemonSet or the nodes.
///
/// A saved snapshot is the file that they stand in; what a live cluster says stands in none.
struct DiagnosisSARIFRenderer: ReportRenderer {
    static let format = "sarif"
    static let isForPeople = false

    private let report: Report

    init(_ report: Report) { self.report = report.isLive ? report.wordedForLiveCluster : report }

    func render(on style: PageStyle, to sink: ([UInt8]) throws -> Void) throws {
        var fingerprint = Fingerprint()
        var results: [SARIFLog.Result] = []
        for daemonSet in report.daemonSets {
            for finding in daemonSet.findings.map(\.finding) {
                results.append(result(finding, of: daemonSet.name, &fingerprint))
            }
        }
        for finding in report.clusterFindings.map(\.finding) { results.append(result(finding, of: nil, &fingerprint)) }
        let rules = Set(results.map(\.rule)).sorted().compactMap { id in
            RuleCatalogue.all.first { $0.code.rawValue == id }.map { rule in
                SARIFLog.Rule(
                    id: id, title: rule.documentation.summary, description: rule.documentation.explanation,
                    help: "dsdoctor explain \(id)")
            }
        }
        try SARIFLog(rules: rules, results: results, isSuccessful: !report.isPartlyUnknown).write(to: sink)
    }

    private func result(_ finding: Finding, of daemonSet: String?, _ fingerprint: inout Fingerprint) -> SARIFLog.Result
    {
        let places = finding.nodes.isEmpty ? finding.pods : finding.nodes
        let location = places.isEmpty ? "" : " (\(NodeNameFolding(places).text(columns: 200)))"
        // A finding of the cluster is about nodes or pods, by their names.
        let objects = daemonSet.map { [$0] } ?? places
        return SARIFLog.Result(
            rule: finding.code.rawValue, level: Self.level(finding.severity),
            message:
                "\(daemonSet.map { "\($0): " } ?? "")\(RuleCatalogue.title(of: finding))\(location). \(finding.message)",
            file: file, objects: objects,
            // Numbers in messages change from day to day, and so do nodes.
            fingerprint: fingerprint.of([finding.code.rawValue, daemonSet ?? ""]))
    }

    private var file: String? {
        let source = report.snapshot.source
        guard !report.isLive, !source.isEmpty else { return nil }
        return source == "-" ? "stdin" : source
    }

    private static func level(_ severity: Severity) -> String {
        switch severity {
        case .critical: "error"
        case .warning: "warning"
        case .notice: "note"
        }
    }
}
