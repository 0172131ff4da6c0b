import CheckedJSON
import ClusterSnapshot
import KubernetesModel
import Preflight
import TestBuilders
import Testing

@Suite("What would come of applying a manifest")
struct PreflightTests {
    private func applied(_ daemonSet: DaemonSet, changesTemplate: Bool = true) -> AppliedDaemonSet {
        AppliedDaemonSet(daemonSet, template: .object([:]), changesTemplate: changesTemplate) { field in
            ManifestPlace(file: "f", line: field.count)
        }
    }

    private func agent(
        _ name: String, memory: String = "1Gi", port: WholeNumber = 0, _ edit: (inout PodSpec) -> Void = { _ in }
    )
        -> DaemonSet
    {
        daemonSet(name, spec: podSpec([container("agent", requests: ["memory": memory], hostPort: port)], edit: edit))
    }

    private func cluster(_ edit: (inout Snapshot) -> Void = { _ in }) -> Snapshot {
        snapshot(nodes: [node("n1", memory: "2Gi"), node("n2", memory: "8Gi")]) { snapshot in
            var namespace = Namespace()
            namespace.metadata = ObjectMeta(name: "default")
            snapshot.namespaces = [namespace]
            edit(&snapshot)
        }
    }

    private func fits(_ outcome: PreflightOutcome) -> [Bool] { outcome.placement.verdicts.map(\.fits) }

    @Test("Several DaemonSets compete for the same room and ports")
    func competition() {
        let one = agent("a", memory: "1.5Gi")
        let outcomes = Preflight([applied(one), applied(agent("b"))], with: Snapshot(), on: cluster()).outcomes()
        #expect(outcomes.map(fits) == [[true, true], [false, true]])
        #expect(outcomes.map(\.rivals) == [[:], [0: ["default/a"]]])
        let ports = Preflight(
            [applied(agent("a", port: 80)), applied(agent("b", port: 80))], with: Snapshot(), on: cluster()
        ).outcomes()
        #expect(ports.map(fits) == [[true, true], [false, false]])
    }

    @Test("The more important one is placed first, wherever it stands")
    func importance() {
        let critical = agent("b") { $0.priorityClassName = "system-node-critical" }
        let outcomes = Preflight(
            [applied(agent("a", memory: "1.5Gi")), applied(critical)], with: Snapshot(), on: cluster()
        ).outcomes()
        #expect(outcomes.map(fits) == [[false, true], [true, true]])
    }

    @Test("One whose pods are refused takes nothing from the others")
    func refusedRival() {
        let refused = agent("a", memory: "1.5Gi") { $0.priorityClassName = "nosuch" }
        let outcomes = Preflight([applied(refused), applied(agent("b"))], with: Snapshot(), on: cluster()).outcomes()
        #expect(outcomes.map(fits) == [[true, true], [true, true]])
    }

