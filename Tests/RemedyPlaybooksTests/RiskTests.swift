import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
@testable import RemedyPlaybooks
import TestBuilders
import Testing

@Suite("The risk of a request that is cut")
struct RiskTests {
    private func risk(_ resource: String, from old: String, to new: String?) -> Risk {
        let before = podSpec([container("agent", requests: [resource: old])])
        let after = podSpec([container("agent", requests: new.map { [resource: $0] } ?? [:])])
        return Risk(ofChanging: before, to: after, by: [])
    }

    @Test(
        "To half or less is a risk, whatever the unit",
        arguments: [
            ("cpu", "25m", "3m", Risk.medium), ("cpu", "2", "1", .medium), ("cpu", "1", "999m", .low),
            ("cpu", "100m", "51m", .low), ("cpu", "100m", "50m", .medium), ("cpu", "50m", "100m", .low),
            ("memory", "200Mi", "32Mi", .medium), ("memory", "200Mi", "120Mi", .low),
            ("ephemeral-storage", "1Gi", "1Mi", .medium), ("example.com/device", "4", "1", .low),
        ])
    func halves(resource: String, old: String, new: String, expected: Risk) {
        #expect(risk(resource, from: old, to: new) == expected)
    }

    @Test("To nothing is a risk")
    func nothing() { #expect(risk("cpu", from: "5m", to: nil) == .medium) }

    @Test("A default that a LimitRange sets counts as the request that it is")
    func defaults() throws {
        let agent = daemonSet("agent", spec: podSpec([container("agent")]))
        var range = LimitRange()
        range.metadata = ObjectMeta(name: "defaults", namespace: agent.namespace)
        var item = LimitRangeItem()
        item.defaultRequests["cpu"] = Quantity(units: 1)
        range.limits = [item]
        var waiting = daemonPod(of: agent, on: "n1", isBound: false)
        var spec = waiting.spec
        spec.containers[0].resources.requests["cpu"] = Quantity(units: 1)
        waiting.sharedSpec = Shared(spec)
        let web = pod("web", namespace: "apps", on: "n1", spec: podSpec([container(requests: ["cpu": "900m"])]))
        let snapshot = snapshot(
            nodes: [node("n1", cpu: "1")], pods: [waiting, web], daemonSets: [agent]
        ) { $0.limitRanges = [range] }
        let engine = PlacementEngine(ClusterIndex(snapshot))
        let diagnosis = DiagnosisEngine(engine).diagnosis(of: agent)
        let remedies = RemedyAdvisor(engine, catalogue: .embedded).advice(for: diagnosis).flatMap(\.remedies)
        let remedy = try #require(
            remedies.first { $0.playbook == "set-explicit-request" }, "\(remedies.map(\.playbook))")
        #expect(remedy.simulation?.status == .proven)
        #expect(remedy.risk == .medium)
    }
}
