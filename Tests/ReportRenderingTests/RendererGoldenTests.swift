import ClusterSnapshot
import DiagnosisEngine
import Foundation
import RemedyPlaybooks
import TestBuilders
import Testing
import Wording

@testable import ReportRendering

@Suite("Renderers against their goldens")
struct RendererGoldenTests {
    @Test(
        "Text for people is as recorded",
        arguments: [
            ("full-80.txt", PageStyle(columns: 80), .usual), ("full-200.txt", PageStyle(columns: 200), .usual),
            ("full-100-colour.txt", PageStyle(columns: 100, isColored: true), .usual),
            ("full-80-verbose.txt", PageStyle(columns: 80), .verbose),
            ("full-80-summary.txt", PageStyle(columns: 80), .summary),
        ] as [(String, PageStyle, Detail)])
    func textIsAsRecorded(golden: String, style: PageStyle, detail: Detail) throws {
        var report = SampleReports.full
        report.isVerbose = detail == .verbose
        if detail == .summary { report.extent = .summary }
        try Golden(golden).expect(report.rendered(on: style), suite: "RendererGoldenTests")
    }

    @Test("JSON is as recorded")
    func jsonIsAsRecorded() throws {
        try Golden("full.json").expect(SampleReports.full.rendered(as: "json"), suite: "RendererGoldenTests")
    }

    @Test("A cluster in which nothing is wrong takes one line")
    func allIsWellInOneLine() throws {
        try Golden("healthy.txt").expect(
            SampleReports.healthy.rendered(), suite: "RendererGoldenTests")
        var report = SampleReports.healthy
        report.snapshot.gaps = SampleReports.full.snapshot.gaps.filter { !$0.code.isDamage }
        #expect(try report.rendered().split(separator: "\n").count == 1)
        report.daemonSets = []
        #expect(try report.rendered().split(separator: "\n").count == 1)
    }

    @Test("A damaged input never passes for a healthy cluster")
    func damageIsTold() throws {
        var report = SampleReports.healthy
        report.snapshot.gaps = [Gap(code: .inputTruncated, detail: "The archive ends too early.")]
        #expect(try report.rendered().contains("input-truncated: The archive ends too early."))
    }
}

@Suite("What holds for every form of a report")
struct RendererTests {
    @Test("No character that a terminal obeys gets through", arguments: [20, 40, 80, 200])
    func nothingHostileGetsThrough(columns: Int) throws {
        for isVerbose in [false, true] {
            var report = SampleReports.full
            report.isVerbose = isVerbose
            let text = try report.rendered(on: PageStyle(columns: columns))
            #expect(text.split(separator: "\n").allSatisfy { TerminalText.isPrintable(String($0)) })
        }
        let json = try SampleReports.full.rendered(as: "json")
        #expect(json.split(separator: "\n").allSatisfy { TerminalText.isPrintable(String($0)) })
    }

    @Test("Lines of prose keep to the page", arguments: [60, 80, 120, 200])
    func linesKeepToThePage(columns: Int) throws {
        let text = try SampleReports.full.rendered(on: PageStyle(columns: columns))
        let tooLong = text.split(separator: "\n").filter { DisplayWidth.of(String($0)) > columns }
        // A word of a command is never broken, and a hostile name in a header is as long as it is.
        #expect(tooLong.allSatisfy { $0.contains("spec") || $0.contains("evil") }, "\(tooLong)")
    }

    @Test("Without colours the text is that with colours, uncoloured")
    func coloursChangeNothingElse() throws {
        let plain = try SampleReports.full.rendered(on: PageStyle(columns: 100))
        let coloured = try SampleReports.full.rendered(on: PageStyle(columns: 100, isColored: true))
        #expect(coloured.replacing(#/\u{1B}\[[0-9;]*m/#, with: "") == plain)
    }

    @Test("Another reader of JSON reads every text back")
    func jsonReadsBack() throws {
        let json = try SampleReports.full.rendered(as: "json")
        let read = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let daemonSets = try #require(read["daemonSets"] as? [[String: Any]])
        #expect(daemonSets.map { $0["name"] as? String } == SampleReports.full.daemonSets.map(\.diagnosis.name))
        let findings = daemonSets.flatMap { $0["findings"] as? [[String: Any]] ?? [] }
        let expected = SampleReports.full.daemonSets.flatMap(\.findings).map(\.finding)
        #expect(findings.map { $0["message"] as? String } == expected.map(\.message))
        #expect(findings.map { $0["nodes"] as? [String] } == expected.map(\.nodes))
        let images = findings.compactMap { ($0["parameters"] as? [String: Any])?["image"] as? String }
        #expect(images == expected.compactMap { $0.parameters.text("image") })
    }

    @Test("A remedy that stands in the block already is only named")
    func repeatedRemediesAreNamed() throws {
        let remedy = Remedy(playbook: "x", title: "Do it", risk: .low, commands: [["kubectl", "do-it"]])
        let findings = [FindingCode.hostPortConflict, .insufficientResource].map {
            FindingReport(
                finding: Finding(code: $0, severity: .critical, title: "t", message: "m", nodes: ["n"]),
                remedies: [remedy])
        }
        var report = SampleReports.healthy
        report.daemonSets = [SampleReports.unwell("a", "b", .failing, .init(desired: 1), findings: findings)]
        let text = try report.rendered()
        #expect(text.matches(of: #/kubectl do-it/#).count == 1)
        #expect(text.contains("Do it: as above"))
    }

    @Test("Many node rows are written in chunks", .takes(atMostMinutes: 1))
    func largeReportsAreWrittenInChunks() throws {
        let nodes = (0..<5_000).map {
            NodeAssessment(
                node: "node-\($0)", state: .available, pod: "pod-\($0)", shouldRun: true, shouldContinueRunning: true)
        }
        var report = SampleReports.healthy
        report.daemonSets = (0..<10).map {
            SampleReports.unwell("ns", "ds-\($0)", .healthy, .init(), nodes: nodes, findings: [])
        }
        var largest = 0
        var lines = 0
        try DocumentRenderer<Report, JSONWriter>(report).render(on: PageStyle()) { chunk in
            largest = max(largest, chunk.count)
            lines += chunk.count { $0 == UInt8(ascii: "\n") }
        }
        #expect(lines > 50_000)
        #expect(largest < 1 << 17)
    }
}
