import ClusterWatching
import DiagnosisEngine
import KubernetesModel
import ReportRendering

/// What an overview tells but for times and ages: it is told again where this changes.
struct WatchedOverview: Equatable {
    private var daemonSets: [[String]]
    private var causes: [[String]]
    private var findings: [String]
    private var gaps: [String]
    private var troubles: [String]

    init(_ report: Report, _ troubles: [WatchTrouble]) {
        daemonSets = report.daemonSets.map { daemonSet in
            let diagnosis = daemonSet.diagnosis
            return ["\(diagnosis.namespace)/\(diagnosis.name)", diagnosis.verdict.rawValue]
                + diagnosis.nodes.map { "\($0.node) \($0.state.rawValue)" }
                + daemonSet.findings.map { "\($0.finding.code.rawValue) \($0.finding.nodes.joined(separator: ","))" }
        }
        causes = report.causes.map { cause in
            cause.cause.codes.map(\.rawValue).sorted() + ["\(cause.cause.podsAffected)"] + cause.cause.nodes
        }
        findings = report.clusterFindings.map(\.finding.code.rawValue)
        gaps = report.snapshot.gaps.map(\.code.rawValue)
        self.troubles = troubles.map { "\($0.kinds.map(\.rawValue).joined(separator: ",")) \($0.message)" }
    }
}

extension [WatchTrouble] {
    /// What is not current, a line for each reason.
    var lines: [String] {
        map { trouble in
            let kinds = trouble.kinds.prefix(3).map(\.inSentences).joined(separator: ", ")
            let more = trouble.kinds.count > 3 ? " and \(trouble.kinds.count - 3) more kinds" : ""
            return "NOT CURRENT since \(trouble.since): \(kinds)\(more): \(trouble.message)"
        }
    }
}
