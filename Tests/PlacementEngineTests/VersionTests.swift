import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import TestBuilders
import Testing

@Suite("Rules of other releases")
struct VersionTests {
    @Test(
        "Versions are read as servers and kubelets write them",
        arguments: [
            ("v1.36.2", KubernetesVersion(1, 36, 2)), ("1.11.0+d4cacc0", KubernetesVersion(1, 11, 0)),
            ("v1.9.7-gke.1", KubernetesVersion(1, 9, 7)), ("v1.10", KubernetesVersion(1, 10)), ("", nil), ("v2", nil),
        ] as [(String, KubernetesVersion?)])
    func versions(text: String, version: KubernetesVersion?) {
        #expect(KubernetesVersion(text) == version)
    }

    private func agent(_ edit: (inout PodSpec) -> Void = { _ in }) -> DaemonSet {
        daemonSet("agent", spec: podSpec([container(requests: ["cpu": "1"], hostPort: 9100)], edit: edit))
    }

    private func cluster(_ version: String, _ pods: [Pod]) -> Snapshot {
        snapshot(nodes: [node("n1", cpu: "4")], pods: pods) { $0.kubernetesVersion = version }
    }

    @Test("Before 1.12 the controller asks for room and evicts nobody; critical pods are not asked")
    func room() throws {
        let full = pod("full", on: "n1", spec: podSpec([container(requests: ["cpu": "4"])]))
        let critical = agent { $0.priorityClassName = "system-node-critical" }
        let old = try #require(verdicts(of: agent(), in: cluster("v1.11.6", [full]))["n1"])
        #expect(old.shouldRun && !old.fits && old.isPlacedByController)
        #expect(old.preemption == .controllerNeverEvicts)
        #expect(old.messages == [.nodeResourcesFit: ["Insufficient cpu"]])
        #expect(verdicts(of: critical, in: cluster("v1.11.6", [full]))["n1"]?.fits == true)
        let new = try #require(verdicts(of: critical, in: cluster("v1.12.0", [full]))["n1"])
        #expect(new.preemption == .victims([0], budgetViolations: 0) && !new.isPlacedByController)
    }

    @Test("Before 1.12 a taken host port takes the node out of the desired ones")
    func ports() throws {
        let holder = pod("holder", on: "n1", spec: podSpec([container(hostPort: 9100)]))
        let old = try #require(verdicts(of: agent(), in: cluster("v1.10.2", [holder]))["n1"])
        #expect(!old.shouldRun && !old.shouldContinueRunning)
        #expect(old.eligibility.exclusions == [.takenHostPorts([HostPort(port: 9100)])])
        #expect(verdicts(of: agent(), in: cluster("v1.36.2", [holder]))["n1"]?.shouldRun == true)
    }

    @Test("What a controller before 1.12 says of a node is read")
    func failedPlacement() {
        var event = Event()
        event.reason = FailedPlacement.reason
        event.message = "failed to place pod on \"n1\": Node didn't have enough resource: cpu, requested: 250"
        #expect(FailedPlacement(event)?.node == "n1")
        #expect(FailedPlacement(event)?.cause == "Node didn't have enough resource: cpu, requested: 250")
        event.reason = "FailedCreate"
        #expect(FailedPlacement(event) == nil)
    }
}
