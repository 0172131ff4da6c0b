import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import TestBuilders
import Testing

@testable import RemedyPlaybooks

/// What a patch has to know of the template.
struct TemplateFactsTests {
    private func parameters(
        _ fact: some FactSearch, _ own: Parameters, nodes: [String] = [],
        edit: (inout DaemonSet, inout Container) -> Void
    ) -> Parameters {
        var daemonSet = daemonSet("agent", namespace: "logging")
        var spec = daemonSet.template.spec
        var container = Container()
        container.name = "agent"
        edit(&daemonSet, &container)
        spec.containers = [Container(), container]
        daemonSet.template.sharedSpec = Shared(spec)
        var finding = Finding(
            code: .podMissing, severity: .critical, title: "trouble", message: "There is trouble.", parameters: own,
            nodes: nodes)
        finding.parameters["container"] = "agent"
        let engine = PlacementEngine(ClusterIndex(snapshot(daemonSets: [daemonSet])))
        let subject = FactSubject(
            finding, placement: engine.placement(of: daemonSet), simulator: Simulator(engine))
        return fact.search(for: subject).parameters
    }

    @Test func `Of two ports with one number the one of the protocol is meant`() {
        let found = parameters(HostPortPathFact(), ["port": 53, "protocol": "UDP"]) { _, container in
            container.ports = [
                ContainerPort(containerPort: 53, hostPort: 53),
                ContainerPort(containerPort: 53, hostPort: 53, networkProtocol: "UDP"),
            ]
        }
        #expect(found["portPath"] == "/spec/template/spec/containers/1/ports/1")
        #expect(found["containerPath"] == "/spec/template/spec/containers/1")
    }

    @Test(arguments: [("1Gi", nil), ("512Mi", "900Mi")])
    func `A request above the limit takes the limit along`(limit: String, raised: String?) throws {
        let limit = try Quantity(parsing: limit)
        let found = parameters(RaisedLimitFact(), ["resource": "memory", "suggestedRequest": "900Mi"]) {
            $1.resources.limits["memory"] = limit
        }
        #expect(found.text("raisedLimit") == raised)
    }

    @Test func `Amounts are those of the template to the byte`() throws {
        let limit = try Quantity(parsing: "3500Mi")
        let found = parameters(TemplateResourcesFact(), [:]) { $1.resources.limits["memory"] = limit }
        #expect(found.text("limitInTemplate") == "3500Mi")
        #expect(found["requestInTemplate"] == nil)
    }

    @Test(arguments: [(3, 6), (50, 100)])
    func `Patience grows whatever it was`(present: WholeNumber, suggested: WholeNumber) {
        let found = parameters(ProbePatienceFact(), ["probeKind": "liveness"]) { _, container in
            var probe = Probe()
            probe.failureThreshold = present
            probe.timeoutSeconds = 9
            container.livenessProbe = probe
        }
        #expect(found["suggestedFailureThreshold"] == .number(suggested))
        #expect(found["suggestedTimeoutSeconds"] == 18)
    }

    @Test func `A stalled rollout gets a slot more than are spent, and its share back`() {
        let found = parameters(RolloutBudgetFact(), ["maxUnavailable": 2], nodes: ["n1", "n2", "n3"]) { daemonSet, _ in
            daemonSet.updateStrategy = .rollingUpdate(maxUnavailable: .percent(20), maxSurge: .number(0))
        }
        #expect(found["suggestedMaxUnavailable"] == 4)
        #expect(found.text("maxUnavailableShare") == "20%")
    }
}
