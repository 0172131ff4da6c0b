import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import TestBuilders
import Testing

struct WorkBudgetTests {
    private static func many(_ count: Int, in namespace: String) -> [DaemonSet] {
        (0..<count).map { number in
            var found = daemonSet("d\(number)")
            found.metadata.namespace = namespace
            return found
        }
    }

    @Test func `What fits into the budget is looked at, all of it`() {
        let all = Self.many(20, in: "a")
        var budget = WorkBudget(steps: 20)
        let found = budget.found(for: all, most: { _ in 1 }, steps: { _ in 1 }) { $0.name }
        #expect(found == all.map(\.name))
    }

    @Test func `Beyond the budget namespaces take turns, so that none hides the others`() {
        let all = Self.many(50, in: "crowded") + Self.many(3, in: "small") + Self.many(2, in: "zoo")
        let found = { (steps: Int) in
            var budget = WorkBudget(steps: steps)
            let found = budget.found(for: all, most: { _ in 1_000_000 }, steps: { _ in 1 }) { daemonSet in
                daemonSet.metadata.qualifiedName
            }
            return found.compactMap(\.self)
        }
        #expect(
            found(8) == [
                "crowded/d0", "crowded/d1", "crowded/d10", "small/d0", "small/d1", "small/d2", "zoo/d0", "zoo/d1",
            ])
        #expect(found(8) == found(8))
        #expect(found(2) == ["crowded/d0", "small/d0"])
    }

    @Test func `As many as large clusters have are looked at, whatever it takes`() {
        let all = Self.many(40, in: "crowded") + Self.many(3, in: "small")
        let found = { (always: Int) in
            var budget = WorkBudget(steps: 1, always: always)
            return budget.found(for: all, most: { _ in 300_000 }, steps: { _ in 1_000 }) { $0.name }
                .compactMap(\.self).count
        }
        #expect(found(43) == 43)
        #expect(found(10) == 10)
        #expect(found(0) == 3)
    }

    @Test func `Fifty DaemonSets without a pod on thousands of nodes are looked at`() {
        var cluster = Snapshot()
        cluster.nodes = (0..<3_000).map { node("n\($0)") }
        cluster.daemonSets = Self.many(WorkBudget.alwaysLookedAt, in: "a")
        let all = DiagnosisEngine(PlacementEngine(ClusterIndex(cluster))).diagnosis()
        #expect(!all.daemonSets.contains { $0.coverage.isLeftOut })
    }

    @Test func `The more there is in a cluster, the more is looked at`() {
        var large = Snapshot()
        large.nodes = (0..<5_000).map { node("n\($0)") }
        large.daemonSets = Self.many(300, in: "a")
        #expect(WorkBudget(for: large).left > WorkBudget(for: Snapshot()).left)
    }

    @Test func `A DaemonSet that is left out is unknown, accused of nothing, and told of`() throws {
        var cluster = Snapshot()
        cluster.nodes = [node("n1")]
        cluster.daemonSets = Self.many(60, in: "a") + Self.many(60, in: "b")
        let engine = DiagnosisEngine(PlacementEngine(ClusterIndex(cluster)))
        let part = engine.diagnosis(within: WorkBudget(steps: 1))
        let leftOut = part.daemonSets.filter { $0.coverage.isLeftOut }
        #expect(part.daemonSets.count == 120)
        #expect(leftOut.count > 60 && leftOut.count < 120)
        #expect(leftOut.allSatisfy { $0.verdict == .unknown && $0.findings.isEmpty && $0.nodes.isEmpty })
        #expect(Set(part.daemonSets.filter { !$0.coverage.isLeftOut }.map(\.namespace)) == ["a", "b"])
        let gap = try #require(part.gaps.first { $0.code == .daemonSetsNotLookedAt })
        #expect(gap.isDamage)
        #expect(gap.detail.hasPrefix("\(leftOut.count) of 120 DaemonSets were not looked at"), "\(gap.detail)")
        #expect(part == engine.diagnosis(within: WorkBudget(steps: 1)))
        // Asked for alone it is looked at.
        let name = leftOut[0].name
        let alone = engine.diagnosis(where: { $0.name == name }, within: WorkBudget(steps: 1))
        #expect(alone.daemonSets.contains { !$0.coverage.isLeftOut })
        let all = engine.diagnosis()
        #expect(!all.gaps.contains { $0.code == .daemonSetsNotLookedAt })
        #expect(!all.daemonSets.contains { $0.coverage.isLeftOut })
    }
}
