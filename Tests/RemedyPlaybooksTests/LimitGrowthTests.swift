import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import TestBuilders
import Testing

@testable import RemedyPlaybooks

/// An agent with a memory limit of 64Mi that is killed on `n1` and serves on `n2`.
struct LimitGrowthTests {
    private struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var limits = ["memory": "64Mi"]
        var requests = ["memory": "32Mi"]
        /// What the serving container uses.
        var serving: String?
        /// What others on the failing node ask for, of 1Gi.
        var others = "512Mi"
        /// What is suggested; nil for nothing.
        var suggested: String?
        var request: String?
        var step: String?
    }

    private static let cases = [
        Case(testDescription: "twice as much", suggested: "128Mi", step: "no measurement"),
        Case(testDescription: "a pod that serves uses less", serving: "40Mi", suggested: "128Mi", step: "at most 40Mi"),
        Case(testDescription: "a pod that serves uses more", serving: "160Mi", suggested: "200Mi", step: "a quarter"),
        Case(testDescription: "the node has less left", others: "944Mi", suggested: "80Mi", step: "has 80Mi left"),
        Case(testDescription: "the node has no more left", others: "970Mi", suggested: nil),
        Case(
            testDescription: "a Guaranteed pod", limits: ["memory": "64Mi", "cpu": "1"],
            requests: ["memory": "64Mi", "cpu": "1"], suggested: "128Mi", request: "128Mi", step: "Guaranteed"),
        Case(testDescription: "a request left to the limit", requests: [:], suggested: "128Mi", step: "as much as"),
    ]

    private static func snapshot(_ item: Case, version: String = "v1.36.2") -> Snapshot {
        let spec = podSpec([container("agent", requests: item.requests, limits: item.limits)])
        let agent = daemonSet("agent", spec: spec)
        let nodes = ["n1", "n2"].map { name in
            var machine = node(name, memory: "1Gi")
            machine.info.kubeletVersion = version
            return machine
        }
        let killed = daemonPod(of: agent, on: "n1") { pod in
            pod.status.conditions = []
            var status = ContainerStatus()
            status.name = "agent"
            status.restartCount = 6
            var end = ContainerTermination()
            end.exitCode = 137
            end.reason = "OOMKilled"
            status.lastState = .terminated(end)
            status.state = .waiting(reason: "CrashLoopBackOff", message: "")
            pod.status.containerStatuses = [status]
        }
        let other = pod("other", on: "n1", spec: podSpec([container(requests: ["memory": item.others])]))
        return TestBuilders.snapshot(
            nodes: nodes, pods: [killed, daemonPod(of: agent, on: "n2"), other], daemonSets: [agent]
        ) { snapshot in
            snapshot.kubernetesVersion = version
            guard let serving = item.serving else { return }
            var metrics = PodMetrics()
            metrics.metadata = ObjectMeta(name: "agent-n2", namespace: "default")
            metrics.containers = [.init(name: "agent", usage: resources(["memory": serving]))]
            snapshot.podMetrics = [metrics]
        }
    }

    private static func advice(_ snapshot: Snapshot) throws -> FindingAdvice {
        let engine = PlacementEngine(ClusterIndex(snapshot))
        let diagnosis = try #require(DiagnosisEngine(engine).diagnosis().daemonSets.first)
        let place = try #require(diagnosis.findings.firstIndex { $0.code == .crashLoopOutOfMemory })
        return RemedyAdvisor(engine, catalogue: .embedded).advice(for: diagnosis)[place]
    }

    @Test(arguments: cases)
    private func `A limit is raised by what is known, and not beyond the node`(_ item: Case) throws {
        let advice = try Self.advice(Self.snapshot(item))
        let remedy = advice.remedies.first { $0.playbook == "resize-memory-limit" }
        guard let suggested = item.suggested else {
            #expect(remedy == nil)
            #expect(advice.inVain.contains { $0.contains("54Mi of memory free") && $0.contains("already 64Mi") })
            return
        }
        let found = try #require(remedy)
        #expect(found.title == "Raise the memory limit of agent from 64Mi to \(suggested)")
        if let step = item.step, step != "no measurement" {
            #expect(found.steps.contains { $0.contains(step) }, "\(found.steps)")
        }
        let patch = try #require(found.commands.first?.last)
        #expect(patch.contains(#""limits":{"memory":"\#(suggested)"}"#))
        #expect(patch.contains("requests") == (item.request != nil))
        let simulation = try #require(found.simulation)
        #expect(simulation.status == .notSimulated)
        #expect(simulation.areCostsKnown)
        #expect(simulation.reason?.contains("on all 2 nodes") ?? false)
        // One pod serves; the other one crashes, and is replaced at no cost.
        #expect(simulation.restarts == 1)
    }

    @Test func `A request that is raised with the limit can cost places, which is told`() throws {
        var snapshot = Self.snapshot(
            Case(
                testDescription: "", limits: ["memory": "64Mi", "cpu": "1"], requests: ["memory": "64Mi", "cpu": "1"]))
        snapshot.pods.append(pod("full", on: "n2", spec: podSpec([container(requests: ["memory": "950Mi"])])))
        let remedy = try Self.advice(snapshot).remedies.first { $0.playbook == "resize-memory-limit" }
        let simulation = try #require(remedy?.simulation)
        #expect(simulation.loses == ["n2"])
        #expect(simulation.reason?.contains("on 1 of 2 nodes") ?? false)
        #expect(remedy?.risk == .high)
    }

    @Test(arguments: [("v1.32.9", false), ("v1.33.0", true), ("v1.36.2-eks-1", true)])
    func `Running pods are resized from Kubernetes 1.33 on`(version: String, isPossible: Bool) throws {
        let advice = try Self.advice(Self.snapshot(Case(testDescription: ""), version: version))
        let remedy = advice.remedies.first { $0.playbook == "resize-in-place" }
        #expect((remedy != nil) == isPossible)
        if let remedy {
            #expect(
                remedy.commands == [
                    [
                        "kubectl", "-n", "default", "patch", "pod", "agent-n1", "--subresource", "resize",
                        "--type=strategic", "-p",
                        #"{"spec":{"containers":[{"name":"agent","resources":{"limits":{"memory":"128Mi"}}}]}}"#,
                    ]
                ])
        }
    }

    @Test func `A request is raised to what was used where the pods still fit`() throws {
        var snapshot = Self.snapshot(Case(testDescription: ""))
        snapshot.pods[0].status.phase = .failed
        snapshot.pods[0].status.reason = "Evicted"
        snapshot.pods[0].status.message =
            "The node was low on resource: memory. Threshold quantity: 100Mi, available: 80Mi. "
            + "Container agent was using 300Mi, request is 32Mi, has larger consumption of memory. "
        let engine = PlacementEngine(ClusterIndex(snapshot))
        let diagnosis = try #require(DiagnosisEngine(engine).diagnosis().daemonSets.first)
        let advice = RemedyAdvisor(engine, catalogue: .embedded).advice(for: diagnosis)
        let remedy = try #require(advice.flatMap(\.remedies).first { $0.playbook == "raise-request" })
        #expect(remedy.steps.contains { $0.contains("268Mi more") })
        let patch = try #require(remedy.commands.first?.last)
        #expect(patch.contains(#""requests":{"memory":"300Mi"}"#) && patch.contains(#""limits":{"memory":"300Mi"}"#))
        #expect(remedy.simulation?.reason?.contains("on all 2 nodes") ?? false)
    }
}
