import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
@testable import RemedyPlan
import RemedyPlaybooks
import TestBuilders
import Testing

@Suite("A plan that is made again")
struct PlanReplayTests {
    private static let names = ["n1", "n2", "n3"]

    private static func cluster(port: WholeNumber = 9100, memory: String = "64Mi", names: [String] = names) -> Snapshot
    {
        let first = daemonSet(
            "first", spec: podSpec([container("first", requests: ["memory": "64Mi"], hostPort: 9100)]))
        let second = daemonSet(
            "second", spec: podSpec([container("second", requests: ["memory": memory], hostPort: port)]))
        let isBound = port != 9100
        return snapshot(
            nodes: names.map { node($0) },
            pods: agents(first, bound: names, waiting: [])
                + agents(second, bound: isBound ? names : [], waiting: isBound ? [] : names),
            daemonSets: [first, second])
    }

    private static let steps: [RecordedStep] = PlanScenario(cluster()).plan().steps.map { step in
        RecordedStep(
            number: step.number, daemonSet: step.daemonSet, code: step.code, title: step.remedy.title,
            changes: step.remedy.changes,
            deletesPodsOn: step.deletesPodsOn, promise: (step.before.available, step.after.available))
    }

    private func replay(_ steps: [RecordedStep] = Self.steps, on snapshot: Snapshot) -> [ReplayedStep] {
        let engine = PlacementEngine(ClusterIndex(snapshot))
        return PlanReplay(DiagnosisEngine(engine).diagnosis(), engine: engine).replay(steps)
    }

    @Test("On the same snapshot every step holds")
    func stepsHold() {
        #expect(!Self.steps.isEmpty)
        #expect(replay(on: Self.cluster()).allSatisfy { $0.verdict == .holds })
    }

    @Test("Where somebody has made the change, it is done")
    func stepsAreDone() throws {
        guard case .number(let port)? = Self.steps.first?.changes.first?["hostPort"] else {
            Issue.record("no port is changed")
            return
        }
        let replayed = replay(on: Self.cluster(port: port))
        #expect(replayed.map(\.verdict).allSatisfy { $0 == .done || $0 == .impossible }, "\(replayed.map(\.verdict))")
    }

    @Test("Where a node has gone, the step heals less")
    func stepsHealLess() {
        let replayed = replay(on: Self.cluster(names: ["n1", "n2"]))
        #expect(replayed.map(\.verdict) == [.weaker])
    }

    @Test("Where the DaemonSet has gone, or a change is none, the step cannot be made")
    func stepsAreImpossible() {
        var unknown = Self.steps[0]
        unknown.changes = [["change": "setNothing"]]
        #expect(replay([unknown], on: Self.cluster()).map(\.verdict) == [.impossible])
        #expect(replay(on: snapshot(nodes: [node("n1")])).map(\.verdict) == [.impossible])
    }
}
