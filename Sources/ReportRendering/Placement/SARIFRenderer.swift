import Preflight

/// Problems of a manifest for code scanning: SARIF 2.1.0, a rule for each code, a result at the manifest's line.
struct SARIFRenderer: ReportRenderer {
    static let format = "sarif"
    static let isForPeople = false

    private let report: PlacementReport

    init(_ report: PlacementReport) { self.report = report }

    func render(on style: PageStyle, to sink: ([UInt8]) throws -> Void) throws {
        try withoutActuallyEscaping(sink) { sink in
            var writer = JSONWriter(sink: sink)
            try write(to: &writer)
            try writer.finish()
        }
    }

    private func write(to writer: inout JSONWriter) throws {
        let issues = GateIssue.all(of: report)
        let codes = Set(issues.map(\.problem.code)).sorted { $0.rawValue < $1.rawValue }
        try writer.beginObject()
        writer.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
        writer.member("version", "2.1.0")
        writer.name("runs")
        try writer.beginArray()
        try writer.beginObject()
        writer.name("tool")
        try writer.beginObject()
        writer.name("driver")
        try writer.beginObject()
        writer.member("name", "dsdoctor")
        writer.name("rules")
        try writer.beginArray()
        for code in codes { try write(code, to: &writer) }
        writer.endArray()
        writer.endObject()
        writer.endObject()
        writer.name("invocations")
        try writer.beginArray()
        try writer.beginObject(.inline)
        writer.member("executionSuccessful", report.verdict != .unreadable)
        writer.endObject()
        writer.endArray()
        writer.member("columnKind", "unicodeCodePoints")
        writer.name("results")
        try writer.beginArray()
        for issue in issues {
            try write(issue, index: codes.firstIndex(of: issue.problem.code) ?? 0, to: &writer)
        }
        writer.endArray()
        writer.endObject()
        writer.endArray()
        writer.endObject()
    }

    private func write(_ code: PreflightCode, to writer: inout JSONWriter) throws {
        try writer.beginObject()
        writer.member("id", code.rawValue)
        try text("shortDescription", code.title, to: &writer)
        try text("fullDescription", "\(code.title). \(code.help)", to: &writer)
        try text("help", code.help.isEmpty ? code.title : code.help, to: &writer)
        writer.endObject()
    }

    private func text(_ name: StaticString, _ text: String, to writer: inout JSONWriter) throws {
        writer.name(name)
        try writer.beginObject(.inline)
        writer.member("text", text)
        writer.endObject()
    }

    private func write(_ issue: GateIssue, index: Int, to writer: inout JSONWriter) throws {
        let problem = issue.problem
        try writer.beginObject()
        writer.member("ruleId", problem.code.rawValue)
        writer.member("ruleIndex", index)
        writer.member("level", Self.level(problem.severity))
        try text("message", issue.message, to: &writer)
        writer.name("locations")
        try writer.beginArray()
        try writer.beginObject()
        if !problem.place.file.isEmpty {
            writer.name("physicalLocation")
            try writer.beginObject()
            writer.name("artifactLocation")
            try writer.beginObject(.inline)
            writer.member("uri", Self.uri(issue.path))
            writer.endObject()
            writer.name("region")
            try writer.beginObject(.inline)
            writer.member("startLine", problem.place.line ?? 1)
            if let column = problem.place.column { writer.member("startColumn", column) }
            writer.endObject()
            writer.endObject()
        }
        if let daemonSet = problem.daemonSet {
            writer.name("logicalLocations")
            try writer.beginArray()
            try writer.beginObject(.inline)
            writer.member("fullyQualifiedName", "\(daemonSet)\(problem.field.isEmpty ? "" : "#\(problem.field)")")
            writer.member("kind", "object")
            writer.endObject()
            writer.endArray()
        }
        writer.endObject()
        writer.endArray()
        writer.name("partialFingerprints")
        try writer.beginObject(.inline)
        writer.member("dsdoctor/v1", issue.fingerprint)
        writer.endObject()
        writer.endObject()
    }

    private static func level(_ severity: PreflightProblem.Severity) -> String {
        switch severity {
        case .unreadable, .failure: "error"
        case .notChecked, .warning: "warning"
        case .notice: "note"
        }
    }

    /// A path as a relative reference (RFC 3986): all but unreserved characters and slashes are escaped.
    private static func uri(_ path: String) -> String {
        var uri = path.hasPrefix("/") ? "file://" : ""
        for byte in path.utf8 {
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || [0x2D, 0x2E, 0x5F, 0x7E, 0x2F].contains(byte)
            if isPlain {
                uri.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                uri += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return uri
    }
}
