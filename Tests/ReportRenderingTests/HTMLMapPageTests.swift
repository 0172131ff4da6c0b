import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import Foundation
import KubernetesModel
import PlacementEngine
import SnapshotComparison
import TestBuilders
import Testing

@testable import ReportRendering

@Suite("Pages of simulations, comparisons and placements")
struct HTMLMapPageTests {
    private static let pages: [(file: String, report: AnyReport)] = [
        ("simulation.html", AnyReport("simulation", SimulationRendererTests.report)),
        ("diff.html", AnyReport("diff", SampleComparison.report)),
        ("placement.html", AnyReport("placement", PlacementRendererTests.report)),
        ("gate.html", AnyReport("gate", GateRendererTests.report)),
    ]

    @Test("The page is as recorded", arguments: pages)
    func asRecorded(file: String, report: AnyReport) throws {
        let page = HTMLRendererTests.content(of: try report.rendered("html", 80))
        try Golden(file).expect(page, suite: "HTMLMapPageTests")
    }

    /// The data for the page's script.
    private static func data(of page: String) throws -> [String: Any] {
        let start = try #require(page.firstRange(of: "id=\"data\">")).upperBound
        let end = try #require(page[start...].firstRange(of: "</script>")).lowerBound
        return try #require(try JSONSerialization.jsonObject(with: Data(page[start..<end].utf8)) as? [String: Any])
    }

    @Test("A simulation's map has each node before and after, and added nodes in a group of their own")
    func simulationIsDrawn() throws {
        var report = SimulationRendererTests.report
        var added = report.nodes[0]
        added.name = "added-1"
        added.isAdded = true
        added.after = .placed
        report.nodes.append(added)
        let data = try Self.data(of: report.rendered(as: "html"))
        let set = try #require((data["sets"] as? [[String: Any]])?.first)
        #expect(set["of"] is String && set["later"] is String)
        let states = try #require(data["states"] as? [String])
        #expect(Set(["available", "placed", "preempts", "ineligible", "absent"]).isSubset(of: states))
        let groupings = try #require(data["groupings"] as? [[String: Any]])
        #expect(!groupings.isEmpty && groupings.allSatisfy { ($0["groups"] as? [String])?.last == "added" })
    }

    @Test("Several clusters keep their nodes apart, by name and by group")
    func clustersStandApart() throws {
        let page = try GateRendererTests.report.rendered(as: "html")
        let data = try Self.data(of: page)
        #expect(data["nodeCount"] as? Int == 4)
        #expect(data["hidesOthers"] as? Bool == true)
        let groupings = try #require(data["groupings"] as? [[String: Any]])
        #expect(groupings.first?["name"] as? String == "cluster")
        #expect(groupings.first?["groups"] as? [String] == ["prod", "test"])
        #expect(page.contains("logging/agent in prod") && page.contains("logging/agent in test"))
    }

    @Test("A comparison's map has nodes and DaemonSets that only one snapshot has")
    func comparisonHasBoth() throws {
        let data = try Self.data(of: SampleComparison.report.rendered(as: "html"))
        let sets = try #require(data["sets"] as? [[String: Any]])
        #expect(sets.count == SampleComparison.report.comparison.daemonSets.count)
        let picture = try #require(SampleComparison.report.picture)
        let nodes = Set((picture.before + picture.after).flatMap { $0.nodes.map(\.node) })
        #expect(data["nodeCount"] as? Int == nodes.count)
    }

    /// Texts that want to be markup in one place or another.
    private static let hostile = [
        "</script><script>pwned()</script>", "<img src=x onerror=pwned()>", "\" onfocus=\"pwned()", "<!--<script>",
        "'\u{301} onfocus='pwned()", "{{title}}", "</style><style>*{display:none}",
    ]

    @Test("Names and texts of the cluster stay text", arguments: hostile)
    func hostileNamesStayText(text: String) throws {
        var simulation = SimulationRendererTests.report
        simulation.name = text
        simulation.changes = [text]
        simulation.ignored = [text]
        simulation.nodes[0].name = text
        simulation.nodes[0].reason = text
        for position in simulation.evictions.indices { simulation.evictions[position].pod = text }
        simulation.cluster?.snapshots[0].source = text
        simulation.gaps = [Gap(code: .collectorError, detail: text)]
        var comparison = SampleComparison.report
        comparison.before.source = text
        for position in comparison.comparison.daemonSets.indices {
            comparison.comparison.daemonSets[position].name = text
            for node in comparison.comparison.daemonSets[position].nodes.indices {
                comparison.comparison.daemonSets[position].nodes[node].node = text
            }
        }
        var placement = GateRendererTests.report
        placement.daemonSets[0].name = text
        placement.daemonSets[0].nodes[0].node = text
        placement.daemonSets[0].preflight?.cluster = text
        placement.daemonSets[0].preflight?.changes = [text]
        placement.preflight?.problems[0].message = text
        let pages = [
            try simulation.rendered(as: "html"), try comparison.rendered(as: "html"),
            try placement.rendered(as: "html"),
        ]
        for page in pages.map(HTMLRendererTests.content) {
            #expect(page.matches(of: #/<script/#).count == 2)
            #expect(page.matches(of: #/<style/#).count == 1)
            #expect(!page.contains("<img") && !page.contains("<!--"))
            let start = try #require(page.firstRange(of: "<script type=\"application/json\"")).lowerBound
            #expect(!page[..<start].contains(#/["'][\u{301}]? onfocus/#))
        }
    }
}
