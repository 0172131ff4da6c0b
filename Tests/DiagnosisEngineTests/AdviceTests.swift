import KubernetesModel
import Testing

@testable import DiagnosisEngine

/// What findings suggest, where it can be computed.
struct AdviceTests {
    typealias Case = NamedCase<Build, String?>

    static let classes: [Case] = [
        Case("the least that suffices", { $0.priorityClasses(["a": 100, "b": 200, "c": 300]) }, "b"),
        Case("none suffices", { $0.priorityClasses(["a": 50, "b": 100]) }, nil),
        Case(
            "the system's own are not for everybody", { $0.priorityClasses(["system-node-critical": 2_000_001_000]) },
            nil),
        Case(
            "a class that never preempts",
            { cluster in
                cluster.priorityClasses(["a": 200])
                cluster.snapshot.priorityClasses[0].neverPreempts = true
            }, nil),
        Case(
            "kube-system has the system's own", { $0.daemonSet.metadata.namespace = "kube-system" },
            "system-node-critical"),
        Case(
            "another constraint that no priority mends",
            { cluster in
                cluster.priorityClasses(["a": 200])
                cluster.template { spec in
                    spec.volumes = [Volume(name: "data", source: .persistentVolumeClaim(name: "data"))]
                }
                cluster.claim("data", boundTo: "volume-1", zone: "elsewhere")
            }, nil),
    ]

    @Test(arguments: classes)
    func `The least priority class that makes room is suggested`(_ line: Case) {
        let diagnosis = RuleExample.diagnosis { cluster in
            cluster.node("n1", memory: "1Gi")
            cluster.container { $0.resources.requests = ExampleObjects.resources(["memory": "1Gi"]) }
            cluster.pod("web-1", on: "n1", priority: 100, requests: ["memory": "512Mi"])
            line.input(&cluster)
            cluster.waitingPod(on: "n1")
        }
        let finding = diagnosis?.findings.first { $0.code == .insufficientResource }
        #expect(finding != nil)
        #expect(finding?.parameters.text("suggestedPriorityClass") == line.expected)
    }

    static let pools: [NamedCase<[[String: String]], String?>] = [
        NamedCase("one pool", [["pool": "a"], ["pool": "a"]], "a"),
        NamedCase("two pools", [["pool": "a"], ["pool": "b"]], nil),
        NamedCase("a node of no pool", [["pool": "a"], [:]], nil),
        NamedCase("a platform's label", [["pool": "a", "cloud.google.com/gke-nodepool": "default"]], "default"),
        NamedCase("the machine's type", [[NodeLabel.instanceType: "m5.large"]], "m5.large"),
        NamedCase("no node", [], nil),
    ]

    @Test(arguments: pools)
    func `The pool is told where all nodes share one`(_ line: NamedCase<[[String: String]], String?>) {
        let nodes = line.input.enumerated().map { ExampleObjects.node("n\($0.offset)", labels: $0.element) }
        #expect(NodePool.shared(by: nodes) == line.expected)
    }

    static let words: [NamedCase<(String, String), Bool>] = [
        NamedCase("one letter more", ("generall", "general"), true),
        NamedCase("two letters of four", ("prod", "test"), false),
        NamedCase("capitals", ("GPU", "gpu"), true), NamedCase("short words", ("a", "b"), true),
        NamedCase("other words", ("storage", "general"), false),
    ]

    @Test(arguments: words)
    func `Words that are written much alike are near`(_ line: NamedCase<(String, String), Bool>) {
        #expect(NearestMiss.isNear(line.input.0, line.input.1) == line.expected)
    }

    static let ports: [NamedCase<WholeNumber, WholeNumber?>] = [
        NamedCase("the next", 8_080, 8_081),
        NamedCase("the next one that no other pod has", 9_100, 9_102),
        NamedCase("no further than there are ports", 65_535, nil),
        NamedCase("not among the ports of Services", 29_999, nil),
        NamedCase("among the ports of Services, where the wanted one is", 30_000, 30_001),
    ]

    @Test(arguments: ports)
    func `A free host port near the wanted one is suggested`(_ line: NamedCase<WholeNumber, WholeNumber?>) throws {
        let diagnosis = try #require(
            RuleExample.diagnosis { cluster in
                cluster.node("n1")
                cluster.node("n2")
                cluster.container { $0.ports = [ContainerPort(containerPort: 80, hostPort: line.input)] }
                cluster.pod("web-1", on: "n1", hostPort: line.input)
                cluster.pod("web-2", on: "n2", hostPort: 9_101)
                cluster.waitingPod(on: "n1")
                cluster.daemonPod(on: "n2")
            })
        let finding = try #require(diagnosis.findings.first { $0.code == .hostPortConflict })
        #expect(finding.parameters["suggestedPort"] == line.expected.map { .number($0) })
        #expect(finding.parameters["containerPort"] == 80)
    }

    @Test(arguments: [WholeNumber.min, -1, WholeNumber.max])
    func `Priorities at the ends of their range do no harm`(_ priority: WholeNumber) throws {
        let diagnosis = try #require(
            RuleExample.diagnosis { cluster in
                cluster.node("n1", memory: "1Gi")
                cluster.template { $0.priority = priority }
                cluster.container { $0.resources.requests = ExampleObjects.resources(["memory": "1Gi"]) }
                cluster.pod("web-1", on: "n1", priority: priority, requests: ["memory": "512Mi"])
                cluster.priorityClasses(["least": .min, "greatest": .max])
                cluster.waitingPod(on: "n1") { $0.metadata.name = "agent-b" }
                cluster.event("Preempted", "Preempted by pod uid-apps-web-1 on node n1", on: "agent-a", host: "n1")
            })
        let finding = try #require(diagnosis.findings.first { $0.code == .evictedByPreemption })
        let expected: String? = priority == .max ? nil : "greatest"
        #expect(finding.parameters.text("suggestedPriorityClass") == expected)
    }
}
