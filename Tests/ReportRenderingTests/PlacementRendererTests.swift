import ClusterSnapshot
import Foundation
import KubernetesModel
import PlacementEngine
import TestBuilders
import Testing
import Wording

@testable import ReportRendering

@Suite("Renderers of the placement")
struct PlacementRendererTests {
    /// A cluster with something of everything: nodes that fit, are full, are tainted, are of another pool.
    static let report: PlacementReport = {
        let plain = podSpec([container(requests: ["memory": "1Gi"], hostPort: 9100)])
        let greedy = podSpec([container(requests: ["cpu": "3", "memory": "7Gi"])]) {
            $0.nodeSelector = ["pool": "general"]
            $0.priorityClassName = "system-node-critical"
        }
        let agent = daemonSet("agent", namespace: "logging", spec: plain)
        let greedyOne = daemonSet("greedy", namespace: "apps", spec: greedy)
        let nowhere = daemonSet("nowhere", namespace: "apps", spec: podSpec { $0.nodeSelector = ["pool": "none"] })
        let nodes =
            (1...12).map { node("gen-a-\($0 < 10 ? "0" : "")\($0)", labels: ["pool": "general"]) }
            + [
                node("tiny-a", memory: "512Mi", pods: "0", labels: ["pool": "tiny"]),
                node("gpu-a", labels: ["pool": "gpu"], taints: [taint("gpu=present:NoSchedule")]),
                node("spot-a", labels: ["pool": "spot"], taints: [taint("spot:NoExecute"), taint("gone:NoSchedule")]),
                node("hostile\u{1B}[2J", labels: ["pool": "general"]),
            ]
        let holder = podSpec([container(requests: ["memory": "2Gi"], hostPort: 9100)])
        var pods = (1...4).map { pod("web-\($0)", namespace: "apps", on: "gen-a-0\($0)", spec: holder) }
        pods.append(
            daemonPod(of: agent, on: "gen-a-05", isBound: false) { pod in
                var spec = podSpec([container(requests: ["memory": "9Gi"])]) {
                    $0.tolerations = DaemonPodTemplate.tolerations(of: $0)
                }
                spec.priority = 7
                pod.sharedSpec = Shared(spec)
            })
        let cluster = snapshot(nodes: nodes, pods: pods, daemonSets: [agent, greedyOne, nowhere])
        let engine = PlacementEngine(ClusterIndex(cluster))
        var report = PlacementReport(
            daemonSets: [greedyOne, nowhere, agent].map {
                DaemonSetPlacementReport(engine.placement(of: $0), in: cluster)
            })
        report.cluster = MappedCluster(cluster)
        return report
    }()

    private func text(_ style: PageStyle = PageStyle(columns: 80), isVerbose: Bool = false) throws -> String {
        var report = Self.report
        report.isVerbose = isVerbose
        return try report.rendered(on: style)
    }

    private func json() throws -> String { try Self.report.rendered(as: "json") }

    @Test(
        "Text for people is as recorded",
        arguments: [
            ("placement-80.txt", PageStyle(columns: 80), false),
            ("placement-120-colour.txt", PageStyle(columns: 120, isColored: true), false),
            ("placement-40-verbose.txt", PageStyle(columns: 40), true),
        ])
    func textIsAsRecorded(golden: String, style: PageStyle, isVerbose: Bool) throws {
        try Golden(golden).expect(text(style, isVerbose: isVerbose), suite: "PlacementRendererTests")
    }

    @Test("JSON is as recorded")
    func jsonIsAsRecorded() throws {
        try Golden("placement.json").expect(json(), suite: "PlacementRendererTests")
    }

    @Test("Nothing that a terminal obeys gets through")
    func nothingHostileGetsThrough() throws {
        #expect(try text().split(separator: "\n").allSatisfy { TerminalText.isPrintable(String($0)) })
        #expect(try json().split(separator: "\n").allSatisfy { TerminalText.isPrintable(String($0)) })
    }

    @Test("Nodes that are not eligible are one group, with every constraint once")
    func constraintsAreGrouped() throws {
        let nowhere = try #require(Self.report.daemonSets.first { $0.name == "nowhere" })
        let groups = PlacementGroup.groups(of: nowhere.nodes)
        #expect(groups.count == 1)
        #expect(
            Set(groups[0].details.map(\.text)) == [
                "nodeSelector pool=none", "taint gpu=present:NoSchedule", "taint spot:NoExecute",
                "taint gone:NoSchedule",
            ])
        #expect(groups[0].details.first == .init(text: "nodeSelector pool=none", nodes: nil))
    }

    @Test("Every node is there, with what the contract says of it")
    func everyNodeIsThere() throws {
        let read = try #require(try JSONSerialization.jsonObject(with: Data(json().utf8)) as? [String: Any])
        #expect(read["schemaVersion"] as? String == "dsdoctor/v1")
        let daemonSets = try #require(read["daemonSets"] as? [[String: Any]])
        #expect(daemonSets.count == 3)
        for daemonSet in daemonSets {
            let nodes = try #require(daemonSet["nodes"] as? [[String: Any]])
            #expect(nodes.count == 16)
            for node in nodes {
                let shouldRun = try #require(node["shouldRun"] as? Bool)
                let failed = node["failedFilters"] as? [String: [String]] ?? [:]
                #expect(node["fits"] as? Bool == (shouldRun && failed.isEmpty))
                #expect((node["firstFailure"] != nil) == !failed.isEmpty)
                #expect((node["preemption"] != nil) == !failed.isEmpty)
                #expect((node["excludedBy"] != nil) == !shouldRun)
            }
        }
    }
}
