import ClusterSnapshot
import DiagnosisEngine
import Foundation
import KubernetesModel
import PlacementEngine
import SnapshotComparison
import TestBuilders
import Testing
import Wording

@testable import ReportRendering

@Suite("Renderers of the comparison")
struct DiffRendererTests {
    static let report = SampleComparison.report

    private func text(_ style: PageStyle = PageStyle(columns: 80), isVerbose: Bool = false) throws -> String {
        var report = Self.report
        report.isVerbose = isVerbose
        return try report.rendered(on: style)
    }

    private func json() throws -> String { try Self.report.rendered(as: "json") }

    @Test(
        "Text for people is as recorded",
        arguments: [
            ("diff-80.txt", PageStyle(columns: 80), false),
            ("diff-120-colour.txt", PageStyle(columns: 120, isColored: true), false),
            ("diff-40-verbose.txt", PageStyle(columns: 40), true),
        ])
    func textIsAsRecorded(golden: String, style: PageStyle, isVerbose: Bool) throws {
        try Golden(golden).expect(text(style, isVerbose: isVerbose), suite: "DiffRendererTests")
    }

    @Test("JSON is as recorded")
    func jsonIsAsRecorded() throws {
        try Golden("diff.json").expect(json(), suite: "DiffRendererTests")
    }

    @Test("Nothing that a terminal obeys gets through")
    func nothingHostileGetsThrough() throws {
        #expect(try text().split(separator: "\n").allSatisfy { TerminalText.isPrintable(String($0)) })
        #expect(try json().split(separator: "\n").allSatisfy { TerminalText.isPrintable(String($0)) })
    }

    @Test("No line is longer than the page")
    func linesFit() throws {
        for columns in [80, 60] {
            let lines = try text(.init(columns: columns)).split(separator: "\n")
            #expect(lines.filter { DisplayWidth.of(String($0)) > columns } == [])
        }
    }

    @Test("DaemonSets of which the same is to be told stand together")
    func alikeStandTogether() throws {
        let output = try text()
        #expect(output.contains("HEALED  2 DaemonSets    failing → healthy, 0 → 1 of 1 node available\n"))
        #expect(output.contains("    apps/twin-a, apps/twin-b\n"))
    }

    @Test("JSON has every DaemonSet, with only what the schema knows")
    func jsonKeepsToTheSchema() throws {
        let read = try #require(try JSONSerialization.jsonObject(with: Data(json().utf8)) as? [String: Any])
        #expect(read["schemaVersion"] as? String == "dsdoctor/v1")
        #expect((read["daemonSets"] as? [[String: Any]])?.count == Self.report.comparison.daemonSets.count)
        #expect(DiffSchema.schema.violations(of: read) == [])
    }
}
