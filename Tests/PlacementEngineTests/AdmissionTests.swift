import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import TestBuilders
import Testing

@Suite("What admission makes of a pod")
struct AdmissionTests {
    private func testedPod(_ daemonSet: DaemonSet, edit: (inout Snapshot) -> Void = { _ in }) -> TestedPod {
        DaemonPodTemplate(daemonSet, in: ClusterIndex(snapshot(nodes: [node("n1")], edit: edit))).testedPod
    }

    private func priorityClass(
        _ name: String, _ value: WholeNumber, isDefault: Bool = false, neverPreempts: Bool = false
    ) -> PriorityClass {
        var priorityClass = PriorityClass()
        priorityClass.metadata.name = name
        priorityClass.value = value
        priorityClass.isGlobalDefault = isDefault
        priorityClass.neverPreempts = neverPreempts
        return priorityClass
    }

    @Test(
        "The priority is that of the class, else that of the lowest default, else zero",
        arguments: [
            ("high", 900), ("", 10), ("system-node-critical", 2_000_001_000),
            ("system-cluster-critical", 2_000_000_000),
            ("missing", 0),
        ] as [(String, WholeNumber)])
    func priorities(name: String, expected: WholeNumber) {
        let agent = daemonSet("agent", spec: podSpec { $0.priorityClassName = name })
        let pod = testedPod(agent) {
            $0.priorityClasses = [
                priorityClass("high", 900), priorityClass("d1", 20, isDefault: true),
                priorityClass("d2", 10, isDefault: true),
            ]
        }
        #expect(pod.priority == expected)
        #expect(testedPod(daemonSet("agent")).priority == 0)
    }

    @Test("A class whose policy is Never does not preempt")
    func classesThatNeverPreempt() throws {
        let spec = podSpec([container(requests: ["memory": "6Gi"])]) { $0.priorityClassName = "meek" }
        let held = pod("held", on: "n1", spec: podSpec([container(requests: ["memory": "6Gi"])]))
        let cluster = snapshot(nodes: [node("n1")], pods: [held]) {
            $0.priorityClasses = [priorityClass("meek", 900, neverPreempts: true)]
        }
        #expect(verdicts(of: daemonSet("agent", spec: spec), in: cluster)["n1"]?.preemption == .never)
    }

    @Test("A RuntimeClass brings overhead, a node selector and tolerations")
    func runtimeClasses() throws {
        var runtimeClass = RuntimeClass()
        runtimeClass.metadata.name = "sandboxed"
        runtimeClass.overhead = resources(["memory": "1Gi"])
        runtimeClass.nodeSelector = ["sandbox": "yes"]
        runtimeClass.tolerations = [Toleration(key: "sandbox", comparison: .exists)]
        let agent = daemonSet(
            "agent",
            spec: podSpec([container(requests: ["memory": "1Gi"])]) {
                $0.runtimeClassName = "sandboxed"
            })
        let pod = testedPod(agent) { $0.runtimeClasses = [runtimeClass] }
        #expect(pod.requests.memory == 2 << 30)
        let cluster = snapshot(nodes: [
            node("n1", labels: ["sandbox": "yes"]), node("n2"),
            node("n3", labels: ["sandbox": "yes"], taints: [taint("sandbox:NoSchedule")]),
        ]) { $0.runtimeClasses = [runtimeClass] }
        #expect(fittingNodes(of: agent, in: cluster) == ["n1"])
        // The controller knows nothing of what admission adds: n2 gets a pod that stays Pending, n3 gets none.
        #expect(eligibleNodes(of: agent, in: cluster) == ["n1", "n2"])
    }

    @Test("A LimitRange fills in what the containers leave open, of its own namespace only")
    func limitRanges() {
        func range(_ namespace: String) -> LimitRange {
            var item = LimitRangeItem()
            item.defaultRequests = resources(["memory": "300Mi", "cpu": "200m"])
            item.defaultLimits = resources(["memory": "1Gi"])
            var range = LimitRange()
            range.metadata = ObjectMeta(name: "defaults", namespace: namespace)
            range.limits = [item]
            return range
        }
        let agent = daemonSet("agent", spec: podSpec([container(requests: ["cpu": "50m"])]))
        let here = testedPod(agent) { $0.limitRanges = [range("default")] }
        #expect(here.requests.milliCPU == 50)
        #expect(here.requests.memory == 300 << 20)
        #expect(testedPod(agent) { $0.limitRanges = [range("other")] }.requests.memory == 0)
    }

    @Test("A limit without a request is the request too")
    func limitsAreRequests() {
        let agent = daemonSet(
            "agent", spec: podSpec([container(requests: ["cpu": "50m"], limits: ["cpu": "1", "memory": "2Gi"])]))
        let pod = testedPod(agent)
        #expect(pod.requests.milliCPU == 50)
        #expect(pod.requests.memory == 2 << 30)
    }

    @Test("On the host's network every port is the host's")
    func hostNetworkPorts() {
        var container = container()
        container.ports = [ContainerPort(containerPort: 9100)]
        let agent = daemonSet("agent", spec: podSpec([container]) { $0.isHostNetwork = true })
        #expect(testedPod(agent).hostPorts == [HostPort(port: 9100)])
    }
}