    @Test("One that is there already gives its room to its successor, and only to that")
    func successor() {
        let old = agent("a", memory: "1Gi")
        let full = cluster { snapshot in
            snapshot.daemonSets = [old]
            snapshot.pods = [daemonPod(of: old, on: "n1"), daemonPod(of: old, on: "n2")]
        }
        var new = agent("a", memory: "1.5Gi")
        new.metadata.uid = ""
        let outcomes = Preflight([applied(new)], with: Snapshot(), on: full).outcomes()
        #expect(outcomes.map(fits) == [[true, true]])
        #expect(
            Preflight([applied(agent("c", memory: "1.5Gi"))], with: Snapshot(), on: full).outcomes().map(fits) == [
                [false, true]
            ])
    }

    @Test("Quotas count the pods of all DaemonSets, node by node")
    func quotas() {
        var quota = ResourceQuota()
        quota.metadata = ObjectMeta(name: "tight", namespace: "default")
        quota.hard = resources(["pods": "3"])
        var objects = Snapshot()
        objects.resourceQuotas = [quota]
        let outcomes = Preflight(
            [applied(agent("a", memory: "1Mi")), applied(agent("b", memory: "1Mi"))], with: objects, on: cluster()
        ).outcomes()
        #expect(outcomes[0].shortfall == nil)
        #expect(outcomes[1].shortfall?.nodes == [1])
        #expect(outcomes[1].shortfall?.wanted == 2)
    }

    @Test("Objects of the manifest count as if they were there")
    func objects() {
        let critical = agent("a") { $0.priorityClassName = "own" }
        var known = PriorityClass()
        known.metadata.name = "own"
        var objects = Snapshot()
        let without = Preflight([applied(critical)], with: objects, on: cluster()).outcomes()
        #expect(without[0].review.findings.map(\.code) == [.priorityClassMissing])
        objects.priorityClasses = [known]
        #expect(Preflight([applied(critical)], with: objects, on: cluster()).outcomes()[0].review.findings.isEmpty)
    }

    @Test("A rollout is followed, and one whose pods are refused deletes the old ones first")
    func rollouts() throws {
        let old = agent("a", memory: "1Gi")
        let running = cluster { snapshot in
            snapshot.daemonSets = [old]
            snapshot.pods = [daemonPod(of: old, on: "n1"), daemonPod(of: old, on: "n2")]
        }
        func course(_ new: DaemonSet, changesTemplate: Bool = true) throws -> RolloutForecast.Course {
            let outcome = Preflight(
                [applied(new, changesTemplate: changesTemplate)], with: Snapshot(), on: running
            ).outcomes()[0]
            return try #require(outcome.rollout).course
        }
        guard case .simulated(let cost) = try course(agent("a", memory: "512Mi")) else {
            Issue.record("no rollout")
            return
        }
        #expect(cost.rounds == 2)
        #expect(cost.isComplete)
        guard case .simulated(let stalled) = try course(agent("a", memory: "3Gi")) else {
            Issue.record("no rollout")
            return
        }
        #expect(stalled.isStalled)
        guard case .refused(deleted: 1) = try course(agent("a") { $0.priorityClassName = "nosuch" }) else {
            Issue.record("not refused")
            return
        }
        guard case .none = try course(old, changesTemplate: false) else {
            Issue.record("something is replaced")
            return
        }
    }

    @Test("Gaps that the placement depends on are named, others are not")
    func gaps() {
        let lacking = cluster { snapshot in
            snapshot.gaps = [
                Gap(code: .podsMissing, detail: "No pods.", missing: [.pods]),
                Gap(code: .eventsMissing, detail: "No events.", missing: [.events]),
                Gap(code: .persistentVolumesMissing, detail: "No volumes.", missing: [.persistentVolumes]),
            ]
        }
        #expect(Preflight([applied(agent("a"))], with: Snapshot(), on: lacking).outcomes()[0].gaps == ["No pods"])
    }

    @Test("A fresh node of a pool holds the pods of all DaemonSets that want it")
    func pools() {
        let other = agent("other", memory: "1.5Gi")
        let pooled = cluster { snapshot in
            snapshot.daemonSets = [other]
            for position in snapshot.nodes.indices {
                snapshot.nodes[position].metadata.labels = ["karpenter.sh/nodepool": position == 0 ? "small" : "big"]
                snapshot.nodes[position].isUnschedulable = true
            }
        }
        let outcome = Preflight([applied(agent("a"))], with: Snapshot(), on: pooled).outcomes()[0]
        #expect(outcome.pools.map(\.pool) == ["big", "small"])
        #expect(outcome.pools.map(\.failures.isEmpty) == [true, true])
        let shares = outcome.pools.compactMap { pool in
            pool.machine.map { PoolForecast.shares(of: pool.requests, in: $0) }
        }
        #expect(shares.map { $0.first { $0.resource == "memory" }?.perMille } == [125, 500])
        let late = Preflight(
            [applied(agent("a")), applied(agent("b", memory: "1.9Gi"))],
            with: Snapshot(), on: pooled
        ).outcomes()
        #expect(late[1].pools.map(\.failures.isEmpty) == [true, false])
    }

    @Test("Every code is described")
    func codes() {
        for code in PreflightCode.all {
            #expect(!code.title.isEmpty)
            #expect(!code.help.isEmpty)
        }
    }
}
