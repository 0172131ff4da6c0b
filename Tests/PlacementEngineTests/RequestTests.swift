import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import TestBuilders
import Testing

@Suite("What a pod asks for, and what is left")
struct RequestTests {
    @Test(
        "Quantities are the same in every notation",
        arguments: [
            "1Gi", "1024Mi", "1048576Ki", "1073741824", "1.073741824G", "1073741824e0", "1.073741824e9",
            "1073.741824M", "1073741824000m", "1024.0Mi", "0.0009765625Ti", "1073741823500m", "+1Gi", "1073741823.9",
        ])
    func notationsAreTheSame(text: String) {
        let agent = daemonSet("agent", spec: podSpec([container(requests: ["memory": text])]))
        let nodes = [node("exact", memory: "1073741824"), node("short", memory: "1073741823")]
        #expect(fittingNodes(of: agent, in: snapshot(nodes: nodes)) == ["exact"])
    }

    @Test("Asking for nothing fits where nothing is left")
    func zeroRequestsFit() throws {
        let full = node("full", cpu: "1", memory: "1Gi")
        let taken = pod("taken", on: "full", spec: podSpec([container(requests: ["cpu": "2", "memory": "2Gi"])]))
        let cluster = snapshot(nodes: [full], pods: [taken])
        for requests in [[:], ["cpu": "0", "memory": "0"], ["cpu": "0m", "example.com/gpu": "0"]] {
            let agent = daemonSet("agent", spec: podSpec([container(requests: requests)]))
            #expect(fittingNodes(of: agent, in: cluster) == ["full"])
        }
    }

