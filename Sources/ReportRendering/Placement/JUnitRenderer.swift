import KubernetesModel
import Preflight

/// A preflight as the result of tests: one case for each DaemonSet in each cluster, and one for the manifest.
///
/// A fault is a failure; anything unreadable or unchecked is an error.
struct JUnitRenderer: ReportRenderer {
    static let format = "junit"
    static let isForPeople = false

    private let report: PlacementReport

    init(_ report: PlacementReport) { self.report = report }

    func render(on style: PageStyle, to sink: ([UInt8]) throws -> Void) throws {
        let clusters = report.preflight?.clusters ?? [""]
        try sink(JUnitSuite.document(clusters.enumerated().map { suite($1, number: $0) }))
    }

    private func suite(_ cluster: String, number: Int) -> JUnitSuite {
        let moments = report.preflight?.capturedAt ?? []
        var suite = JUnitSuite(
            name: cluster.isEmpty ? "dsdoctor" : cluster,
            timestamp: moments.indices.contains(number) ? moments[number] : Timestamp(seconds: 0), cases: [],
            remarks: [])
        let problems = report.preflight?.problems ?? []
        if number == 0, !problems.isEmpty {
            let verdict = PreflightVerdict(problems, allowsGaps: report.preflight?.allowsGaps ?? false)
            add(problems, Self.outcome(verdict), name: "manifest", className: "dsdoctor", to: &suite)
        }
        for daemonSet in report.daemonSets where (daemonSet.preflight?.cluster ?? "") == cluster {
            let misfits = daemonSet.nodes.count { $0.shouldRun && !$0.fits }
            add(
                daemonSet.preflight?.problems ?? [],
                report.verdict(of: daemonSet).map(Self.outcome) ?? (misfits > 0 ? "failure" : nil),
                name: daemonSet.qualifiedName, className: cluster.isEmpty ? "dsdoctor" : "dsdoctor.\(cluster)",
                to: &suite)
        }
        return suite
    }

    private func add(
        _ problems: [PreflightProblem], _ outcome: String?, name: String, className: String, to suite: inout JUnitSuite
    ) {
        let lines = problems.map(Self.line)
        if outcome == nil { suite.remarks += lines }
        let worst = problems.min { $0.severity < $1.severity }
        suite.cases.append(
            JUnitSuite.Case(
                name: name, className: className,
                trouble: outcome.map { kind in
                    JUnitSuite.Trouble(
                        kind: kind, message: worst?.sentence ?? "the pod does not fit on every eligible node",
                        type: worst?.code.rawValue ?? PreflightCode.doesNotFit.rawValue, lines: lines)
                }))
    }

    private static func outcome(_ verdict: PreflightVerdict) -> String? {
        switch verdict {
        case .pass: nil
        case .fail: "failure"
        case .notChecked, .unreadable: "error"
        }
    }

    private static func line(_ problem: PreflightProblem) -> String {
        "\(problem.place.text): \(problem.sentence) [\(problem.code.rawValue)]"
    }
}
