import ClusterSnapshot
import DiagnosisEngine
import Foundation
import KubernetesModel
import RemedyPlaybooks
import RolloutGate
import SecretRedaction
import TestBuilders
import Testing

@testable import ReportRendering

/// What `rollout` tells, for people and for programs.
struct RolloutRendererTests {
    /// The reports on a rollout of two nodes whose new image is not there: the first moment, and the one that decides.
    private static let reports: [RolloutReport] = {
        var judge = RolloutJudge(namespace: "logging", name: "agent")
        var agent = daemonSet("agent", namespace: "logging")
        agent.metadata.annotations = [Annotation.templateGeneration: "1"]
        let old = ["n1", "n2"].map { daemonPod(of: agent, on: $0) }
        agent.metadata.annotations = [Annotation.templateGeneration: "2"]
        let new = daemonPod(of: agent, on: "n1") { pod in
            pod.metadata.name = "agent-new"
            pod.status.phase = .pending
            pod.status.conditions = []
            pod.status.containerStatuses[0].isReady = false
            pod.status.containerStatuses[0].hasStarted = false
            pod.status.containerStatuses[0].state = .waiting(
                reason: "ErrImagePull", message: "manifest unknown: not found, password=hunter2hunter2")
        }
        let moments: [(WholeNumber, [Pod])] = [(0, old), (10, [new, old[1]]), (20, [new, old[1]])]
        return moments.map { seconds, pods in
            let cluster = snapshot(nodes: [node("n1"), node("n2")], pods: pods, daemonSets: [agent]) {
                $0.capturedAt = Timestamp(seconds: 10_000 + seconds)
            }
            let moment = RolloutMoment(cluster, namespace: "logging", name: "agent")
            let state = judge.observe(moment)
            var report = RolloutReport(namespace: "logging", name: "agent", state: state)
            if let decision = state.decision, let diagnosis = moment.diagnosis {
                report.exitCode = 1
                let advice = RemedyAdvisor(moment.engine, catalogue: .embedded).advice(for: diagnosis)
                report.findings = zip(diagnosis.findings, advice).filter { decision.findings.contains($0.0) }
                    .map { FindingReport($0.0, $0.1) }
            }
            return report
        }
    }()

    private static func events(_ report: RolloutReport) throws -> [[String: Any]] {
        var bytes: [UInt8] = []
        try report.writeEvents { bytes += $0 }
        return try String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }

    @Test func `Every event is a line that keeps to the schema`() throws {
        let events = try Self.reports.flatMap(Self.events)
        for event in events { #expect(RolloutSchema.schema.violations(of: event) == []) }
        #expect(events.first?["event"] as? String == "started")
        let last = try #require(events.last)
        #expect(last["event"] as? String == "decided")
        let decision = try #require(last["decision"] as? [String: Any])
        #expect(decision["outcome"] as? String == "stopped")
        #expect(decision["exitCode"] as? Int == 1)
        #expect((decision["findings"] as? [[String: Any]])?.first?["code"] as? String == "image-pull-failed")
        #expect((decision["nodes"] as? [[String: Any]])?.first?["attribution"] as? String == "revision")
    }

    @Test func `Lines for logs begin with the time and the share of updated nodes`() {
        let lines = Self.reports.map { $0.newsText(on: PageStyle(), isTerminal: false) }.joined()
            .split(separator: "\n")
        #expect(lines.allSatisfy { $0.hasPrefix("02:4") && $0.contains("  0/2  ") })
        #expect(lines.contains { $0.contains("n1: the new pod fails") && $0.contains("Fault of the revision") })
    }

    @Test func `The end says what to do`() {
        let text = Self.reports[2].endText(on: PageStyle())
        #expect(text.contains("STOPPED  logging/agent"))
        #expect(text.contains("image-pull-failed"))
        #expect(text.contains("Fix"))
        #expect(Self.reports[0].endText(on: PageStyle()) == "")
    }

    @Test func `Secrets in what pods say are hidden`() throws {
        let hidden = Self.reports[2].redacted(by: TextRedactor(.standard))
        #expect(!hidden.endText(on: PageStyle()).contains("hunter2"))
        var bytes: [UInt8] = []
        try hidden.writeEvents { bytes += $0 }
        #expect(!String(decoding: bytes, as: UTF8.self).contains("hunter2"))
    }

    @Test(arguments: [40, 80, 200])
    func `The bar fits its terminal`(columns: Int) {
        for report in Self.reports {
            let bar = report.bar(on: PageStyle(columns: columns))
            #expect(bar.count < columns)
            #expect(bar.contains("0/2 updated") || columns == 40)
        }
    }

    @Test func `Every state has a cell, and the bar its width`() {
        for counts in [[1, 1000], [1, 1, 1], [5000, 1, 1, 1, 1, 1]] {
            let cells = RolloutReport.shares(counts, of: 40)
            #expect(cells.reduce(0, +) == 40)
            #expect(cells.allSatisfy { $0 >= 1 })
        }
    }
}
