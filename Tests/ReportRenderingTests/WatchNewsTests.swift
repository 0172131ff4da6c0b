import ClusterSnapshot
import DiagnosisEngine
import Foundation
import KubernetesModel
import SecretRedaction
import TestBuilders
import Testing

@testable import ReportRendering

/// What `watch -o json` tells.
struct WatchNewsTests {
    private static func report(_ verdict: Verdict, nodes: [NodeAssessment], findings: [Finding] = []) -> Report {
        var counts = StatusCounts()
        counts.desired = nodes.count
        counts.available = nodes.count { $0.state == .available }
        let diagnosis = DaemonSetDiagnosis(
            namespace: "logging", name: "agent", verdict: verdict, counts: counts, reported: counts, nodes: nodes,
            findings: findings)
        let daemonSet = DaemonSetReport(
            diagnosis: diagnosis, findings: findings.map { FindingReport(finding: $0, remedies: []) })
        return Report(
            snapshot: SnapshotSummary(TestBuilders.snapshot(nodes: nodes.map { node($0.node) })),
            daemonSets: [daemonSet], clusterFindings: [])
    }

    private static func assessment(_ name: String, _ state: NodeState, _ cause: FindingCode? = nil) -> NodeAssessment {
        NodeAssessment(node: name, state: state, shouldRun: true, shouldContinueRunning: true, cause: cause)
    }

    private static let crash = Finding(
        code: .crashLoopErrorExit, severity: .critical, title: "Container main exits with code 1",
        message: "4 restarts", nodes: ["n1"])

    private static let served = report(.healthy, nodes: [assessment("n1", .available), assessment("n2", .available)])
    private static let failing = report(
        .degraded, nodes: [assessment("n1", .failing, .crashLoopErrorExit), assessment("n2", .available)],
        findings: [crash])

    private static func events(_ moments: [WatchReport]) throws -> [[[String: Any]]] {
        var events = WatchNews()
        return try moments.map { moment in
            var bytes: [UInt8] = []
            try events.write(moment) { bytes += $0 }
            try events.writeEnd(at: moment.time, exitCode: 1) { bytes += $0 }
            let lines = try String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { line in
                try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            }
            for line in lines { #expect(WatchSchema.schema.violations(of: line) == []) }
            return lines.dropLast()
        }
    }

    private static func moment(
        _ report: Report?, complaint: String = "", troubles: [WatchReport.Trouble] = []
    ) -> WatchReport {
        var moment = WatchReport(time: Timestamp(seconds: 10_000))
        moment.report = report
        moment.complaint = complaint
        moment.troubles = troubles
        return moment
    }

    @Test func `Only what is different is told, and every line keeps to the schema`() throws {
        let trouble = WatchReport.Trouble(
            kinds: ["Pod"], since: Timestamp(seconds: 9_000), message: "no answer")
        var longer = Self.failing
        // A crash loop goes on: that is no news.
        longer.daemonSets[0].findings[0].finding.message = "5 restarts"
        let told = try Self.events([
            Self.moment(Self.served), Self.moment(Self.served), Self.moment(Self.failing), Self.moment(longer),
            Self.moment(longer, troubles: [trouble]), Self.moment(nil, complaint: "no nodes"), Self.moment(Self.served),
        ])
        #expect(
            told.map { $0.compactMap { $0["event"] as? String } } == [
                ["started", "daemon-set"], [], ["daemon-set"], [], ["trouble"], ["unreadable", "recovered"],
                ["daemon-set"],
            ])
        #expect(
            told[2][0]["message"] as? String
                == "logging/agent is degraded, was healthy: 1/2 available. Container main exits with code 1 on n1 "
                + "(crash-loop-error-exit).")
        #expect((told[2][0]["nodes"] as? [[String: Any]])?.compactMap { $0["node"] as? String } == ["n1"])
    }

    @Test func `Nodes that have gone are named, and so are gaps and what belongs to no DaemonSet`() throws {
        var smaller = Self.report(.healthy, nodes: [Self.assessment("n1", .available)])
        smaller.snapshot.gaps = [Gap(code: .logsMissing, detail: "The snapshot has no container logs.")]
        smaller.clusterFindings = [FindingReport(finding: Self.crash, remedies: [])]
        let told = try Self.events([Self.moment(Self.served), Self.moment(smaller), Self.moment(Self.served)])
        #expect(told[1].map { $0["event"] as? String } == ["daemon-set", "cluster", "gaps"])
        #expect(told[1][0]["nodesGone"] as? [String] == ["n2"])
        #expect(told[2].map { $0["event"] as? String } == ["daemon-set", "cluster", "gaps"])
    }

    @Test func `Secrets are hidden`() throws {
        let secret = WatchReport.Trouble(
            kinds: ["Pod"], since: Timestamp(seconds: 9_000), message: "refused: password=hunter2hunter2")
        let moment = Self.moment(nil, complaint: "token=hunter2hunter2hunter2", troubles: [secret])
        let told = try Self.events([moment.redacted(by: TextRedactor(.standard))])
        #expect(!"\(told)".contains("hunter2"))
    }
}
