import ClusterSnapshot
import DiagnosisEngine
import RemedyPlaybooks
import SecretRedaction
import Testing

@testable import ReportRendering

@Suite("Secrets in reports")
struct RedactedReportTests {
    private static let secret = "hunter2xyz"

    /// A report that quotes a secret wherever a cluster's texts go.
    private var report: Report {
        var report = SampleReports.full
        var finding = Finding(
            code: .crashLoopCommandNotFound, severity: .critical, title: "agent crashes",
            message: "Its log says: password=\(Self.secret)",
            parameters: ["line": "password=\(Self.secret)"],
            evidence: [
                Evidence(kind: .event, object: "apps/a", text: "hook: Authorization: Bearer \(Self.secret)"),
                Evidence(kind: .log, object: "apps/a", text: "-----BEGIN PRIVATE KEY-----"),
                Evidence(kind: .log, object: "apps/a", text: Self.secret),
                Evidence(kind: .log, object: "apps/a", text: "-----END PRIVATE KEY-----"),
                Evidence(
                    kind: .containerStatus, object: "apps/a",
                    text: "exit 1: token=\"\(Self.secret)1\", https://u:\(Self.secret)@h"),
            ])
        finding.nodes = ["real-node-1"]
        let remedy = Remedy(
            playbook: "fix-config", title: "Fix it", risk: .low, steps: ["Look at password=\(Self.secret)"],
            commands: [["kubectl", "get", "pods"], ["kubectl", "patch", "-p", #"{"password":"\#(Self.secret)"}"#]])
        report.daemonSets[3].findings = [FindingReport(finding: finding, remedies: [remedy])]
        report.snapshot.gaps = [Gap(code: .collectorError, detail: "https://u:\(Self.secret)@h could not be read")]
        return report
    }

    /// Formats that quote nothing, but names and numbers.
    private static let quotingNothing: Set = ["name", "prometheus"]

    @Test(arguments: Report.formats.map(\.name))
    func `No format prints a secret, unless it is asked to`(format: String) throws {
        var report = report
        report.isVerbose = true
        let hidden = try report.rendered(as: format)
        #expect(!hidden.contains(Self.secret))
        if Self.quotingNothing.contains(format) { return }
        #expect(hidden.contains("REDACTED"))
        var bytes: [UInt8] = []
        try #require(ReportFormat<Report>(named: format)).render(report, hiding: nil) { bytes += $0 }
        #expect(String(decoding: bytes, as: UTF8.self).contains(Self.secret))
    }

    @Test func `A command with a secret is left out, and a step tells of it`() {
        let remedy = report.redacted(by: TextRedactor(.standard)).daemonSets[3].findings[0].remedies[0]
        #expect(remedy.commands == [["kubectl", "get", "pods"]])
        #expect(remedy.steps.last == "1 command contains a secret and is left out; --no-redact prints it.")
    }

    @Test func `A report without secrets stays as it is`() {
        #expect(SampleReports.full.redacted(by: TextRedactor(.standard)) == SampleReports.full)
    }
}