    @Test("A node that says nothing of what it can hold takes no pod")
    func nodesWithoutAllocatable() throws {
        var bare = node("bare")
        bare.allocatable = ResourceList()
        let agent = daemonSet("agent", spec: podSpec([container(requests: ["cpu": "1m", "memory": "1"])]))
        let verdict = try #require(verdicts(of: agent, in: snapshot(nodes: [bare]))["bare"])
        #expect(
            verdict.messages == [.nodeResourcesFit: ["Too many pods", "Insufficient cpu", "Insufficient memory"]])
        #expect(verdict.preemption == .notHelpful)
    }

    @Test("Pods whose node is gone, and pods at their end, take nothing; deleted ones do until they are gone")
    func whoCounts() {
        let large = podSpec([container(requests: ["memory": "7Gi"])])
        let agent = daemonSet("agent", spec: podSpec([container(requests: ["memory": "2Gi"])]))
        func fits(_ pod: Pod) -> Bool {
            fittingNodes(of: agent, in: snapshot(nodes: [node("n1")], pods: [pod])) == ["n1"]
        }
        #expect(fits(pod("lost", on: "gone", spec: large)))
        #expect(fits(pod("done", on: "n1", spec: large) { $0.status.phase = .succeeded }))
        #expect(fits(pod("failed", on: "n1", spec: large) { $0.status.phase = .failed }))
        #expect(!fits(pod("leaving", on: "n1", spec: large) { $0.metadata.deletionTimestamp = Timestamp(seconds: 1) }))
        #expect(!fits(pod("unknown", on: "n1", spec: large) { $0.status.phase = .unknown }))
        #expect(fits(pod("waiting", spec: large)))
    }

    @Test("Init containers count one by one, sidecars beside everything that comes after them")
    func sidecars() {
        func requested(_ initContainers: [(memory: String, isRestartable: Bool)]) -> WholeNumber {
            let spec = podSpec([container(requests: ["memory": "100"])]) { spec in
                spec.initContainers = initContainers.map { step in
                    var container = container(requests: ["memory": step.memory])
                    container.isRestartable = step.isRestartable
                    return container
                }
                spec.overhead = resources(["memory": "1"])
            }
            return PodRequests.ofUnscheduled(spec)["memory"]?.units ?? 0
        }
        #expect(requested([]) == 101)
        #expect(requested([("300", false), ("200", false)]) == 301)
        #expect(requested([("50", true)]) == 151)
        #expect(requested([("50", true), ("120", false)]) == 171)
        #expect(requested([("120", false), ("50", true)]) == 151)
        #expect(requested([("50", true), ("10", false), ("80", true)]) == 231)
    }

    @Test("Resources of the pod as a whole take the place of the containers' where they can")
    func podLevelResources() {
        let spec = podSpec([container(requests: ["memory": "100", "ephemeral-storage": "7", "cpu": "1"])]) { spec in
            spec.resources.requests = resources(["memory": "900", "ephemeral-storage": "9", "hugepages-2Mi": "2Mi"])
            spec.overhead = resources(["memory": "1"])
        }
        let amounts = ResourceAmounts(PodRequests.ofUnscheduled(spec))
        #expect(amounts.memory == 901)
        #expect(amounts.milliCPU == 1_000)
        #expect(amounts.ephemeralStorage == 7)
        #expect(amounts["hugepages-2Mi"] == 2 << 20)
    }

    @Test(
        "While a resize is under way, the greatest of asked, granted and in force counts",
        arguments: [("", 900), ("Deferred", 900), ("Infeasible", 500)])
    func resizing(reason: String, expected: WholeNumber) {
        let resized = pod("resized", on: "n1", spec: podSpec([container(requests: ["memory": "900"])])) { pod in
            pod.status.containerStatuses[0].requests = resources(["memory": "300"])
            pod.status.containerStatuses[0].allocatedResources = resources(["memory": "500"])
            if !reason.isEmpty {
                pod.status.conditions.append(
                    Condition(type: PodStatus.ConditionType.resizePending, status: .isTrue, reason: reason))
            }
        }
        #expect(PodRequests.ofScheduled(resized)["memory"]?.units == expected)
    }

    @Test("Huge pages and devices are counted like everything else")
    func extendedResources() throws {
        let asking = podSpec([container(requests: ["hugepages-2Mi": "4Mi", "example.com/gpu": "1"])])
        let agent = daemonSet("agent", spec: asking)
        let rich = node("rich", extended: ["hugepages-2Mi": "8Mi", "example.com/gpu": "2"])
        let used = node("used", extended: ["hugepages-2Mi": "6Mi", "example.com/gpu": "1"])
        let cluster = snapshot(nodes: [rich, used, node("poor")], pods: [pod("user", on: "used", spec: asking)])
        let all = verdicts(of: agent, in: cluster)
        let words = ["Insufficient example.com/gpu", "Insufficient hugepages-2Mi"]
        #expect(all["rich"]?.fits == true)
        #expect(all["used"]?.messages == [.nodeResourcesFit: words])
        #expect(all["used"]?.preemption == .noVictims)
        #expect(all["poor"]?.messages == [.nodeResourcesFit: words])
        #expect(all["poor"]?.preemption == .notHelpful)
    }

    @Test("Of thousands of resources that a node lacks the first stand for all, and what none has isn't forgotten")
    func manyExtendedResources() throws {
        var asked: [String: String] = [:]
        for number in 100..<1_100 { asked["example.com/r\(number)"] = "1" }
        let agent = daemonSet("agent", spec: podSpec([container(requests: asked)]))
        // The node has all but the last, and another pod has taken them.
        let offered = asked.filter { $0.key != "example.com/r1099" }
        let user = pod("user", on: "full", spec: podSpec([container(requests: offered)]))
        let verdict = try #require(
            verdicts(of: agent, in: snapshot(nodes: [node("full", extended: offered)], pods: [user]))["full"])
        #expect(verdict.messages[.nodeResourcesFit]?.count == 65)
        #expect(verdict.messages[.nodeResourcesFit]?.last == "Insufficient 936 more resources")
        // No eviction helps against a resource that the node doesn't have.
        #expect(verdict.preemption == .notHelpful)
    }

    @Test("A pod does not stand in the way of its own DaemonSet")
    func ownPodsMakeRoom() {
        let agent = daemonSet("agent", spec: podSpec([container(requests: ["memory": "6Gi"], hostPort: 9100)]))
        let own = daemonPod(of: agent, on: "n1")
        #expect(fittingNodes(of: agent, in: snapshot(nodes: [node("n1")], pods: [own])) == ["n1"])
        let other = daemonSet("other", spec: agent.template.spec)
        #expect(fittingNodes(of: other, in: snapshot(nodes: [node("n1")], pods: [own])) == [])
    }

    @Test(
        "Host ports clash on one address, and on all",
        arguments: [
            (HostPort(port: 80), HostPort(port: 80), true), (HostPort(port: 80), HostPort(port: 81), false),
            (HostPort(port: 80, networkProtocol: "UDP"), HostPort(port: 80), false),
            (HostPort(port: 80, networkProtocol: ""), HostPort(port: 80, networkProtocol: "TCP"), true),
            (HostPort(port: 80, hostIP: "10.0.0.1"), HostPort(port: 80, hostIP: "10.0.0.2"), false),
            (HostPort(port: 80, hostIP: "10.0.0.1"), HostPort(port: 80, hostIP: "10.0.0.1"), true),
            (HostPort(port: 80, hostIP: "10.0.0.1"), HostPort(port: 80), true),
            (HostPort(port: 80, hostIP: "10.0.0.1"), HostPort(port: 80, hostIP: "0.0.0.0"), true),
            (HostPort(port: 80, hostIP: "::"), HostPort(port: 80, hostIP: "10.0.0.1"), false),
        ])
    func hostPorts(wanted: HostPort, taken: HostPort, isRefused: Bool) {
        func spec(_ ports: [HostPort]) -> PodSpec {
            var container = container()
            container.ports = ports.map { port in
                ContainerPort(
                    containerPort: 8080, hostPort: port.port, hostIP: port.hostIP,
                    networkProtocol: port.networkProtocol)
            }
            return podSpec([container])
        }
        // Few ports are looked through, many are searched.
        for others in [0, 100] {
            let ports = (0..<others).map { HostPort(port: 1000 + WholeNumber($0)) } + [taken]
            let cluster = snapshot(nodes: [node("n1")], pods: [pod("other", on: "n1", spec: spec(ports))])
            let verdict = verdicts(of: daemonSet("agent", spec: spec([wanted])), in: cluster)["n1"]
            #expect(verdict?.messages.keys.contains(.nodePorts) == isRefused)
        }
    }

    @Test("A port that is set free can be taken again, among few and among many", arguments: [1, 100])
    func freedPorts(count: Int) {
        let ports = (0..<count).map { HostPort(port: 1000 + WholeNumber($0), hostIP: "10.0.0.\($0)") }
        var taken = HostPortSet(ports)
        #expect(ports.allSatisfy(taken.conflicts))
        for port in ports.dropFirst() { taken.remove(port) }
        #expect(ports.filter(taken.conflicts) == [ports[0]])
        taken.remove(ports[0])
        #expect(taken.isEmpty)
    }
}
