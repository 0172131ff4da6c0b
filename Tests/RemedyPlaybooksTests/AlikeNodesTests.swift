import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import TestBuilders
import Testing

@testable import RemedyPlaybooks

/// Nodes that have what all failing ones share are not promised.
struct AlikeNodesTests {
    private func anode(_ name: String, kernel: String, isTainted: Bool) -> Node {
        var made = node(name, taints: isTainted ? [taint("team=x:NoSchedule")] : [])
        made.info.kernelVersion = kernel
        return made
    }

    /// Pods on n1 and, where two fail, n2 crash; those on n3 and n4 serve; a taint keeps pods off n5 and n6.
    private func toleration(kernels: [String], failing: Set<String>) throws -> Simulation? {
        let agent = daemonSet("agent", namespace: "logging")
        let nodes = kernels.enumerated().map {
            anode("n\($0.offset + 1)", kernel: $0.element, isTainted: $0.offset > 3)
        }
        let pods = nodes.prefix(4).map { node in
            daemonPod(of: agent, on: node.name) { pod in
                guard failing.contains(node.name) else { return }
                pod.status.conditions = []
                var status = ContainerStatus()
                status.name = "main"
                status.restartCount = 9
                status.state = .waiting(reason: "CrashLoopBackOff", message: "back-off")
                var end = ContainerTermination()
                (end.exitCode, end.reason, end.finishedAt) = (1, "Error", Timestamp(seconds: 9_950))
                status.lastState = .terminated(end)
                pod.status.containerStatuses = [status]
            }
        }
        let engine = PlacementEngine(ClusterIndex(snapshot(nodes: nodes, pods: Array(pods), daemonSets: [agent])))
        let diagnosis = DiagnosisEngine(engine).diagnosis().daemonSets[0]
        return RemedyAdvisor(engine, catalogue: .embedded).advice(for: diagnosis).flatMap(\.remedies)
            .first { $0.playbook == "adjust-tolerations" }?.simulation
    }

    @Test func `A node of the kernel on which every pod fails is not promised, one of another kernel is`() throws {
        let simulation = try toleration(kernels: ["6.8", "6.8", "6.1", "6.1", "6.8", "6.1"], failing: ["n1", "n2"])
        #expect(simulation?.status == .proven)
        #expect(simulation?.unblocks == 1)
        #expect(simulation?.stillBlocked == ["n5"])
    }

    @Test func `One failing pod is enough where two and more serve`() throws {
        let simulation = try toleration(kernels: ["6.8", "6.1", "6.1", "6.1", "6.8", "6.1"], failing: ["n1"])
        #expect(simulation?.stillBlocked == ["n5"])
    }

    @Test func `A kernel that serving pods have too proves nothing`() throws {
        let simulation = try toleration(kernels: ["6.8", "6.8", "6.8", "6.1", "6.8", "6.1"], failing: ["n1", "n2"])
        #expect(simulation?.unblocks == 2)
    }
}
