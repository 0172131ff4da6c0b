import ClusterSnapshot
import DiagnosisEngine
import LogSignatureFiles
import PlacementEngine
import RemedyPlaybooks
import ReportRendering
import SnapshotCollector

/// The report on a saved snapshot, as `dsdoctor diagnose --snapshot` makes it.
struct Diagnosed {
    var report: Report

    init(path: String) throws {
        let snapshot = try SnapshotReader.read(path: path)
        let engine = PlacementEngine(ClusterIndex.completing(snapshot))
        let diagnosis = DiagnosisEngine(engine, logSignatures: .embedded).diagnosis()
        report = Report(diagnosis, of: snapshot, advisor: RemedyAdvisor(engine, catalogue: .embedded))
    }

    /// The report on one DaemonSet.
    func daemonSet(_ name: String) -> DaemonSetReport? {
        report.daemonSets.first { $0.name == name }
    }

    /// The findings on one DaemonSet; those on the cluster, for none.
    func findings(on daemonSet: String?) -> [FindingReport] {
        guard let daemonSet else { return report.clusterFindings }
        return self.daemonSet(daemonSet)?.findings ?? []
    }

    var allFindings: [FindingReport] { report.daemonSets.flatMap(\.findings) + report.clusterFindings }

    /// What people read of one finding, without line breaks: its block of the text report, and what the block
    /// shortens.
    func text(of finding: FindingReport) throws -> String {
        let quoted = finding.finding.evidence.map { "\($0.object): \($0.text)" }
        return try ([finding.finding.title, finding.finding.message] + quoted + [block(of: finding)]).joined(
            separator: "\n"
        ).flattened
    }

    /// What the program says of one finding in its own words. A code is a name, and says nothing.
    func ownWords(of finding: FindingReport) throws -> String {
        var unquoted = finding
        unquoted.finding.evidence = []
        let words = try ([finding.finding.title, finding.finding.message, block(of: unquoted)]).joined(separator: "\n")
            .flattened
        return words.replacing(finding.finding.code.rawValue, with: "")
    }

    private func block(of finding: FindingReport) throws -> String {
        guard let format = ReportFormat<Report>(named: "text") else { return "" }
        var one = report
        one.snapshot.gaps = []
        one.daemonSets = []
        one.clusterFindings = [finding]
        var bytes: [UInt8] = []
        try format.render(one) { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension DaemonSetReport {
    /// The DaemonSet as `namespace/name`.
    var name: String { "\(diagnosis.namespace)/\(diagnosis.name)" }
}

extension String {
    /// The text in lower case on one line, with the lines of a wrapped command put together again.
    var flattened: String {
        replacing("\\\n", with: "\n").split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    }
}
