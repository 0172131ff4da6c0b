import Preflight

/// Problems of a manifest as GitLab's code quality reports have them.
struct GitLabRenderer: ReportRenderer {
    static let format = "gitlab"
    static let isForPeople = false

    private let report: PlacementReport

    init(_ report: PlacementReport) { self.report = report }

    func render(on style: PageStyle, to sink: ([UInt8]) throws -> Void) throws {
        try withoutActuallyEscaping(sink) { sink in
            var writer = JSONWriter(sink: sink)
            try writer.beginArray()
            for issue in GateIssue.all(of: report) { try write(issue, to: &writer) }
            writer.endArray()
            try writer.finish()
        }
    }

    private func write(_ issue: GateIssue, to writer: inout JSONWriter) throws {
        try writer.beginObject()
        writer.member("description", issue.message)
        writer.member("check_name", issue.problem.code.rawValue)
        writer.member("fingerprint", issue.fingerprint)
        writer.member("severity", Self.severity(issue.problem.severity))
        writer.name("location")
        try writer.beginObject()
        writer.member("path", issue.path)
        writer.name("lines")
        try writer.beginObject(.inline)
        writer.member("begin", issue.problem.place.line ?? 1)
        writer.endObject()
        writer.endObject()
        writer.endObject()
    }

    private static func severity(_ severity: PreflightProblem.Severity) -> String {
        switch severity {
        case .unreadable: "blocker"
        case .failure: "critical"
        case .notChecked: "major"
        case .warning: "minor"
        case .notice: "info"
        }
    }
}
