import Preflight

/// Problems of a manifest for code scanning: a result at the manifest's line.
struct SARIFRenderer: ReportRenderer {
    static let format = "sarif"
    static let isForPeople = false

    private let report: PlacementReport

    init(_ report: PlacementReport) { self.report = report }

    func render(on style: PageStyle, to sink: ([UInt8]) throws -> Void) throws {
        let issues = GateIssue.all(of: report)
        let codes = Set(issues.map(\.problem.code)).sorted { $0.rawValue < $1.rawValue }
        let rules = codes.map { code in
            SARIFLog.Rule(
                id: code.rawValue, title: code.title, description: "\(code.title). \(code.help)",
                help: code.help.isEmpty ? code.title : code.help)
        }
        try SARIFLog(rules: rules, results: issues.map(result), isSuccessful: report.verdict != .unreadable)
            .write(to: sink)
    }

    private func result(_ issue: GateIssue) -> SARIFLog.Result {
        let problem = issue.problem
        return SARIFLog.Result(
            rule: problem.code.rawValue, level: Self.level(problem.severity), message: issue.message,
            file: problem.place.file.isEmpty ? nil : issue.path, line: problem.place.line ?? 1,
            column: problem.place.column,
            objects: problem.daemonSet.map { ["\($0)\(problem.field.isEmpty ? "" : "#\(problem.field)")"] } ?? [],
            fingerprint: issue.fingerprint)
    }

    private static func level(_ severity: PreflightProblem.Severity) -> String {
        switch severity {
        case .unreadable, .failure: "error"
        case .notChecked, .warning: "warning"
        case .notice: "note"
        }
    }
}
