import ClusterSnapshot
import KubernetesModel
import TestBuilders
import Testing

@testable import PodAdmission

@Suite("ResourceQuotas")
struct QuotaLedgerTests {
    private func ledger(
        _ hard: [String: String], used: [String: String]? = nil, scopes: [ResourceQuota.Scope] = [], pods: [Pod] = []
    ) -> QuotaLedger {
        var quota = ResourceQuota()
        quota.metadata = ObjectMeta(name: "tight", namespace: "default")
        quota.hard = resources(hard)
        quota.used = resources(used ?? hard.mapValues { _ in "0" })
        if used == nil, !pods.isEmpty { quota.used = ResourceList() }
        quota.scopes = scopes
        let snapshot = snapshot(pods: pods) { $0.resourceQuotas = [quota] }
        return QuotaLedger.all(in: snapshot)["default"] ?? QuotaLedger()
    }

    private let plain = podSpec([container("agent", requests: ["cpu": "1"])])

    @Test("A refusal says what is asked, used and allowed")
    func refusal() {
        var ledger = ledger(["pods": "3"], used: ["pods": "2"])
        #expect(ledger.create(plain) == nil)
        let refusal = ledger.create(plain)
        #expect(refusal?.words == "pods is limited to 3, 3 used, 1 requested")
    }

    @Test("Every container has to give what a quota limits")
    func unspecified() {
        var ledger = ledger(["limits.cpu": "10", "requests.cpu": "10"])
        let expected = QuotaRefusal(
            quota: "tight", reason: .unspecified([.init(resource: "limits.cpu", containers: ["agent"])]))
        #expect(ledger.create(plain) == expected)
        let whole = podSpec([container("agent")]) { $0.resources.requests = resources(["cpu": "1"]) }
        #expect(ledger.create(whole) == nil)
    }

    @Test(
        "Scopes tell which pods a quota counts",
        arguments: [
            ("PriorityClass", .isIn, ["critical"], "critical", true), ("PriorityClass", .isIn, ["critical"], "", false),
            ("PriorityClass", .notIn, ["critical"], "", true), ("PriorityClass", .exists, [], "low", true),
            ("PriorityClass", .doesNotExist, [], "low", false), ("BestEffort", .exists, [], "", false),
            ("NotBestEffort", .exists, [], "", true), ("Terminating", .exists, [], "", false),
            ("NotTerminating", .exists, [], "", true), ("CrossNamespacePodAffinity", .exists, [], "", false),
        ] as [(String, LabelSelector.Operator, [String], String, Bool)])
    func scopes(
        scope: String, comparison: LabelSelector.Operator, values: [String], priorityClass: String, isCounted: Bool
    ) {
        var ledger = ledger(
            ["pods": "0"], scopes: [.init(key: scope, comparison: comparison, values: values)])
        var spec = plain
        spec.priorityClassName = priorityClass
        #expect((ledger.create(spec) != nil) == isCounted)
    }

    @Test("What no controller has counted yet is counted from the pods")
    func uncounted() {
        var ledger = ledger(["pods": "2"], pods: [pod("a", on: "n1"), pod("b", namespace: "other", on: "n1")])
        #expect(ledger.create(plain) == nil)
        #expect(ledger.create(plain) != nil)
    }

    @Test("The number of DaemonSets can be limited")
    func daemonSets() {
        #expect(
            ledger([QuotaLedger.daemonSetCount: "0"]).refusing(objectsCountedAs: QuotaLedger.daemonSetCount).count == 1)
        #expect(ledger(["pods": "0"]).refusing(objectsCountedAs: QuotaLedger.daemonSetCount).isEmpty)
    }
}
