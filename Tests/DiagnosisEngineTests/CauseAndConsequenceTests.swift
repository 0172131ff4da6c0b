import KubernetesModel
import Testing

@testable import DiagnosisEngine

/// A pod can be what keeps its node from being ready, and then comes first.
struct CauseAndConsequenceTests {
    private func example(_ build: @escaping @Sendable (inout ExampleCluster) -> Void) -> ClusterDiagnosis {
        RuleExample.firing("", build).diagnosis()
    }

    @Test func `The network plugin's crash comes before its node's NotReady`() throws {
        let diagnosis = example { cluster in
            cluster.node("n1") { $0.becomeNotReady() }
            cluster.node("n2")
            cluster.template { spec in
                spec.isHostNetwork = true
                spec.tolerations = [Toleration(comparison: .exists)]
                spec.volumes = [Volume(name: "conf", source: .hostPath(path: "/etc/cni/net.d", type: ""))]
            }
            cluster.daemonPod(on: "n1") { $0.crash(exitCode: 1) }
            cluster.daemonPod(on: "n2")
        }
        let daemonSet = diagnosis.daemonSets[0]
        #expect(daemonSet.findings.first?.code == .crashLoopErrorExit)
        #expect(daemonSet.nodes[0].otherCauses == [.nodeNotReady])
        #expect(daemonSet.outranked.map(\.code) == [.nodeNotReady])
        #expect(daemonSet.outranked.first?.evidence.isEmpty == false)
        let cluster = try #require(diagnosis.clusterFindings.first { $0.code == .nodeNotReady })
        #expect(cluster.parameters.text("networkDaemonSet") == "logging/agent")
    }

    @Test func `A runtime that is down comes before what its pods do`() {
        let diagnosis = example { cluster in
            cluster.node("n1") { node in
                node.becomeNotReady()
                node.conditions = [
                    Condition(
                        type: Node.ConditionType.ready, status: .isFalse, reason: "KubeletNotReady",
                        message: "[container runtime is down, PLEG is not healthy]")
                ]
            }
            cluster.template { spec in
                spec.isHostNetwork = true
                spec.tolerations = [Toleration(comparison: .exists)]
            }
            cluster.daemonPod(on: "n1") { $0.crash(exitCode: 1) }
        }
        #expect(diagnosis.daemonSets[0].nodes[0].cause == .nodeNotReady)
    }

    @Test func `A pod without network waits for its node`() {
        let diagnosis = example { cluster in
            cluster.node("n1") { $0.becomeNotReady() }
            cluster.template { $0.tolerations = [Toleration(comparison: .exists)] }
            cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
            cluster.event("NetworkNotReady", "network is not ready: cni plugin not initialized", on: "agent-n1")
        }
        #expect(diagnosis.daemonSets[0].nodes[0].cause == .nodeNotReady)
    }
}
