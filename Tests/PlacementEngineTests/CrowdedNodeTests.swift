import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import TestBuilders
import Testing

@Suite("Nodes with many pods")
struct CrowdedNodeTests {
    private static func keepingAway(_ app: String, key: String = NodeLabel.hostname) -> PodSpec {
        podSpec {
            $0.requiredPodAntiAffinity = [
                PodAffinityTerm(labelSelector: LabelSelector(matchLabels: ["app": app]), topologyKey: key)
            ]
        }
    }

    private static func neighbours(_ count: Int, hermits: Set<Int>) -> [Pod] {
        (0..<count).map { number in
            pod(
                "web-\(number)", on: "n1", labels: ["app": "web-\(number)"],
                spec: hermits.contains(number) ? keepingAway("agent") : podSpec())
        }
    }

    @Test("Only the pods that keep a pod away leave for it, few or many", arguments: [1, 8, 9, 100])
    func victimsAreThoseThatMind(count: Int) {
        let hermits = Set((0..<count).filter { $0 % 4 == 0 })
        let agent = daemonSet("agent", spec: podSpec { $0.priorityClassName = "system-node-critical" })
        let all = verdicts(
            of: agent, in: snapshot(nodes: [node("n1", pods: "500")], pods: Self.neighbours(count, hermits: hermits)))
        guard case .victims(let victims, _)? = all["n1"]?.preemption else {
            Issue.record("no victims: \(String(describing: all["n1"]))")
            return
        }
        #expect(Set(victims) == hermits)
    }

    @Test("Pods that a pod keeps away leave for it, few or many", arguments: [1, 8, 9, 100])
    func victimsAreThoseThatAreMinded(count: Int) {
        var pods = Self.neighbours(count, hermits: [])
        for number in pods.indices where number % 4 == 0 { pods[number].metadata.labels = ["app": "noisy"] }
        var spec = Self.keepingAway("noisy")
        spec.priorityClassName = "system-node-critical"
        let all = verdicts(
            of: daemonSet("agent", spec: spec), in: snapshot(nodes: [node("n1", pods: "500")], pods: pods))
        guard case .victims(let victims, _)? = all["n1"]?.preemption else {
            Issue.record("no victims: \(String(describing: all["n1"]))")
            return
        }
        #expect(Set(victims) == Set(pods.indices.filter { $0 % 4 == 0 }))
    }

    @Test("Of the resources that a node lacks 64 are named, and the others are counted", arguments: [1, 64, 65, 300])
    func resourcesAreCounted(count: Int) {
        let requests = Dictionary(uniqueKeysWithValues: (0..<count).map { ("example.io/r\($0)", "1") })
        let agent = daemonSet("agent", spec: podSpec([container(requests: requests)]))
        let reasons = verdicts(of: agent, in: snapshot(nodes: [node("n1")]))["n1"]?.failures.first?.reasons ?? []
        #expect(reasons.count == min(count, 65))
        #expect((reasons.last == .moreResources(max(0, count - 64))) == (count > 64))
    }

    @Test("A DaemonSet's own pods are not in its way, few or many", arguments: [1, 8, 9, 100])
    func ownPodsAreTakenOff(count: Int) {
        let agent = daemonSet("agent", spec: podSpec([container(requests: ["memory": "1Gi"])]))
        let own = (0..<count).map { number in
            var pod = daemonPod(of: agent, on: "n1")
            pod.metadata.name = "agent-\(number)"
            return pod
        }
        let all = verdicts(
            of: agent, in: snapshot(nodes: [node("n1", memory: "1Gi", pods: "110")], pods: own))
        #expect(all["n1"]?.fits == true)
    }

    /// Whether a trial that was prepared before an edit still holds after it.
    private func holds(_ daemonSet: DaemonSet, after change: (inout ClusterEdit) -> Void) -> Bool {
        let hermit = pod("hermit", on: "n1", labels: ["app": "web"], spec: Self.keepingAway("agent"))
        let cluster = PlacementEngine(ClusterIndex(snapshot(nodes: [node("n1"), node("n2")], pods: [hermit]))).cluster
        var edit = ClusterEdit()
        change(&edit)
        let edited = PlacementCluster(cluster, applying: edit)
        guard let moved = TemplateTrial(daemonSet, in: cluster).moved(to: edited) else { return false }
        let anew = TemplateTrial(daemonSet, in: edited)
        for position in 0..<edited.nodeCount {
            let (one, other) = (moved.verdict(at: position, replacing: []), anew.verdict(at: position, replacing: []))
            #expect(one.failures == other.failures && one.preemption == other.preemption)
        }
        return true
    }

    @Test("A check of neighbours is prepared anew only where pods have moved, or nodes have other labels")
    func checksAreShared() {
        let agent = daemonSet("agent", spec: Self.keepingAway("web"))
        #expect(holds(agent) { $0.addedNodes = [node("n3")] })
        #expect(holds(agent) { $0.changedNodes = [0: node("n1", taints: [taint("a=b:NoSchedule")])] })
        #expect(holds(agent) { $0.reservations = [(PodFootprint(requests: ResourceAmounts(), hostPorts: []), 1)] })
        #expect(!holds(agent) { $0.removedPods = [0] })
        #expect(!holds(agent) { $0.changedNodes = [0: node("n1", labels: [NodeLabel.hostname: "other"])] })
        var spread = TopologySpreadConstraint()
        spread.topologyKey = NodeLabel.hostname
        spread.labelSelector = LabelSelector(matchLabels: ["app": "agent"])
        let spreading = daemonSet("agent", spec: podSpec { $0.topologySpreadConstraints = [spread] })
        #expect(!holds(spreading) { $0.addedNodes = [node("n3")] })
    }
}
