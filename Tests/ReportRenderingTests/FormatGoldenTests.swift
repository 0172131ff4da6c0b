import ClusterSnapshot
import DiagnosisEngine
import FieldFuzzing
import Foundation
import KubernetesModel
import RemedyPlaybooks
import TestBuilders
import Testing

@testable import ReportRendering

@Suite("Formats for machines and chats")
struct FormatGoldenTests {
    /// The sample report with causes, as a diagnosis has them.
    static let caused: Report = {
        var report = SampleReports.full
        let grouping = ClusterDiagnosis(
            daemonSets: report.daemonSets.map(\.diagnosis), clusterFindings: report.clusterFindings.map(\.finding))
        let finding = report.findingLookup
        report.causes = grouping.causes.map { CauseReport($0, findings: finding) }
        report.extent = .overview
        return report
    }()

    /// A report in a format, and the file that holds what it looks like.
    static let goldens: [(file: String, format: String, report: AnyReport)] = {
        let withCauses = AnyReport("causes", caused)
        let full = AnyReport("full", SampleReports.full)
        let healthy = AnyReport("healthy", SampleReports.healthy)
        let gate = AnyReport("gate", GateRendererTests.report)
        return [
            ("causes.md", "markdown", withCauses), ("full.md", "markdown", full), ("healthy.md", "markdown", healthy),
            ("causes-slack.txt", "slack", withCauses), ("healthy-slack.txt", "slack", healthy),
            ("causes-wide.txt", "wide", withCauses), ("causes-name.txt", "name", withCauses),
            ("causes.prom", "prometheus", withCauses), ("healthy.prom", "prometheus", healthy),
            ("causes.junit.xml", "junit", withCauses), ("causes.sarif", "sarif", withCauses),
            ("causes-policyreport.yaml", "policyreport", withCauses),
            ("placement.md", "markdown", AnyReport("placement", PlacementRendererTests.report)),
            ("gate.md", "markdown", gate), ("gate.junit.xml", "junit", gate), ("gate.sarif", "sarif", gate),
            ("gate-gitlab.json", "gitlab", gate),
            ("simulation.md", "markdown", AnyReport("simulation", SimulationRendererTests.report)),
            ("diff.md", "markdown", AnyReport("diff", SampleComparison.report)),
            ("plan.md", "markdown", AnyReport("plan", PlanRendererTests.report)),
            ("plan-replay.md", "markdown", AnyReport("replayed plan", PlanRendererTests.replayed)),
        ]
    }()

    @Test("Every format is as recorded", arguments: goldens)
    func asRecorded(file: String, format: String, report: AnyReport) throws {
        try Golden(file).expect(report.rendered(format, 80), suite: "FormatGoldenTests")
    }

    @Test(
        "Formats keep to what their readers take", arguments: EveryFormatTests.reports + [AnyReport("causes", caused)])
    func wellFormed(report: AnyReport) throws {
        for format in report.formats {
            let bytes = Array(try report.rendered(format, 80).utf8)
            #expect(FormatCheck.problems(of: bytes, in: format).isEmpty, "\(format)")
        }
    }

