import ClusterSnapshot
import Foundation
import KubernetesModel
import PlacementCases
import PlacementEngine
import SnapshotCollector
import TestBuilders
import Testing

@Suite("Kubernetes' own verdicts")
struct PlacementCaseTests {
    @Test(
        "The cases that ship with the tests have no difference",
        .takes(atMostMinutes: 5), arguments: [PlacementCaseFile.shipped, PlacementCaseFile.shippedRich])
    func shippedCasesAgree(path: String) throws {
        let cases = try PlacementCaseFile.cases(at: path)
        #expect(cases.count >= 100)
        for placementCase in cases { try compare(placementCase) }
    }

    @Test(
        "The larger sets have no difference", .enabled(if: !PlacementCaseFile.larger.isEmpty),
        .takes(atMostMinutes: 20), arguments: PlacementCaseFile.larger)
    func largerSetsAgree(path: String) throws {
        for placementCase in try PlacementCaseFile.cases(at: path) { try compare(placementCase) }
    }

    private func compare(_ placementCase: PlacementCase) throws {
        let snapshot = try SnapshotReader.read(bytes: placementCase.list, name: placementCase.id)
        let engine = PlacementEngine(ClusterIndex(snapshot))
        let daemonSet = try #require(snapshot.daemonSets.first)
        let placement = engine.placement(of: daemonSet)
        #expect(Set(snapshot.nodes.map(\.name)) == Set(placementCase.expected.keys), "\(placementCase.id)")
        for (node, verdict) in zip(snapshot.nodes, placement.verdicts) {
            guard let expected = placementCase.expected[node.name] else { continue }
            let pod = "\(daemonSet.namespace)/\(daemonSet.name) (\(verdict.testedPod))"
            for difference in Self.differences(expected, verdict, in: snapshot) {
                Issue.record("\(placementCase.id), node \(node.name), pod of \(pod), \(difference)")
            }
        }
    }

    /// The rules on which the engine and Kubernetes disagree, with what was expected and what came.
    private static func differences(
        _ expected: ExpectedVerdict, _ verdict: NodeVerdict, in snapshot: Snapshot
    ) -> [String] {
        var differences: [String] = []
        func compare<Value: Equatable>(_ rule: String, _ expected: Value, _ came: Value) {
            if expected != came { differences.append("\(rule): expected \(expected), came \(came)") }
        }
        compare("shouldRun", expected.shouldRun, verdict.shouldRun)
        compare("shouldContinueRunning", expected.shouldContinueRunning, verdict.shouldContinueRunning)
        if !expected.shouldRun { return differences }
        let wanted = expected.failedFilters ?? [:]
        let failed = Dictionary(
            uniqueKeysWithValues: verdict.failures.map { ($0.plugin.rawValue, $0.reasons.map(\.message)) })
        for plugin in FilterPlugin.allCases.map(\.rawValue) {
            compare("filter \(plugin)", (wanted[plugin] ?? []).sorted(), (failed[plugin] ?? []).sorted())
        }
        compare("firstFailure", expected.firstFailure, verdict.failures.first?.plugin.rawValue)
        if expected.firstFailure == nil { return differences }
        compare("preemption", expected.preemption, verdict.preemption?.outcome)
        var victims: [String] = []
        var violations = 0
        if case .victims(let positions, let budgetViolations)? = verdict.preemption {
            victims = positions.map { snapshot.pods[$0].metadata.qualifiedName }
            violations = budgetViolations
        }
        compare("victims", (expected.victims ?? []).sorted(), victims.sorted())
        compare("pdbViolations", expected.pdbViolations ?? 0, violations)
        return differences
    }
}
