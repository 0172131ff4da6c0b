import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import Foundation
import KubernetesModel
import PlacementEngine
import TestBuilders
import Testing
import Wording

@testable import ReportRendering

@Suite("Renderers of a simulation")
struct SimulationRendererTests {
    /// Three full nodes, one tainted one, and pods that a higher priority would put off: one finds another node, one
    /// does not, one is under a budget.
    static let report: SimulationReport = {
        let cluster = snapshot(
            nodes: [
                node("n1", memory: "1Gi"), node("n2", memory: "1Gi"), node("n3", memory: "1Gi"),
                node("spot-1", memory: "4Gi", taints: [taint("lifecycle=spot:NoSchedule")]),
                node("n\u{1B}[31m4", memory: "64Mi"),
            ],
            pods: ["n1", "n2", "n3"].map { name in
                pod(
                    "web-\(name)", namespace: "apps", on: name, labels: ["app": "web", "on": name], priority: 0,
                    spec: podSpec([container(requests: ["memory": "800Mi"])])
                ) {
                    $0.metadata.ownerReferences = [
                        OwnerReference(kind: "ReplicaSet", name: "web", uid: "web", isController: true)
                    ]
                }
            },
            daemonSets: [
                daemonSet("agent", namespace: "logging", spec: podSpec([container(requests: ["memory": "500Mi"])]))
            ]
        ) { snapshot in
            var urgent = PriorityClass()
            urgent.metadata.name = "urgent"
            urgent.value = 1_000
            snapshot.priorityClasses = [urgent]
            var budget = PodDisruptionBudget()
            budget.metadata.name = "web"
            budget.metadata.namespace = "apps"
            budget.selector = LabelSelector(parsing: "app=web")
            budget.disruptionsAllowed = 1
            snapshot.podDisruptionBudgets = [budget]
        }
        let changes: [Change] = [
            .setPriorityClass("urgent"),
            .addToleration(Toleration(key: "lifecycle", comparison: .exists)),
        ]
        let engine = PlacementEngine(ClusterIndex(cluster))
        let placement = engine.placement(of: cluster.daemonSets[0])
        do {
            var report = SimulationReport(
                try Simulator(engine).outcome(of: changes, for: placement), of: changes,
                diagnosis: DiagnosisEngine(engine).diagnosis(of: cluster.daemonSets[0]), in: cluster)
            report.cluster = MappedCluster(cluster)
            return report
        } catch {
            fatalError("\(error)")
        }
    }()

    private func text(_ style: PageStyle = PageStyle(columns: 80), isVerbose: Bool = false) throws -> String {
        var report = Self.report
        report.isVerbose = isVerbose
        return try report.rendered(on: style)
    }

    @Test(
        "Text for people is as recorded",
        arguments: [
            ("simulation-80.txt", PageStyle(columns: 80), false),
            ("simulation-60-colour-verbose.txt", PageStyle(columns: 60, isColored: true), true),
        ])
    func textIsAsRecorded(golden: String, style: PageStyle, isVerbose: Bool) throws {
        try Golden(golden).expect(text(style, isVerbose: isVerbose), suite: "SimulationRendererTests")
    }

    @Test("JSON is as recorded")
    func jsonIsAsRecorded() throws {
        let json = try Self.report.rendered(as: "json")
        try Golden("simulation.json").expect(json, suite: "SimulationRendererTests")
        #expect(json.split(separator: "\n").allSatisfy { TerminalText.isPrintable(String($0)) })
    }

    @Test("Nothing that a terminal obeys gets through, and no line is longer than the page")
    func linesAreSafe() throws {
        for columns in [80, 60] {
            let lines = try text(.init(columns: columns)).split(separator: "\n").map(String.init)
            #expect(lines.allSatisfy { TerminalText.isPrintable($0) && DisplayWidth.of($0) <= columns })
        }
    }
}
