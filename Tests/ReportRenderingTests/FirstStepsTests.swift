import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import RemedyPlan
import RemedyPlaybooks
import TestBuilders
import Testing

@testable import DiagnosisEngine
@testable import ReportRendering

@Suite("DO FIRST on the first screen")
struct FirstStepsTests {
    /// What the screen says first of two DaemonSets: one waits for a port on three nodes, which a plan heals, and one
    /// crashes on as many nodes as are asked for, which none does.
    private func firstSteps(crashing: Int) throws -> String {
        let names = (1...6).map { "n\($0)" }
        var onThree = podSpec([container("agent", hostPort: 9100)])
        onThree.nodeSelector = ["ports": "yes"]
        let (holder, waiting) = (daemonSet("holder", spec: onThree), daemonSet("waiting", spec: onThree))
        let crasher = daemonSet("crasher", spec: podSpec([container("crasher")]))
        var pods = names.prefix(3).flatMap { name in
            [daemonPod(of: holder, on: name), daemonPod(of: waiting, on: name, isBound: false)]
        }
        pods += names.enumerated().map { place, name in
            daemonPod(of: crasher, on: name) { if place < crashing { $0.crash(exitCode: 1) } }
        }
        let nodes = names.enumerated().map { place, name in node(name, labels: place < 3 ? ["ports": "yes"] : [:]) }
        let cluster = snapshot(nodes: nodes, pods: pods, daemonSets: [holder, waiting, crasher])
        let engine = PlacementEngine(ClusterIndex(cluster))
        let diagnosis = DiagnosisEngine(engine).diagnosis()
        let advisor = RemedyAdvisor(engine, catalogue: .embedded)
        var report = Report(diagnosis, of: cluster, advisor: advisor)
        report.firstStep = PlanStep.first(diagnosis, for: report, advisor: advisor)
        #expect(report.firstStep?.daemonSet == "default/waiting")
        report.extent = .overview
        let parts = try report.rendered().split(separator: "DO FIRST\n", maxSplits: 1)
        return String(try #require(parts.last))
    }

    @Test func `What costs more pods than the plan's first step brings back is told before it, proven or not`() throws {
        let told = try firstSteps(crashing: 6)
        let crasher = try #require(told.firstRange(of: "default/crasher: "))
        let waiting = try #require(told.firstRange(of: "default/waiting: "))
        #expect(crasher.lowerBound < waiting.lowerBound, "\(told)")
    }

    @Test func `What costs fewer pods does not stand before the plan's first step`() throws {
        let told = try firstSteps(crashing: 2)
        #expect(told.contains("default/waiting: ") && !told.contains("default/crasher: "), "\(told)")
    }
}