    // The fuzzer tries the very long ones, and how long they take.
    @Test(
        "Names and texts of a cluster do no harm in any format",
        arguments: HostileText.all.filter { $0.text.utf8.count < 1_000 })
    func hostile(name: String, text: String) throws {
        var report = Self.report(saying: text)
        for extent in [Report.Extent.overview, .causes, .full, .summary] {
            report.extent = extent
            for format in Report.formats.map(\.name) {
                let rendered = try report.rendered(as: format)
                #expect(
                    FormatCheck.problems(of: Array(rendered.utf8), in: format).isEmpty, "\(format) of \(name)")
            }
        }
    }

    /// A report in which everything that comes from a cluster is this text.
    private static func report(saying text: String) -> Report {
        let finding = Finding(
            code: .imagePullFailed, severity: .critical, title: text, message: text,
            parameters: ["image": .text(text)], nodes: [text], pods: ["\(text)/\(text)"],
            evidence: [Evidence(kind: .event, object: text, text: text)])
        let remedy = Remedy(
            playbook: "x", title: text, risk: .low, steps: [text, text], commands: [["kubectl", text]],
            rollback: [["kubectl", text]], verify: [["kubectl", text]])
        let findings = [FindingReport(finding: finding, remedies: [remedy, remedy], inVain: [text])]
        let node = NodeAssessment(
            node: text, state: .failing, pod: text, shouldRun: true, shouldContinueRunning: true,
            cause: .imagePullFailed, excludedBy: [text])
        var report = caused
        report.daemonSets = ["", "x"].map { suffix in
            SampleReports.unwell(
                text, text + suffix, .failing, StatusCounts(desired: 1), nodes: [node], findings: findings)
        }
        report.clusterFindings = findings
        report.snapshot.source = text
        report.snapshot.kubernetesVersion = text
        report.snapshot.gaps = [Gap(code: .objectUnreadable, detail: text)]
        report.filters = [text]
        let grouping = ClusterDiagnosis(
            daemonSets: report.daemonSets.map(\.diagnosis), clusterFindings: [finding])
        let lookup = report.findingLookup
        report.causes = grouping.causes.map { CauseReport($0, findings: lookup) }
        return report
    }

    @Test("A message for Slack is one screen, however much is broken")
    func slackIsOneScreen() throws {
        var report = Self.caused
        let cause = try #require(report.causes.first)
        report.causes = (1...200).map { id in
            var copy = cause
            copy.cause.id = id
            copy.cause.title = String(repeating: "wide & ", count: 40)
            return copy
        }
        let text = try report.rendered(as: "slack")
        #expect(text.utf16.count <= 3_000)
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 40)
        #expect(text.contains("… "))
    }

    @Test("A ticket has room for the overview of any cluster")
    func markdownFits() throws {
        var report = Self.caused
        let cause = try #require(report.causes.first)
        report.causes = (1...500).map { id in
            var copy = cause
            copy.cause.id = id
            return copy
        }
        #expect(try report.rendered(as: "markdown").utf8.count <= 65_536)
    }

    @Test("Metrics have no node's and no pod's name, and the labels of a DaemonSet once")
    func metrics() throws {
        var report = Self.caused
        report.daemonSets += report.daemonSets
        let text = try report.rendered(as: "prometheus")
        #expect(!text.contains("gen-a-12"))
        #expect(!text.contains("mem-hungry-small"))
        #expect(FormatCheck.problems(of: Array(text.utf8), in: "prometheus").isEmpty)
        #expect(
            text.contains(
                "dsdoctor_daemonset_verdict{namespace=\"logging\",daemonset=\"mem-hungry\",verdict=\"degraded\"} 1\n"))
        #expect(text.contains("dsdoctor_daemonset_available_pods{namespace=\"logging\",daemonset=\"mem-hungry\"} 19\n"))
        #expect(text.contains("dsdoctor_snapshot_captured_timestamp_seconds 1795295231\n"))
        report.snapshot.capturedAt = Timestamp(seconds: 0)
        #expect(!(try report.rendered(as: "prometheus")).contains("\ndsdoctor_snapshot_captured_timestamp_seconds "))
    }

    @Test("JUnit fails from the severity that the program fails from")
    func junitThreshold() throws {
        var report = Self.caused
        let failures = try report.rendered(as: "junit").components(separatedBy: "<failure ").count - 1
        report.failsFrom = .notice
        #expect(try report.rendered(as: "junit").components(separatedBy: "<failure ").count - 1 > failures)
        #expect(failures == 4)
    }

    @Test("A healthy DaemonSet passes, one that cannot be judged is an error, notices accuse nobody")
    func policyResults() throws {
        var report = SampleReports.healthy
        report.daemonSets.append(SampleReports.well("net", "proxy", verdict: .unknown))
        let text = try report.rendered(as: "policyreport")
        #expect(text.components(separatedBy: "result: pass").count - 1 == 2)
        #expect(text.components(separatedBy: "result: error").count - 1 == 1)
        #expect(!text.contains("result: fail") && !text.contains("result: warn"))
    }
}
