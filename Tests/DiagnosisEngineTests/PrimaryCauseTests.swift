import KubernetesModel
import Testing

@testable import DiagnosisEngine

struct PrimaryCauseTests {
    typealias Case = NamedCase<Build, [FindingCode]>

    static let cases: [Case] = [
        Case(
            "node trouble explains pod trouble",
            { cluster in
                cluster.node("n1") { $0.becomeNotReady() }
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 1) }
            }, [.nodeNotReady, .crashLoopErrorExit, .podOnIneligibleNode]),
        Case(
            "a port comes before room",
            { cluster in
                cluster.node("n1", memory: "1Gi")
                cluster.container { container in
                    container.resources.requests = ExampleObjects.resources(["memory": "900Mi"])
                    container.ports = [ContainerPort(containerPort: 9100, hostPort: 9100)]
                }
                cluster.pod("web-1", on: "n1", requests: ["memory": "500Mi"], hostPort: 9100)
                cluster.waitingPod(on: "n1")
            }, [.hostPortConflict, .insufficientResource]),
        Case(
            "memory comes before the number of pods",
            { cluster in
                cluster.node("n1", memory: "1Gi", pods: "1")
                cluster.container { $0.resources.requests = ExampleObjects.resources(["memory": "900Mi"]) }
                cluster.pod("web-1", on: "n1", requests: ["memory": "500Mi"])
                cluster.waitingPod(on: "n1")
            }, [.insufficientResource, .nodePodLimitReached]),
        Case(
            "what is so now comes before what was",
            { cluster in
                cluster.node("n1")
                cluster.container { $0.resources.requests = ExampleObjects.resources(["cpu": "5"]) }
                cluster.waitingPod(on: "n1")
                cluster.event("Evicted", "The node was low on resource: memory. ", on: "agent-gone", host: "n1")
            }, [.requestExceedsNode, .evictedNodePressure]),
        Case(
            "the crash of the present pod comes before the eviction of the one before it",
            { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 1) }
                cluster.event("Evicted", "The node was low on resource: memory. ", on: "agent-gone", host: "n1")
            }, [.crashLoopErrorExit, .evictedNodePressure]),
        Case(
            "a loop of evictions comes before the crash of the pod that is the next to go",
            { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 1) }
                for gone in ["agent-a", "agent-b", "agent-c"] {
                    cluster.event("Evicted", "The node was low on resource: memory. ", on: gone, host: "n1")
                }
            }, [.evictedNodePressure, .crashLoopErrorExit]),
        Case(
            "an eviction stays the cause where the pod that came after it has no trouble of its own",
            { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
                cluster.event("Evicted", "The node was low on resource: memory. ", on: "agent-gone", host: "n1")
            }, [.evictedNodePressure]),
    ]

    @Test(arguments: cases)
    func `Each pod has one primary cause, and the others stand under it`(_ line: Case) throws {
        let diagnosis = try #require(RuleExample.diagnosis(line.input))
        let node = try #require(diagnosis.nodes.first)
        #expect([node.cause].compactMap(\.self) + node.otherCauses == line.expected)
        let primary = diagnosis.findings.filter { $0.code == line.expected[0] }
        #expect(primary.map(\.nodes) == [["n1"]])
        for other in line.expected.dropFirst() {
            #expect(primary.first?.message.contains("\(other.rawValue) on 1 node") == true)
            #expect(!diagnosis.findings.contains { $0.code == other })
        }
    }

    @Test func `Nodes with one cause are one finding`() throws {
        let diagnosis = try #require(
            RuleExample.diagnosis { cluster in
                cluster.container { $0.resources.requests = ExampleObjects.resources(["memory": "1Gi"]) }
                for number in 1...600 {
                    cluster.node("n\(number)", memory: "1Gi")
                    cluster.pod("web-\(number)", on: "n\(number)", requests: ["memory": "512Mi"])
                    cluster.waitingPod(on: "n\(number)", refused: "0/600 nodes are available: refusal \(number)")
                }
            })
        let findings = diagnosis.findings.filter { $0.code == .insufficientResource }
        #expect(findings.count == 1)
        let finding = try #require(findings.first)
        #expect(finding.nodes.count == 600)
        #expect(finding.nodes.prefix(3) == ["n1", "n2", "n3"])
        #expect(finding.pods.count == 600)
        #expect(finding.evidence.count == Evidence.limit)
    }

    @Test func `Nodes with different causes are different findings`() throws {
        let diagnosis = try #require(
            RuleExample.diagnosis { cluster in
                for (name, exitCode) in [("n1", WholeNumber(1)), ("n2", 2), ("n3", 1)] {
                    cluster.node(name)
                    cluster.daemonPod(on: name) { $0.crash(exitCode: exitCode) }
                }
            })
        let crashes = diagnosis.findings.filter { $0.code == .crashLoopErrorExit }
        #expect(Set(crashes.map(\.nodes)) == [["n1", "n3"], ["n2"]])
    }
}
